using System.Text.Json;

namespace ClaimGraph.Hostile;

/// <summary>Requests that were made to wear a GraphQL server out, each with the code by which it must be refused.</summary>
internal static class HostileRequests
{
    public static readonly IReadOnlyList<(string Name, string Code, string Body)> All =
    [
        Query("alias bomb", "DOCUMENT_TOO_LARGE", "{ " + Times(1_500, i => $"a{i}: statements {{ totalCount }} ") + "}"),
        Query("alias bomb of introspection", "DOCUMENT_TOO_LARGE", "{ " + Times(300, i => $"a{i}: __schema {{ types {{ name }} }} ") + "}"),
        Query("the same field a thousand times", "DOCUMENT_TOO_LARGE", "{ " + Times(1_900, _ => "statements { totalCount } ") + "}"),
        Query(
            "fragment cycle",
            "VALIDATION_FAILED",
            "{ statements { nodes { ...A } } } fragment A on Statement { ...B } fragment B on Statement { ...A }"
        ),
        Query(
            "fragments that multiply",
            "DOCUMENT_TOO_LARGE",
            "{ statements { nodes { ...F0 } } } "
                + Times(
                    3,
                    i =>
                        $"fragment F{i} on Statement {{ "
                        + Times(13, k => $"a{k}: evidence {{ nodes {{ basis {{ ...F{i + 1} }} }} }} ")
                        + "} "
                )
                + "fragment F3 on Statement { id }"
        ),
        Query(
            "many fragments on one another",
            "DOCUMENT_TOO_LARGE",
            "{ ...F0 } "
                + Times(900, i => $"fragment F{i} on Query {{ s: statements {{ nodes {{ id }} }} ...F{i + 1} }} ")
                + "fragment F900 on Query { __typename }"
        ),
        Query("directive flood", "DOCUMENT_TOO_LARGE", "{ __typename " + Times(2_000, _ => "@include(if: true) ") + "}"),
        Query("unknown directives", "DOCUMENT_TOO_LARGE", "{ __typename " + Times(5_000, _ => "@a ") + "}"),
        Query(
            "deep selections",
            "DOCUMENT_TOO_DEEP",
            "{ statements { nodes "
                + Times(20, _ => "{ evidence { nodes { target { ... on Statement ")
                + "{ id }"
                + Times(20, _ => "} } } }")
                + " } }"
        ),
        Query("brackets without end", "DOCUMENT_TOO_DEEP", "{ nodes(ids: " + new string('[', 5_000)),
        Query("braces without end", "DOCUMENT_TOO_DEEP", Times(3_000, _ => "{a")),
        Query(
            "pages in pages",
            "COST_TOO_HIGH",
            """
            {
              statements(first: 100) {
                nodes { evidence(first: 100) { nodes { target { ... on Statement { evidence(first: 100) { nodes { id } } } } } } }
              }
            }
            """
        ),
        Query(
            "pages in pages by variables",
            "COST_TOO_HIGH",
            """
            query($n: Int) {
              actors(first: $n) {
                nodes { appearances(first: $n) { nodes { statement { appearances(first: $n) { nodes { id } } } } } }
              }
            }
            """,
            new { n = 100 }
        ),
        Query(
            "introspection bomb",
            "DOCUMENT_TOO_DEEP",
            "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"
        ),
        Query(
            "huge in list",
            "INVALID_VARIABLE",
            "query($f: StatementFilter) { statements(filter: $f) { nodes { id } } }",
            new { f = new { language = new { @in = Enumerable.Range(0, 25_000).Select(i => $"l{i}") } } }
        ),
        Query(
            "wide filter",
            "INVALID_VARIABLE",
            "query($f: StatementFilter) { statements(filter: $f) { nodes { id } } }",
            new { f = new { or = Enumerable.Range(0, 20_000).Select(i => new { supportCount = new { gt = i } }) } }
        ),
        Query("deep filter", "INVALID_ARGUMENT", "query($f: StatementFilter) { statements(filter: $f) { nodes { id } } }", DeepFilter(40)),
        Query(
            "sixty thousand ids",
            "INVALID_VARIABLE",
            "query($i: [ID!]!) { nodes(ids: $i) { id } }",
            new { i = Enumerable.Range(0, 60_000).Select(i => $"i{i}") }
        ),
        (
            "variables of 5 MB",
            "BODY_TOO_LARGE",
            JsonSerializer.Serialize(
                new { query = "query($i: [ID!]!) { nodes(ids: $i) { id } }", variables = new { i = new[] { new string('x', 5_000_000) } } }
            )
        ),
        ("JSON without end", "MALFORMED_JSON", """{"query":"{ __typename }","variables":{"a":""" + new string('[', 100_000)),
        Query("document of 500 KB", "DOCUMENT_TOO_LARGE", "{ __typename } #" + new string('x', 500_000)),
        Query("a word of a megabyte", "DOCUMENT_TOO_LARGE", "{ " + new string('a', 900_000) + " }"),
        Query("two thousand variables", "DOCUMENT_TOO_LARGE", "query(" + Times(2_500, i => $"$v{i}: Int ") + ") { __typename }"),
        ("batch", "INVALID_REQUEST", "[" + string.Join(',', Enumerable.Repeat("""{"query":"{ __typename }"}""", 5_000)) + "]"),
    ];

    private static (string, string, string) Query(string name, string code, string query, object? variables = null) =>
        (name, code, JsonSerializer.Serialize(new { query, variables }));

    private static string Times(int times, Func<int, string> text) => string.Concat(Enumerable.Range(0, times).Select(text));

    private static Dictionary<string, object> DeepFilter(int depth)
    {
        var filter = new Dictionary<string, object> { ["language"] = new { eq = "en" } };
        for (var i = 0; i < depth; i++)
            filter = new Dictionary<string, object> { ["not"] = filter };
        return new Dictionary<string, object> { ["f"] = filter };
    }
}
