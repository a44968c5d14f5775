namespace ClaimGraph.Search;

/// <summary>Groups of three neighbouring letters of a word, its ends counted as letters: words that are alike share many.</summary>
internal static class Letters
{
    public const char Beginning = '\u0001';
    public const char End = '\u0002';

    /// <summary>The groups, in their order; one that occurs twice is there twice. The first has the first two letters.</summary>
    public static IEnumerable<ulong> Of(string word)
    {
        var (first, second) = (Beginning, word[0]);
        for (var i = 1; i <= word.Length; i++)
        {
            var third = i < word.Length ? word[i] : End;
            yield return Pack(first, second, third);
            (first, second) = (second, third);
        }
    }

    /// <summary>The group of four letters that two neighbouring groups of three make.</summary>
    public static ulong Join(ulong first, ulong second) => (first << 16) | (second & 0xFFFF);

    /// <summary>The group that all words with a beginning have.</summary>
    public static ulong OfBeginning(string start) => start.Length == 1 ? OfFirst(start[0]) : Pack(Beginning, start[0], start[1]);

    /// <summary>The group that all words with a first letter have.</summary>
    public static ulong OfFirst(char letter) => Pack('\0', Beginning, letter);

    /// <summary>How many groups a word has.</summary>
    public static int Count(string word) => word.Length;

    public static ulong Pack(char first, char second, char third) => ((ulong)first << 32) | ((ulong)second << 16) | third;
}
