namespace ClaimGraph.Testing;

/// <summary>Texts that break what was only tried with English.</summary>
public static class Texts
{
    /// <summary>Words with accents, cases, astral characters, joiners, and the special characters of query languages.</summary>
    public static readonly string[] Words =
    [
        "summit",
        "Summit",
        "SUMMIT",
        "Città",
        "citta",
        "CITTÀ",
        "perché",
        "perche\u0301",
        "è",
        "E",
        "l'Italia",
        "l’Italia",
        "naïve",
        "İstanbul",
        "ıssız",
        "ß",
        "SS",
        "ﬁne",
        "fine",
        "Ａｂｃ",
        "\uFF5E",
        "😀",
        "👩‍👩‍👧",
        "𝔘nicode",
        "中文",
        "العربية",
        "שלום",
        "ΟΔΟΣ",
        "οδος",
        "%",
        "_",
        "a_b",
        "aXb",
        "100%",
        "*",
        "?",
        "[a]",
        "\\",
        "'",
        "''",
        "\"",
        "\"US\"",
        "--",
        "-x",
        ";",
        "`",
        "NEAR",
        "AND",
        "NULL",
        "null",
        "(",
        ")",
        "{}",
        "$1",
        ":p",
        "2025",
        "0",
        "-1",
        "a",
        "b",
        "A",
        "B",
        "aa",
        "ab",
        "\u00A0",
        "\t",
        "\n",
        "\u200B",
        "\uFFFD",
    ];

    /// <summary>One to four words: often the same ones, so that lists have ties.</summary>
    public static string Any(Dice dice) => string.Join(' ', Enumerable.Range(0, dice.Between(1, 4)).Select(_ => dice.Pick(Words)));

    /// <summary>As <see cref="Any"/>, never blank.</summary>
    public static string Some(Dice dice)
    {
        while (true)
            if (Any(dice) is var text && !string.IsNullOrWhiteSpace(text))
                return text;
    }

    /// <summary>Any text without NUL and lone surrogates.</summary>
    public static readonly Gen<string> WellFormed = Gen.OneOf(
            Gen.Int[1, 0x7F],
            Gen.Int[0x80, 0x24F],
            Gen.Int[0x300, 0x36F],
            Gen.Int[0x370, 0xD7FF],
            Gen.Int[0xE000, 0xFFFD],
            Gen.Int[0x10000, 0x10FFFF]
        )
        .Array[0, 40]
        .Select(runes => string.Concat(runes.Select(char.ConvertFromUtf32)));

    /// <summary>Any sequence of UTF-16 units, well-formed or not.</summary>
    public static readonly Gen<string> Raw = Gen.OneOf(
            Gen.Char,
            Gen.Char['\0', '\u007F'],
            Gen.Char['\u00C0', '\u036F'],
            Gen.Char['\uD800', '\uDBFF'],
            Gen.Char['\uDC00', '\uDFFF']
        )
        .Array[0, 40]
        .Select(chars => new string(chars));
}
