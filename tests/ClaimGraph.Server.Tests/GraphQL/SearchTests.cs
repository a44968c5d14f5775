using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

public class SearchTests
{
    [Fact]
    public async Task Search_finds_statements_by_their_words_and_marks_them()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              search(query: "fran sign declar", kinds: [STATEMENT], match: ALL, first: 5) {
                totalCount
                edges {
                  node { __typename ... on Statement { key evidenceCounts { supports rebuts context } claimant { name } } }
                  highlight { text ranges { start end } }
                }
              }
            }
            """,
            """
            {
              "search": {
                "totalCount": 1,
                "edges": [
                  {
                    "node": {
                      "__typename": "Statement", "key": "signed", "evidenceCounts": { "supports": 0, "rebuts": 0, "context": 1 },
                      "claimant": null
                    },
                    "highlight": {
                      "text": "France signed the declaration",
                      "ranges": [{ "start": 0, "end": 6 }, { "start": 7, "end": 13 }, { "start": 18, "end": 29 }]
                    }
                  }
                ]
              }
            }
            """
        );
    }

    [Theory]
    [InlineData("""query: "report" """, "report")]
    [InlineData("""query: "paris" """, "summit")]
    [InlineData("""query: "USA", kinds: [ACTOR] """, "usa")]
    [InlineData("""query: "\"did not sign\"" """, "unsigned")]
    [InlineData("""query: "sign", match: WHOLE """, "unsigned")]
    [InlineData("""query: "declaration", first: 1, kinds: [STATEMENT] """, null)]
    [InlineData("""query: "frence sined", kinds: [STATEMENT] """, "signed")]
    [InlineData("""query: "declaration", kinds: [STATEMENT], filter: { statement: { text: { startsWith: "france" } } } """, "signed")]
    [InlineData("""query: "nothing at all" """, "")]
    [InlineData("""query: "" """, "")]
    [InlineData("""query: "\" OR * NEAR( ^ -" """, "")]
    public async Task Search_takes_words_phrases_and_kinds(string arguments, string? key)
    {
        await using var api = await World.StartAsync();
        var hits = (await api.DataAsync($"{{ search({arguments}) {{ nodes {{ key }} }} }}"))["search"]!["nodes"]!.AsArray();
        if (key is null)
            hits.ShouldHaveSingleItem();
        else
            string.Join(' ', hits.Select(h => h!["key"]!.GetValue<string>())).ShouldBe(key);
    }

    [Fact]
    public async Task Highlights_count_code_points()
    {
        await using var api = await World.StartAsync();
        await api.DataAsync(
            """mutation { createStatement(input: { text: "🗼 the tower was not moved", key: "tower" }) { statement { id } } }"""
        );
        var highlight = (await api.DataAsync("""{ search(query: "tower") { edges { highlight { text ranges { start end } } } } }"""))[
            "search"
        ]!["edges"]![0]!["highlight"]!;
        JsonNode
            .DeepEquals(highlight, JsonNode.Parse("""{ "text": "🗼 the tower was not moved", "ranges": [{ "start": 6, "end": 11 }] }"""))
            .ShouldBeTrue(highlight.ToJsonString());
    }

    [Theory]
    [InlineData("first: 101", "first is too large; use at most 100.")]
    [InlineData("after: \"x\"", "This is not a cursor of a search; use one that a search returned.")]
    [InlineData("after: \"aGl0Oi0x\"", "This is not a cursor of a search; use one that a search returned.")]
    public async Task Searches_beyond_their_limits_are_refused(string argument, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $"{{ search(query: \"x\", {argument}) {{ totalCount }} }}");
    }

    [Fact]
    public async Task A_search_text_that_is_too_long_or_not_text_is_refused()
    {
        await using var api = await Api.StartAsync();
        const string query = "query ($query: String!) { search(query: $query, match: ALL) { totalCount } }";
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            "This search is too long; use at most 1,000 characters.",
            query,
            new { query = new string('x', 1001) }
        );
        await api.ShouldFailAsync("INVALID_ARGUMENT", "NUL or half of a surrogate pair", query, new { query = "a\0b" });
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            "This search has too many words; use at most 32.",
            query,
            new { query = string.Join(' ', Enumerable.Range(10, 33)) }
        );
    }

    [Fact]
    public async Task Pages_of_a_search_follow_each_other()
    {
        await using var api = await World.StartAsync();
        const string query = """
            query ($after: String, $first: Int) {
              search(query: "the declaration", first: $first, after: $after) {
                totalCount nodes { id } edges { cursor score node { id } }
                pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
              }
            }
            """;
        var all = (await api.DataAsync(query, new { first = 100 }))["search"]!;
        var ids = all["nodes"]!.AsArray().Select(n => n!["id"]!.GetValue<string>()).ToList();
        ids.Count.ShouldBe(all["totalCount"]!.GetValue<int>());
        ids.Count.ShouldBeGreaterThan(1);
        var walked = new List<string>();
        for (string? after = null; walked.Count < ids.Count; )
        {
            var page = (await api.DataAsync(query, new { first = 1, after }))["search"]!;
            var info = page["pageInfo"]!;
            var edge = page["edges"]!.AsArray().ShouldHaveSingleItem()!;
            info["hasPreviousPage"]!.GetValue<bool>().ShouldBe(after is not null);
            walked.Add(edge["node"]!["id"]!.GetValue<string>());
            info["hasNextPage"]!.GetValue<bool>().ShouldBe(walked.Count < ids.Count);
            after = info["endCursor"]!.GetValue<string>();
            edge["cursor"]!.GetValue<string>().ShouldBe(after);
        }
        walked.ShouldBe(ids);
    }

    [Fact]
    public async Task Statements_that_say_nearly_the_same_are_shown()
    {
        await using var api = await World.StartAsync();
        const string similar = "{ statement { key } guard differences }";
        var byText = await api.DataAsync($$"""{ similarStatements(text: "France didn't sign the declaration") {{similar}} }""");
        byText["similarStatements"]!
            .AsArray()
            .Select(s => s!.ToJsonString())
            .ShouldContain("""{"statement":{"key":"signed"},"guard":"NEGATION","differences":["n\u0027t"]}""");
        var entered = await api.DataAsync(
            $$"""mutation { createStatement(input: { text: "France signed that declaration" }) { statement { id similar {{similar}} } } }"""
        );
        var statement = entered["createStatement"]!["statement"]!;
        statement["similar"]![0]!["statement"]!["key"]!.GetValue<string>().ShouldBe("signed");
        var byId = await api.DataAsync(
            "query ($id: ID!) { similarStatements(id: $id) " + similar + " }",
            new { id = statement["id"]!.GetValue<string>() }
        );
        JsonNode.DeepEquals(byId["similarStatements"], statement["similar"]).ShouldBeTrue(byId.ToJsonString());
    }

    [Theory]
    [InlineData("", "Give text or id, one of them.")]
    [InlineData("""(text: "a", id: "b")""", "Give text or id, one of them.")]
    [InlineData("""(text: "a", first: 101)""", "first is too large; use at most 100.")]
    public async Task Similar_statements_need_a_text_or_a_statement(string arguments, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $$"""{ similarStatements{{arguments}} { score } }""");
    }
}
