using System.Globalization;
using GraphQL.Types;

namespace ClaimGraph.Server.Tests.GraphQL.Fuzzing;

/// <summary>Values of input types, as GraphQL and as JSON write them. Most fit their type; in some, something is odd.</summary>
internal sealed class RandomValue(IReadOnlyList<string> ids, Random random, int oddity = 1)
{
    private const int MaxDepth = 4;

    /// <summary>Pieces that do not belong where they are put.</summary>
    public static readonly string[] Odd =
    [
        "\u0000",
        "\uFFFE",
        "\uFEFF",
        "\u202E",
        "\"",
        "\\",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "$",
        "!",
        "...",
        "@",
        "#",
        "null",
        "1e400",
        "-",
        "\"\"\"",
        "type T { a: Int }",
        "\\u{1F600}",
        "&",
        "😀",
    ];

    // Written inside of quotes; the escapes are the same in GraphQL and in JSON.
    private static readonly string[] Texts =
    [
        "",
        " ",
        "a",
        "usa",
        "report",
        "AI",
        "\\u0000",
        "\\uFFFE",
        "\uFFFE",
        "\uFFFF",
        "\\uD83D",
        "\\uDE00",
        "\\uD83D\\uDE00",
        "😀",
        "nonsense",
        "2025",
        "2025-02-30",
        "2025-02-11",
        "0000",
        "2025-02-11T09:30:00Z",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00+14:00",
        "https://example.org/report",
        "javascript:alert(1)",
        "http://[",
        "%",
        "_",
        "*",
        "\\\"",
        "' OR 1=1 --",
        "a\\nb",
        "\u202E",
        "İı",
        "ß",
        "en",
        "zz-ZZ",
        "\u0301",
        new('x', 600),
        new('é', 12_000),
        "cg_x",
        "-1",
        "1e400",
        "e30=",
        "eyJ2IjoxfQ",
    ];

    private const int Small = 5; // so many of the numbers are small whole ones

    private static readonly string[] Numbers =
    [
        "0",
        "1",
        "-1",
        "2",
        "5",
        "100",
        "101",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "0.5",
        "1.0",
        "-0.0",
        "1e2",
        "1e400",
        "-1e400",
        "1e-400",
        "0.1234567890123456789",
    ];

    /// <param name="variable">Gives a variable in place of a value inside of the literal; null for none.</param>
    public string Literal(IGraphType type, int depth, Func<IGraphType, string?>? variable = null)
    {
        if (depth > 0 && variable?.Invoke(type) is { } name)
            return name;
        return Of(type, depth, (inner, below) => Literal(inner, below, variable), json: false);
    }

    public string Json(IGraphType type, int depth) => Of(type, depth, Json, json: true);

    public string AnyJson() =>
        random.Next(8) switch
        {
            0 => "null",
            1 => "[]",
            2 => "{}",
            3 => Number(),
            4 => "[null]",
            5 => string.Concat(Enumerable.Repeat("""{"or":[""", 20)) + "null" + string.Concat(Enumerable.Repeat("]}", 20)),
            6 => random.Next(2) == 0 ? "true" : "[[1]]",
            _ => Text(),
        };

    private string Of(IGraphType type, int depth, Func<IGraphType, int, string> inner, bool json)
    {
        if (random.Next(25 * oddity) == 0)
            return json ? AnyJson() : Odds();
        if (type is NonNullGraphType required)
            return Of(required.ResolvedType!, depth, inner, json);
        return type switch
        {
            _ when random.Next(12 * oddity) == 0 => "null",
            ListGraphType list => random.Next(6) == 0 ? inner(list.ResolvedType!, depth + 1) : List(list, depth, inner),
            IInputObjectGraphType of => Fields(of, depth, inner, json),
            EnumerationGraphType of => Enum(of, json),
            _ => Scalar(type.Name),
        };
    }

    private string List(ListGraphType list, int depth, Func<IGraphType, int, string> inner) =>
        "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => inner(list.ResolvedType!, depth + 1))) + "]";

    private string Fields(IInputObjectGraphType of, int depth, Func<IGraphType, int, string> inner, bool json)
    {
        var given = of
            .Fields.Where(f =>
                f.ResolvedType is NonNullGraphType ? random.Next(20 * oddity) > 0 : depth < MaxDepth && random.Next(of.Fields.Count) < 3
            )
            .Select(f => (json ? $"\"{f.Name}\"" : f.Name) + ":" + inner(f.ResolvedType!, depth + 1));
        return "{" + string.Join(',', given) + "}";
    }

    private string Enum(EnumerationGraphType of, bool json)
    {
        var name = random.Next(15 * oddity) == 0 ? "NOTHING" : of.Values.ElementAt(random.Next(of.Values.Count)).Name;
        return json ? $"\"{name}\"" : name;
    }

    private string Scalar(string name) =>
        name switch
        {
            "Int" or "Float" => Number(),
            "Boolean" => random.Next(2) == 0 ? "true" : "false",
            "ID" when random.Next(3) > 0 => $"\"{ids[random.Next(ids.Count)]}\"",
            _ => Text(),
        };

    private string Odds() =>
        random.Next(6) switch
        {
            0 => "NOTHING",
            1 => "{}",
            2 => "[null]",
            3 => string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Concat(Enumerable.Repeat("{or:[", 12))}null{string.Concat(Enumerable.Repeat("]}", 12))}"
            ),
            4 => Number(),
            _ => Text(),
        };

    private string Number() => Numbers[random.Next(oddity > 1 && random.Next(4) > 0 ? Small : Numbers.Length)];

    private string Text() => $"\"{(oddity > 1 && random.Next(4) > 0 ? "report" : Texts[random.Next(Texts.Length)])}\"";
}
