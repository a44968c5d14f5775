namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Records grouped by their values and those of linked records.</summary>
public class GroupTests
{
    [Theory]
    [InlineData("statementGroups(by: { field: CLAIMANT })", "null 2, agency 1")]
    [InlineData("statementGroups(by: { claimant: { field: KIND } })", "ORGANISATION 1")]
    [InlineData("statementGroups(by: [{ evidence: { basis: { source: { field: PUBLISHER } } } }])", "null 1, agency 1")]
    [InlineData(
        "statementGroups(by: [{ appearances: { source: { field: PUBLISHER } } }, { field: VERDICT }])",
        "agency MOSTLY_SUPPORTED 1"
    )]
    [InlineData("statementGroups(by: { about: { actor: { field: KIND } } })", "COUNTRY 2")]
    [InlineData("reviewGroups(by: [{ field: REVIEWER }, { field: VERDICT }])", "agency MOSTLY_SUPPORTED 1")]
    [InlineData("appearanceGroups(by: { field: ACTOR })", "agency 1")]
    [InlineData("evidenceGroups(by: { basis: { source: { field: PUBLISHER } } })", "null 2, agency 1")]
    [InlineData(
        "evidenceGroups(by: [{ field: STANCE }, { field: BASIS_KIND }])",
        "SUPPORTS SOURCE 2, REBUTS SOURCE 1, REBUTS STATEMENT 1, CONTEXT STATEMENT 1"
    )]
    [InlineData("evidenceGroups(by: { field: STANCE }, filter: { target: { eq: \"key:unsigned\" } })", "SUPPORTS 2, REBUTS 1")]
    [InlineData("evidenceGroups(by: { field: STANCE }, first: 1)", "SUPPORTS 2")]
    public async Task Records_are_grouped_by_one_value_or_two(string field, string expected)
    {
        await using var api = await World.StartAsync();
        var groups = (await api.DataAsync($"{{ groups: {field} {{ count values {{ value node {{ ... on Actor {{ key }} }} }} }} }}"))[
            "groups"
        ]!.AsArray();
        string.Join(
                ", ",
                groups.Select(g =>
                    string.Join(
                        ' ',
                        [
                            .. g!["values"]!.AsArray().Select(v => (string?)v!["node"]?["key"] ?? (string?)v["value"] ?? "null"),
                            $"{g["count"]}",
                        ]
                    )
                )
            )
            .ShouldBe(expected);
    }

    [Fact]
    public async Task Groups_count_what_is_distinct_and_average_the_strength()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              evidenceGroups(by: { field: STANCE }, distinct: { field: TARGET }, first: 1) { count distinctCount averageStrength }
              statementGroups(by: { field: CHECKABLE }, distinct: { evidence: { field: BASIS } }) {
                values { value } count distinctCount averageStrength
              }
              reviewGroups(by: { field: REVIEWER }) { distinctCount }
            }
            """,
            """
            {
              "evidenceGroups": [{ "count": 2, "distinctCount": 1, "averageStrength": null }],
              "statementGroups": [
                { "values": [{ "value": "true" }], "count": 2, "distinctCount": 4, "averageStrength": 0.557013 },
                { "values": [{ "value": "false" }], "count": 1, "distinctCount": 0, "averageStrength": 0.5 }
              ],
              "reviewGroups": [{ "distinctCount": null }]
            }
            """
        );
    }

    [Fact]
    public async Task A_statement_counts_once_in_the_mean_of_a_group_that_many_ways_lead_to()
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync(
            """
            {
              statementGroups(by: { evidence: { field: STATUS } }, distinct: { evidence: { field: BASIS } }) {
                count distinctCount averageStrength
              }
              statements(filter: { evidence: { exists: true } }) { nodes { strength { value } } }
            }
            """
        );
        var mean = data["statements"]!["nodes"]!.AsArray().Average(n => (double)n!["strength"]!["value"]!);
        var group = data["statementGroups"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)group["count"]!, (int)group["distinctCount"]!).ShouldBe((2, 4));
        ((double)group["averageStrength"]!).ShouldBe(mean, 0.000001);
    }

    [Fact]
    public async Task Two_values_behind_the_same_link_are_those_of_one_record()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              statementGroups(
                by: [{ evidence: { field: STANCE } }, { evidence: { basis: { source: { field: KIND } } } }]
                filter: { eq: "key:unsigned" }
              ) { values { value } count }
            }
            """,
            """
            {
              "statementGroups": [
                { "values": [{ "value": "SUPPORTS" }, { "value": "NEWS" }], "count": 1 },
                { "values": [{ "value": "SUPPORTS" }, { "value": "COPY" }], "count": 1 },
                { "values": [{ "value": "REBUTS" }, { "value": "OFFICIAL_DOCUMENT" }], "count": 1 }
              ]
            }
            """
        );
    }

    [Theory]
    [InlineData("by: []", "INVALID_ARGUMENT", "by has 0 values; give one or 2.")]
    [InlineData("by: [{ field: VERDICT }, { field: KIND }, { field: LANGUAGE }]", "INVALID_ARGUMENT", "by has 3 values; give one or 2.")]
    [InlineData("by: {}", "INVALID_ARGUMENT", "StatementGroupKey takes one field or one link, not 0")]
    [InlineData(
        "by: { field: VERDICT, claimant: { field: KIND } }",
        "INVALID_ARGUMENT",
        "StatementGroupKey takes one field or one link, not 2; for two values, give two of them in by."
    )]
    [InlineData(
        "by: { evidence: { evidence: { evidence: { evidence: { field: STANCE } } } } }",
        "INVALID_ARGUMENT",
        "This value is too many links away; go at most 3 links."
    )]
    [InlineData("by: { field: VERDICT }, first: 1000", "INVALID_ARGUMENT", "first is too large; use at most 100.")]
    public async Task Groups_that_make_no_sense_are_refused(string arguments, string code, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync(code, message, $"{{ statementGroups({arguments}) {{ count }} }}");
    }

    [Fact]
    public async Task Each_link_of_a_group_makes_it_dearer()
    {
        await using var api = await Api.StartAsync();
        var own = await CostTests.CostAsync(api, "{ statementGroups(by: { field: CLAIMANT }) { count } }");
        var linked = await CostTests.CostAsync(api, "{ statementGroups(by: { claimant: { field: KIND } }) { count } }");
        (linked - own).ShouldBe(100);
    }

    [Fact]
    public async Task Verdicts_by_publisher_are_one_call_of_the_store()
    {
        WatchedStore? watched = null;
        await using var api = await World.StartAsync(wrap: store => watched = new WatchedStore(store));
        watched!.Calls.Clear();
        await api.DataAsync(
            "{ statementGroups(by: [{ appearances: { source: { field: PUBLISHER } } }, { field: VERDICT }]) { count values { value } } }"
        );
        watched.Calls.Where(call => call.StartsWith("Groups", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }
}
