using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>The same request gets the same answer, whether its document was sent before or not, and whatever came with it then.</summary>
public class KnownDocumentTests
{
    private const string Good = "{}";

    [Theory]
    [InlineData(
        "query Q($x: DateTime) { statements(filter: { createdAt: { gte: $x } }) { totalCount } }",
        """{"x":null}""",
        "gte cannot be null"
    )]
    [InlineData("query Q($x: String) { statements(filter: { text: { eq: $x } }) { totalCount } }", """{"x":null}""", "eq cannot be null")]
    [InlineData(
        "query Q($x: String) { statements(filter: { text: { contains: $x } }) { totalCount } }",
        """{"x":null}""",
        "contains cannot be null"
    )]
    [InlineData(
        "query Q($x: Boolean) { statements(filter: { claimant: { exists: $x } }) { totalCount } }",
        """{"x":null}""",
        "exists cannot be null"
    )]
    [InlineData(
        "query Q($x: [ID!]) { statements(filter: { claimant: { in: $x } }) { totalCount } }",
        """{"x":null}""",
        "in cannot be null"
    )]
    [InlineData(
        "query Q($x: StatementKind) { statements(filter: { kind: { eq: $x } }) { totalCount } }",
        """{"x":null}""",
        "eq cannot be null"
    )]
    [InlineData(
        "query Q($x: Int) { statements(filter: { supportCount: { lt: $x } }) { totalCount } }",
        """{"x":null}""",
        "lt cannot be null"
    )]
    [InlineData(
        "query Q($x: ID) { statements(filter: { claimant: { eq: $x } }) { totalCount } }",
        """{"x":"nonsense"}""",
        "is not a valid id"
    )]
    [InlineData(
        "query Q($x: String) { statements(filter: { text: { contains: $x } }) { totalCount } }",
        """{"x":"a\u0000b"}""",
        "contains a NUL"
    )]
    [InlineData("query Q($x: [StatementKind!]) { statements(filter: { kind: { in: $x } }) { totalCount } }", """{"x":[null]}""", "x")]
    [InlineData("query Q($x: [StatementFilter!]) { statements(filter: { or: $x }) { totalCount } }", """{"x":[null]}""", "x")]
    public async Task A_variable_that_does_not_fit_into_a_filter_is_refused_each_time(string query, string variables, string message)
    {
        await using var api = await Api.StartAsync();
        var (_, fresh) = await PostAsync(api, query, variables);
        await PostAsync(api, query + " ", Good);
        var (status, known) = await PostAsync(api, query + " ", variables);
        status.ShouldBe(422, known.ToJsonString());
        known["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("INVALID_VARIABLE");
        known["errors"]![0]!["message"]!.GetValue<string>().ShouldContain(message);
        known.ToJsonString().ShouldBe(fresh.ToJsonString());
    }

    [Theory]
    [InlineData("query Q($x: StatementFilter) { statements(filter: { or: [$x] }) { totalCount } }")] // [StatementFilter!] takes no null
    [InlineData("query Q($x: Statement) { statements { totalCount } }")]
    [InlineData("query Q($x: Int = {}) { statements(first: $x) { totalCount } }")]
    [InlineData("query Q($x: ID! = null) { node(id: $x) { id } }")]
    [InlineData("query Q { statements { totalCount } } query R { statements(filter: { text: { eq: 1 } }) { totalCount } }")]
    [InlineData("query Q { statements { totalCount } } query R { nothing }")]
    public async Task A_document_that_is_wrong_somewhere_is_refused_each_time(string query)
    {
        await using var api = await Api.StartAsync();
        var (_, first) = await PostAsync(api, query, Good);
        var (status, second) = await PostAsync(api, query, """{"x":null}""");
        status.ShouldBe(422, second.ToJsonString());
        second["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("VALIDATION_FAILED");
        second.ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Fact]
    public async Task A_null_in_filters_that_are_nested_deep_is_refused()
    {
        await using var api = await Api.StartAsync();
        var filter = string.Concat(Enumerable.Repeat("{ or: [", 8)) + "null" + string.Concat(Enumerable.Repeat("] }", 8));
        await api.ShouldFailAsync("VALIDATION_FAILED", "or", $"{{ statements(filter: {filter}) {{ totalCount }} }}");
    }

    [Fact]
    public async Task Records_beside_introspection_are_read_from_a_store_that_answers_later()
    {
        await using var api = await World.StartAsync(wrap: inner => new WatchedStore(inner)
        {
            BeforeAnswer = async () => await Task.Yield(),
        });
        await api.ShouldAnswerAsync(
            """
            {
              __schema { queryType { name } } a: statement(key: "unsigned") { key } b: actor(key: "usa") { key }
              c: source(key: "report") { key }
            }
            """,
            """
            {
              "__schema": { "queryType": { "name": "Query" } }, "a": { "key": "unsigned" }, "b": { "key": "usa" },
              "c": { "key": "report" }
            }
            """
        );
    }

    private static async Task<(int Status, JsonNode Body)> PostAsync(Api api, string query, string variables)
    {
        var (response, body) = await api.PostAsync(
            $$"""{"query":{{JsonSerializer.Serialize(query)}},"operationName":"Q","variables":{{variables}}}"""
        );
        return ((int)response.StatusCode, Api.WithoutCost(body));
    }
}
