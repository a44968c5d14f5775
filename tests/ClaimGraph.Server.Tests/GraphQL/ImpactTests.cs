using System.Net.Http.Json;
using ClaimGraph.Access;

namespace ClaimGraph.Server.Tests.GraphQL;

public class ImpactTests
{
    [Fact]
    public async Task Impact_shows_what_a_retraction_would_change_and_changes_nothing()
    {
        await using var api = await World.StartAsync();
        var id = (string)(await api.DataAsync("""{ source(key: "report") { id } }"""))["source"]!["id"]!;
        var before = (await api.Store.HeadAsync()).Revision;
        await api.ShouldAnswerAsync(
            $$"""
            {
              impact(id: "{{id}}", first: 1) {
                count
                changes {
                  before { key ... on Statement { strength { value } evidenceCounts { supports } } }
                  after { key ... on Statement { strength { value } evidenceCounts { supports } attention } }
                }
              }
            }
            """,
            """
            {
              "impact": {
                "count": 5,
                "changes": [
                  {
                    "before": { "key": "unsigned", "strength": { "value": 0.614026 }, "evidenceCounts": { "supports": 2 } },
                    "after": {
                      "key": "unsigned", "strength": { "value": 0.484899 }, "evidenceCounts": { "supports": 0 },
                      "attention": ["UNSUPPORTED", "RETRACTED_BASIS", "STRENGTH_AGAINST_VERDICT"]
                    }
                  }
                ]
              }
            }
            """
        );
        (await api.Store.HeadAsync()).Revision.ShouldBe(before);
    }

    [Fact]
    public async Task Impact_is_for_those_who_may_retract()
    {
        await using var api = await World.StartAsync();
        using var reader = await api.ClientAsync(Role.Reader);
        using var response = await reader.PostAsJsonAsync("/graphql", new { query = """{ impact(id: "x") { count } }""" });
        (await response.Content.ReadAsStringAsync()).ShouldContain("FORBIDDEN");
    }
}
