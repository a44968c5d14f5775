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
              search(query: "fran sign declar", kinds: [STATEMENT], first: 5) {
                node { __typename ... on Statement { key evidenceCounts { supports rebuts context } claimant { name } } }
                highlight { text ranges { start end } }
              }
            }
            """,
            """
            {
              "search": [
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
            """
        );
    }

    [Theory]
    [InlineData("""query: "report" """, "report")]
    [InlineData("""query: "paris" """, "summit")]
    [InlineData("""query: "USA", kinds: [ACTOR] """, "usa")]
    [InlineData("""query: "\"did not sign\"" """, "unsigned")]
    [InlineData("""query: "sign", match: WHOLE """, "unsigned")]
    [InlineData("""query: "declaration", first: 1, offset: 1, kinds: [STATEMENT] """, null)]
    [InlineData("""query: "nothing at all" """, "")]
    [InlineData("""query: "" """, "")]
    [InlineData("""query: "\" OR * NEAR( ^ -" """, "")]
    public async Task Search_takes_words_phrases_and_kinds(string arguments, string? key)
    {
        await using var api = await World.StartAsync();
        var hits = (await api.DataAsync($"{{ search({arguments}) {{ score node {{ key }} }} }}"))["search"]!.AsArray();
        if (key is null)
            hits.ShouldHaveSingleItem();
        else
            string.Join(' ', hits.Select(h => h!["node"]!["key"]!.GetValue<string>())).ShouldBe(key);
    }

    [Fact]
    public async Task Highlights_count_code_points()
    {
        await using var api = await World.StartAsync();
        await api.DataAsync(
            """mutation { createStatement(input: { text: "🗼 the tower was not moved", key: "tower" }) { statement { id } } }"""
        );
        var highlight = (await api.DataAsync("""{ search(query: "tower") { highlight { text ranges { start end } } } }"""))["search"]![0]![
            "highlight"
        ]!;
        JsonNode
            .DeepEquals(highlight, JsonNode.Parse("""{ "text": "🗼 the tower was not moved", "ranges": [{ "start": 6, "end": 11 }] }"""))
            .ShouldBeTrue(highlight.ToJsonString());
    }

    [Theory]
    [InlineData("first: 101", "first is too large; use at most 100.")]
    [InlineData("offset: -1", "This offset is out of range; use 0 to 10,000.")]
    [InlineData("offset: 10001", "This offset is out of range; use 0 to 10,000.")]
    public async Task Searches_beyond_their_limits_are_refused(string argument, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $"{{ search(query: \"x\", {argument}) {{ score }} }}");
    }

    [Fact]
    public async Task A_search_text_that_is_too_long_or_not_text_is_refused()
    {
        await using var api = await Api.StartAsync();
        const string query = "query ($query: String!) { search(query: $query) { score } }";
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
}
