using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

public class ListTests
{
    [Theory]
    [InlineData("{}", "weak signed unsigned")]
    [InlineData("{ text: { contains: \"DECLARATION\" } }", "weak signed unsigned")]
    [InlineData("{ text: { startsWith: \"france\" } }", "signed")]
    [InlineData("{ key: { in: [\"weak\", \"signed\", \"nothing\"] } }", "weak signed")]
    [InlineData("{ key: { gte: \"t\" }, language: { eq: \"en\" } }", "weak unsigned")]
    [InlineData("{ kind: { eq: OPINION } }", "weak")]
    [InlineData("{ kind: { in: [FACT, PREDICTION] } }", "signed unsigned")]
    [InlineData("{ verdict: { exists: false } }", "weak signed")]
    [InlineData("{ verdict: { eq: MOSTLY_SUPPORTED } }", "unsigned")]
    [InlineData("{ checkable: { eq: false } }", "weak")]
    [InlineData("{ supportCount: { gt: 0, lte: 2 } }", "unsigned")]
    [InlineData("{ strength: { lt: 0.6 } }", "weak signed")]
    [InlineData("{ topics: { has: \"ai\" } }", "unsigned")]
    [InlineData("{ topics: { hasAny: [\"ai\", \"summit\"] } }", "signed unsigned")]
    [InlineData("{ topics: { exists: false } }", "weak")]
    [InlineData("{ attention: { has: SINGLE_SOURCE } }", "unsigned")]
    [InlineData("{ attention: { hasAny: [SINGLE_SOURCE, UNREVIEWED] } }", "signed unsigned")]
    [InlineData("{ createdAt: { gt: \"2025-03-01T13:00:09+01:00\" } }", "weak signed")]
    [InlineData("{ hasStance: REBUTS }", "unsigned")]
    [InlineData("{ hasStance: CONTEXT }", "signed")]
    [InlineData("{ contested: true }", "unsigned")]
    [InlineData("{ contested: false }", "weak signed")]
    [InlineData("{ unsupported: true }", "signed")]
    [InlineData("{ or: [{ key: { eq: \"weak\" } }, { contested: true }] }", "weak unsigned")]
    [InlineData("{ or: [] }", "")]
    [InlineData("{ and: [{ checkable: { eq: true } }, { contested: false }] }", "signed")]
    [InlineData("{ not: { or: [{ contested: true }, { kind: { eq: OPINION } }] } }", "signed")]
    [InlineData("{ not: {} }", "")]
    [InlineData("{ status: { eq: RETRACTED } }", "")]
    public async Task Filters_restrict_lists_and_what_is_counted(string filter, string keys)
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
        Keys(data["statements"]!["nodes"]!).ShouldBe(keys);
        var expected = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        data["statements"]!["totalCount"]!.GetValue<int>().ShouldBe(expected);
        data["statementDistribution"]!.AsArray().Sum(v => v!["count"]!.GetValue<int>()).ShouldBe(expected);
    }

    [Fact]
    public async Task Filters_by_a_named_record_take_its_id_also_from_variables()
    {
        await using var api = await World.StartAsync();
        var usa = await ReadingTests.IdAsync(api, "actor", "usa");
        await api.ShouldAnswerAsync(
            "query ($filter: StatementFilter) { statements(filter: $filter) { nodes { key } } }",
            """{ "statements": { "nodes": [{ "key": "unsigned" }] } }""",
            new { filter = new { about = new { has = usa } } }
        );
        await api.ShouldAnswerAsync(
            "query ($agency: ID!) { sources(filter: { publisher: { in: [$agency] } }) { nodes { key } } }",
            """{ "sources": { "nodes": [{ "key": "report" }] } }""",
            new { agency = await ReadingTests.IdAsync(api, "actor", "agency") }
        );
    }

    [Fact]
    public async Task Retracted_records_are_in_no_list_unless_the_filter_speaks_of_the_status()
    {
        await using var api = await World.StartAsync();
        var id = await ReadingTests.IdAsync(api, "evidence", "pro-copy");
        await api.DataAsync("mutation ($id: ID!) { retract(input: { id: $id, reason: \"A test\" }) { node { status } } }", new { id });
        await api.ShouldAnswerAsync(
            """
            {
              allEvidence(filter: { stance: { eq: SUPPORTS } }) { nodes { key } totalCount }
              retracted: allEvidence(filter: { status: { eq: RETRACTED } }) { nodes { key } totalCount }
              statement(key: "unsigned") {
                evidence(stance: [SUPPORTS]) { nodes { key } totalCount }
                all: evidence(filter: { status: { exists: true } }) { totalCount }
              }
            }
            """,
            """
            {
              "allEvidence": { "nodes": [{ "key": "pro" }], "totalCount": 1 },
              "retracted": { "nodes": [{ "key": "pro-copy" }], "totalCount": 1 },
              "statement": { "evidence": { "nodes": [{ "key": "pro" }], "totalCount": 1 }, "all": { "totalCount": 3 } }
            }
            """
        );
    }

    [Theory]
    [InlineData("{ field: TEXT }", "signed weak unsigned")]
    [InlineData("{ field: TEXT, direction: DESC }", "unsigned weak signed")]
    [InlineData("{ field: CREATED_AT }", "unsigned signed weak")]
    [InlineData("{ field: SUPPORT_COUNT, direction: DESC }", "unsigned weak signed")]
    public async Task Lists_come_in_the_order_asked_for(string order, string keys)
    {
        await using var api = await World.StartAsync();
        Keys((await api.DataAsync($$"""{ statements(orderBy: {{order}}) { nodes { key } } }"""))["statements"]!["nodes"]!).ShouldBe(keys);
    }

    [Theory]
    [InlineData("NAME", "ASC")]
    [InlineData("NAME", "DESC")]
    [InlineData("CREATED_AT", "ASC")]
    [InlineData("CREATED_AT", "DESC")]
    public async Task Pages_joined_by_their_cursors_give_the_whole_list_in_both_directions(string field, string direction)
    {
        await using var api = await World.StartAsync();
        var order = $"orderBy: {{ field: {field}, direction: {direction} }}";
        var whole = Keys((await api.DataAsync($"{{ actors({order}) {{ nodes {{ key }} }} }}"))["actors"]!["nodes"]!);
        (await WalkAsync(api, $"{order}, first: 1, after: $cursor", "hasNextPage", "endCursor", append: true)).ShouldBe(whole);
        (await WalkAsync(api, $"{order}, first: 3, after: $cursor", "hasNextPage", "endCursor", append: true)).ShouldBe(whole);
        (await WalkAsync(api, $"{order}, last: 1, before: $cursor", "hasPreviousPage", "startCursor", append: false)).ShouldBe(whole);
        (await WalkAsync(api, $"{order}, last: 3, before: $cursor", "hasPreviousPage", "startCursor", append: false)).ShouldBe(whole);
    }

    [Fact]
    public async Task Cursors_stay_right_when_something_is_added()
    {
        await using var api = await World.StartAsync();
        var first = (await api.DataAsync("{ actors(first: 2) { nodes { key } pageInfo { endCursor } } }"))["actors"]!;
        Keys(first["nodes"]!).ShouldBe("agency france");
        await api.DataAsync("""mutation { createActor(input: { name: "Germany", key: "germany" }) { actor { id } } }""");
        await api.ShouldAnswerAsync(
            "query ($after: String) { actors(first: 2, after: $after) { nodes { key } } }",
            """{ "actors": { "nodes": [{ "key": "uk" }, { "key": "usa" }] } }""",
            new { after = first["pageInfo"]!["endCursor"]!.GetValue<string>() }
        );
    }

    [Fact]
    public async Task Edges_carry_the_cursors_of_their_nodes()
    {
        await using var api = await World.StartAsync();
        var list = (
            await api.DataAsync(
                """
                {
                  statement(key: "unsigned") {
                    evidence(first: 2) {
                      edges { cursor node { key } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
                    }
                  }
                }
                """
            )
        )["statement"]!["evidence"]!;
        var edges = list["edges"]!.AsArray();
        edges.Select(e => e!["node"]!["key"]!.GetValue<string>()).ShouldBe(["pro", "pro-copy"]);
        list["pageInfo"]!["startCursor"]!.GetValue<string>().ShouldBe(edges[0]!["cursor"]!.GetValue<string>());
        list["pageInfo"]!["endCursor"]!.GetValue<string>().ShouldBe(edges[1]!["cursor"]!.GetValue<string>());
        list["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeTrue();
        await api.ShouldAnswerAsync(
            """
            query ($after: String) {
              statement(key: "unsigned") { evidence(after: $after) { nodes { key } pageInfo { hasNextPage hasPreviousPage } } }
            }
            """,
            """
            {
              "statement": {
                "evidence": { "nodes": [{ "key": "con" }], "pageInfo": { "hasNextPage": false, "hasPreviousPage": true } }
              }
            }
            """,
            new { after = edges[1]!["cursor"]!.GetValue<string>() }
        );
    }

    [Fact]
    public async Task An_empty_list_has_no_cursors()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            "{ reviews { nodes { id } edges { cursor } totalCount pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }",
            """
            {
              "reviews": {
                "nodes": [], "edges": [], "totalCount": 0,
                "pageInfo": { "startCursor": null, "endCursor": null, "hasNextPage": false, "hasPreviousPage": false }
              }
            }
            """
        );
    }

    [Theory]
    [InlineData("first: -1", "first is negative; use 0 or more.")]
    [InlineData("first: 101", "first is too large; use at most 100.")]
    [InlineData("last: 101", "last is too large; use at most 100.")]
    [InlineData("first: 1, last: 1", "Give first or last, not both.")]
    [InlineData("after: \"nonsense\"", "This is not a valid cursor for a list in this order")]
    [InlineData("before: \"\"", "This is not a valid cursor for a list in this order")]
    [InlineData(
        "filter: { not: { or: [{ not: { checkable: { eq: true } } }] } }",
        "This filter is too deep; nest and, or and not at most 2 levels deep."
    )]
    [InlineData("filter: { text: { in: [\"1\", \"2\", \"3\", \"4\"] } }", "This condition has too many values; use at most 3.")]
    [InlineData(
        """
            filter: {
              or: [{ key: { eq: "1" } }, { key: { eq: "2" } }, { key: { eq: "3" } }, { key: { eq: "4" } }, { key: { eq: "5" } }]
            }
            """,
        "This filter is too large; use at most 5 conditions"
    )]
    public async Task Pages_and_filters_beyond_their_limits_are_refused(string arguments, string message)
    {
        await using var api = await Api.StartAsync(options =>
            (options.MaxFilterDepth, options.MaxValues, options.MaxFilterConditions) = (2, 3, 5)
        );
        await api.ShouldFailAsync("INVALID_ARGUMENT", message, $"{{ statements({arguments}) {{ nodes {{ id }} }} }}");
    }

    [Fact]
    public async Task The_cursor_of_another_list_is_refused()
    {
        await using var api = await World.StartAsync();
        var after = (await api.DataAsync("{ actors(first: 1) { pageInfo { endCursor } } }"))["actors"]!["pageInfo"]![
            "endCursor"
        ]!.GetValue<string>();
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            "This is not a valid cursor",
            "query ($after: String) { statements(after: $after) { nodes { id } } }",
            new { after }
        );
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            "This is not a valid cursor",
            "query ($after: String) { actors(orderBy: { field: NAME }, after: $after) { nodes { id } } }",
            new { after }
        );
    }

    [Theory]
    [InlineData("""{ "text": { "eq": null } }""", "eq cannot be null; use exists: false to find records without a value.")]
    [InlineData("""{ "about": { "has": "nonsense" } }""", "is not a valid id; use the id of a record as the API returns it")]
    [InlineData("""{ "text": { "contains": "\u0000" } }""", "NUL or half of a surrogate pair")]
    [InlineData("""{ "nothing": { "eq": 1 } }""", "Unrecognized input fields 'nothing'")]
    [InlineData("""{ "supportCount": { "gt": "many" } }""", "'many' is not an Int; use a whole number like 3.")]
    [InlineData("""{ "createdAt": { "gt": "yesterday" } }""", "'yesterday' is not a DateTime; use a time like 2025-02-11T09:30:00Z.")]
    [InlineData("""{ "kind": { "eq": "TRUTH" } }""", "'TRUTH' is not a StatementKind; use FACT, QUOTATION, OPINION or PREDICTION.")]
    public async Task Filters_that_make_no_sense_are_refused(string filter, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync(
            "INVALID_VARIABLE",
            message,
            "query ($filter: StatementFilter) { statements(filter: $filter) { nodes { id } } }",
            new { filter = JsonNode.Parse(filter) }
        );
    }

    [Fact]
    public async Task Filters_in_the_document_are_refused_like_those_in_variables()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync(
            "VALIDATION_FAILED",
            "eq cannot be null; use exists: false to find records without a value.",
            "{ statements(filter: { text: { eq: null } }) { totalCount } }"
        );
        await api.ShouldFailAsync(
            "VALIDATION_FAILED",
            "is not a valid id; use the id of a record as the API returns it",
            "{ statements(filter: { claimant: { in: [\"x\"] } }) { totalCount } }"
        );
        await api.ShouldFailAsync(
            "VALIDATION_FAILED",
            "NUL or half of a surrogate pair",
            """{ statements(filter: { key: { startsWith: "\u0000" } }) { totalCount } }"""
        );
    }

    private static async Task<string> WalkAsync(Api api, string arguments, string more, string cursor, bool append)
    {
        var keys = new List<string>();
        string? at = null;
        while (true)
        {
            var page = (
                await api.DataAsync(
                    $"query ($cursor: String) {{ actors({arguments}) {{ nodes {{ key }} pageInfo {{ {more} {cursor} }} }} }}",
                    new { cursor = at }
                )
            )["actors"]!;
            keys.InsertRange(append ? keys.Count : 0, page["nodes"]!.AsArray().Select(n => n!["key"]!.GetValue<string>()));
            if (!page["pageInfo"]![more]!.GetValue<bool>())
                return string.Join(' ', keys);
            at = page["pageInfo"]![cursor]!.GetValue<string>();
        }
    }

    internal static string Keys(JsonNode nodes) => string.Join(' ', nodes.AsArray().Select(n => n!["key"]!.GetValue<string>()));
}
