namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Lists filtered by what their records are linked with.</summary>
public class LinkedFilterTests
{
    [Theory]
    [InlineData("{ evidence: { some: { stance: { eq: REBUTS } } } }", "unsigned")]
    [InlineData("{ evidence: { none: { stance: { eq: REBUTS } } } }", "weak signed")]
    [InlineData("{ evidence: { all: { stance: { eq: CONTEXT } } } }", "weak signed")]
    [InlineData("{ evidence: { some: {}, all: { stance: { eq: CONTEXT } } } }", "signed")]
    [InlineData("{ evidence: { exists: false } }", "weak")]
    [InlineData("{ evidence: { has: \"key:con\" } }", "unsigned")]
    [InlineData("{ evidence: { some: { stance: { eq: SUPPORTS }, basis: { eq: \"key:copy\" } } } }", "unsigned")]
    [InlineData("{ evidence: { some: { stance: { eq: REBUTS }, basis: { eq: \"key:copy\" } } } }", "")]
    [InlineData("{ evidence: { some: { basis: { source: { publisher: { eq: \"key:agency\" } } } } } }", "unsigned")]
    [InlineData("{ evidence: { some: { basis: { source: { publisher: { name: { contains: \"reuters\" } } } } } } }", "unsigned")]
    [InlineData("{ evidence: { some: { basis: { source: { eq: \"url:https://example.org/report\" } } } } }", "unsigned")]
    [InlineData("{ evidence: { some: { basis: { statement: { kind: { eq: OPINION } } } } } }", "signed")]
    [InlineData("{ evidence: { some: { basis: { source: {}, statement: {} } } } }", "signed unsigned")]
    [InlineData("{ appearances: { some: { actor: { kind: { eq: ORGANISATION } } } } }", "unsigned")]
    [InlineData("{ appearances: { some: { actor: { kind: { eq: COUNTRY } } } } }", "")]
    [InlineData("{ appearances: { some: { source: { publisher: { in: [\"key:agency\"] } } } } }", "unsigned")]
    [InlineData("{ appearances: { some: { event: { eq: \"key:summit\" } } } }", "unsigned")]
    [InlineData("{ appearances: { some: { saidOn: { lte: \"2025\" }, anchorStatus: { eq: EXACT } } } }", "unsigned")]
    [InlineData("{ appearances: { some: { anchorStatus: { eq: LOST } } } }", "")]
    [InlineData("{ reviews: { some: { verdict: { eq: MOSTLY_SUPPORTED }, reviewer: { eq: \"key:agency\" } } } }", "unsigned")]
    [InlineData("{ reviews: { some: { reviewer: { identifiers: { exists: false } } } } }", "unsigned")]
    [InlineData("{ about: { some: { actor: { identifiers: { has: \"http://www.wikidata.org/entity/Q30\" } } } } }", "unsigned")]
    [InlineData("{ about: { has: \"wikidata:Q30\" } }", "unsigned")]
    [InlineData("{ about: { all: { actor: { kind: { eq: COUNTRY } } } } }", "weak signed")]
    [InlineData("{ about: { some: { eq: \"key:usa\" } } }", "unsigned")]
    [InlineData("{ about: { some: { event: { participants: { some: { name: { eq: \"France\" } } } } } } }", "unsigned")]
    [InlineData("{ claimant: { kind: { eq: ORGANISATION } } }", "unsigned")]
    [InlineData("{ claimant: { eq: \"key:agency\", kind: { eq: COUNTRY } } }", "")]
    [InlineData("{ claimant: { exists: false } }", "weak signed")]
    [InlineData("{ in: [\"key:weak\", \"key:signed\"] }", "weak signed")]
    [InlineData("{ not: { eq: \"key:weak\" } }", "signed unsigned")]
    [InlineData("{ basisOf: { some: { target: { evidence: { target: { eq: \"key:unsigned\" } } } } } }", "signed")]
    public async Task Lists_and_counts_follow_links(string filter, string keys)
    {
        await using var api = await World.StartAsync();
        var data = await api.DataAsync(
            $$"""
            {
              statements(filter: {{filter}}) { nodes { key } totalCount }
              statementDistribution(by: LANGUAGE, filter: {{filter}}) { count }
            }
            """
        );
        ListTests.Keys(data["statements"]!["nodes"]!).ShouldBe(keys);
        var expected = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        data["statements"]!["totalCount"]!.GetValue<int>().ShouldBe(expected);
        data["statementDistribution"]!.AsArray().Sum(v => v!["count"]!.GetValue<int>()).ShouldBe(expected);
    }

    [Fact]
    public async Task Retracted_linked_records_do_not_count_unless_the_filter_speaks_of_their_status()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "evidence", "con");
        await api.DataAsync("mutation ($id: ID!) { retract(input: { id: $id, reason: \"A test\" }) { node { status } } }", new { id });
        await api.ShouldAnswerAsync(
            """
            {
              active: statements(filter: { evidence: { some: { stance: { eq: REBUTS } } } }) { totalCount }
              retracted: statements(filter: { evidence: { some: { status: { eq: RETRACTED } } } }) { nodes { key } }
            }
            """,
            """{ "active": { "totalCount": 0 }, "retracted": { "nodes": [{ "key": "unsigned" }] } }"""
        );
    }

    [Fact]
    public async Task Names_in_nested_filters_stand_for_records_also_from_variables()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            "query ($filter: StatementFilter) { statements(filter: $filter) { nodes { key } } }",
            """{ "statements": { "nodes": [{ "key": "unsigned" }] } }""",
            new
            {
                filter = new { evidence = new { some = new { basis = new { source = new { publisher = new { eq = "key:agency" } } } } } },
            }
        );
    }

    [Fact]
    public async Task Searches_follow_links()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              search(
                query: "declaration"
                kinds: [STATEMENT]
                filter: { statement: { evidence: { some: { basis: { source: { publisher: { eq: "key:agency" } } } } } } }
              ) { nodes { ... on Statement { key } } totalCount }
            }
            """,
            """{ "search": { "nodes": [{ "key": "unsigned" }], "totalCount": 1 } }"""
        );
    }

    [Fact]
    public async Task Linked_lists_follow_links_from_there()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              statement(key: "unsigned") {
                evidence(filter: { basis: { source: { publisher: { eq: "key:agency" } } } }) { nodes { key } totalCount }
                undercut: evidence(filter: { evidence: { exists: true } }) { nodes { key } }
              }
            }
            """,
            """
            { "statement": {
                "evidence": { "nodes": [{ "key": "pro" }], "totalCount": 1 },
                "undercut": { "nodes": [{ "key": "con" }] } } }
            """
        );
    }

    [Fact]
    public async Task Filters_that_follow_too_many_links_are_refused()
    {
        await using var api = await Api.StartAsync(options => options.MaxLinks = 2);
        await api.DataAsync("{ statements(filter: { evidence: { some: { basis: { source: {} } } } }) { totalCount } }");
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            "This filter follows too many links; go at most 2 links away from the records of the list.",
            "{ statements(filter: { evidence: { some: { basis: { source: { publisher: { kind: { eq: GROUP } } } } } } }) { totalCount } }"
        );
    }

    [Fact]
    public async Task Each_link_of_a_filter_makes_it_dearer()
    {
        await using var api = await Api.StartAsync();
        var own = await CostAsync("{ key: { eq: \"a\" } }");
        var one = await CostAsync("{ evidence: { some: { key: { eq: \"a\" } } } }");
        var two = await CostAsync("{ evidence: { some: { evidence: { some: { key: { eq: \"a\" } } } } } }");
        var three = await CostAsync("{ evidence: { some: { evidence: { some: { evidence: { some: { key: { eq: \"a\" } } } } } } } }");
        (one - own).ShouldBe(7 * 5);
        (two - one).ShouldBe(4 * 7 * 5);
        (three - two).ShouldBe(16 * 7 * 5);

        async Task<int> CostAsync(string filter) => await CostTests.CostAsync(api, $"{{ statements(filter: {filter}) {{ totalCount }} }}");
    }

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    public async Task A_filter_that_is_nested_deeply_costs_too_much(int links)
    {
        await using var api = await Api.StartAsync();
        var filter = string.Concat(Enumerable.Repeat("evidence: { some: { ", links)) + string.Concat(Enumerable.Repeat("} } ", links));
        await api.ShouldFailAsync("COST_TOO_HIGH", "points", $"{{ statements(filter: {{ {filter} }}) {{ totalCount }} }}");
    }

    [Fact]
    public async Task Subscriptions_refuse_filters_that_follow_links()
    {
        await using var api = await World.StartAsync();
        await using var socket = await SocketClient.StartAsync(api);
        await socket.SubscribeAsync(
            "1",
            "subscription { evidenceAdded(filter: { basis: { source: { publisher: { eq: \"key:agency\" } } } }) { revision } }"
        );
        await socket.ShouldFailAsync("1", "INVALID_ARGUMENT", "A subscription cannot filter by linked records");
    }

    [Theory]
    [InlineData("evidence: { some: null }", "some cannot be null")]
    [InlineData("evidence: { has: \"nonsense\" }", "is not a valid id")]
    [InlineData("claimant: { eq: null }", "eq cannot be null")]
    [InlineData("evidence: { some: { basis: { eq: \"nonsense\" } } }", "is not a valid id")]
    public async Task Links_that_make_no_sense_are_refused(string filter, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("VALIDATION_FAILED", message, $"{{ statements(filter: {{ {filter} }}) {{ totalCount }} }}");
    }
}
