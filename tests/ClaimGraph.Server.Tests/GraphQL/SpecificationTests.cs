using System.Text;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What the GraphQL specification (September 2025) takes and refuses, where servers often differ.</summary>
public class SpecificationTests
{
    [Theory]
    [InlineData("type A { a: Int } { __typename }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ __typename } extend type Query { a: Int }", "{}", "VALIDATION_FAILED")]
    [InlineData("query ($x: ID) { nodes(ids: [$x]) { id } }", "{}", "VALIDATION_FAILED")]
    [InlineData("query ($x: [ID]!) { nodes(ids: $x) { id } }", """{"x":[]}""", "VALIDATION_FAILED")]
    [InlineData("query ($x: String) { statements(filter: { topics: { hasAny: [$x] } }) { totalCount } }", "{}", "VALIDATION_FAILED")]
    [InlineData("""{ actor(key: "\uD83D") { id } }""", "{}", "SYNTAX_ERROR")]
    [InlineData("""{ actor(key: "\uDE00\uD83D") { id } }""", "{}", "SYNTAX_ERROR")]
    [InlineData("""{ actor(key: "\u{110000}") { id } }""", "{}", "SYNTAX_ERROR")]
    [InlineData("""{ actor(key: "\u{D800}") { id } }""", "{}", "SYNTAX_ERROR")]
    [InlineData("""{ actor(key: "\u{}") { id } }""", "{}", "SYNTAX_ERROR")]
    [InlineData("{ statements(filter: { strength: { gte: 1e400 } }) { totalCount } }", "{}", "VALIDATION_FAILED")]
    [InlineData(
        "query ($x: Float) { statements(filter: { strength: { gte: $x } }) { totalCount } }",
        """{"x":1e400}""",
        "INVALID_VARIABLE"
    )]
    [InlineData("query ($x: Int) { actors(first: $x) { totalCount } }", """{"x":1.5}""", "INVALID_VARIABLE")]
    [InlineData("query ($x: ID!) { nodes(ids: $x) { id } }", """{"x":"a"}""", "VALIDATION_FAILED")]
    [InlineData("{ actors(first: 1.0) { totalCount } }", "{}", "VALIDATION_FAILED")]
    [InlineData("\"what a shorthand cannot have\" { __typename }", "{}", "SYNTAX_ERROR")]
    [InlineData("{ actors(first: 1) { totalCount } actors(first: 2) { totalCount } }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ node(id: \"x\") { ... on Actor { a: name } ... on Source { a: sourceKind } } }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ __typename } fragment A on Query { __typename }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ ...A }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ actors { nodes { ... on Source { id } } } }", "{}", "VALIDATION_FAILED")]
    [InlineData("query ($x: Int) { __typename }", "{}", "VALIDATION_FAILED")]
    [InlineData("query ($x: Statement = {}) { node(id: $x) { id } }", "{}", "VALIDATION_FAILED")]
    [InlineData("query ($x: [Node!] = []) { nodes(ids: $x) { id } }", "{}", "VALIDATION_FAILED")]
    [InlineData("{ actors(first: $x) { totalCount } }", "{}", "VALIDATION_FAILED")]
    public async Task Is_refused(string query, string variables, string code)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await PostAsync(api, query, variables);
        ((int)response.StatusCode).ShouldBeInRange(400, 422, body.ToJsonString());
        body["errors"].ShouldNotBeNull(body.ToJsonString())[0]!["extensions"]!["code"]!
            .GetValue<string>()
            .ShouldBe(code, body.ToJsonString());
    }

    [Theory]
    [InlineData("""{ actor(key: "\u{1F600}") { id } }""", "{}")]
    [InlineData("""{ actor(key: "\u{61}\u{000062}") { id } }""", "{}")]
    [InlineData(""""{ actor(key: """\u{1F600}""") { id } }"""", "{}")]
    [InlineData("""{ actor(key: "\uD83D\uDE00") { id } }""", "{}")]
    [InlineData("\"The summit\" query A { __typename }", "{}")]
    [InlineData(
        "\"\"\"The\nsummit\"\"\" query A(\"how many\" $x: Int = 1 \"a word\" $y: String = \"z\") { actors(first: $x) { totalCount } actor(key: $y) { id } }",
        "{}"
    )]
    [InlineData("query A { ...B } \"what it shows\" fragment B on Query { __typename }", "{}")]
    [InlineData("query ($x: Int) { actors(first: $x) { totalCount } }", """{"x":1.0}""")]
    [InlineData("query ($x: Boolean = true) { actors { totalCount } __typename @include(if: $x) }", "{}")]
    [InlineData(
        "{ statements(filter: { text: { eq: \"a\" }, key: { eq: \"b\" } }) { totalCount } statements(filter: { key: { eq: \"b\" }, text: { eq: \"a\" } }) { totalCount } }",
        "{}"
    )]
    [InlineData("{ node(id: \"x\") { ... on Actor { a: name } ... on Event { a: name } } }", "{}")]
    public async Task Is_valid(string query, string variables)
    {
        await using var api = await Api.StartAsync();
        var (_, body) = await PostAsync(api, query, variables);
        body["data"].ShouldNotBeNull(body.ToJsonString());
    }

    [Fact]
    public async Task Escapes_of_code_points_mean_their_character()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync("""mutation { createActor(input: { name: "a\u{1F600}\\u{62}" }) { actor { name } } }""");
        data["createActor"]!["actor"]!["name"]!.GetValue<string>().ShouldBe("a😀\\u{62}");
    }

    [Fact]
    public async Task Introspection_tells_all_that_the_specification_has()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              date: __type(name: "DateTime") { specifiedByURL }
              input: __type(name: "CreateActorInput") { isOneOf kind }
              __schema { directives { name isRepeatable args(includeDeprecated: false) { name defaultValue } } }
            }
            """,
            """
            {
              "date": { "specifiedByURL": "https://www.rfc-editor.org/rfc/rfc3339" },
              "input": { "isOneOf": false, "kind": "INPUT_OBJECT" },
              "__schema": {
                "directives": [
                  { "name": "include", "isRepeatable": false, "args": [{ "name": "if", "defaultValue": null }] },
                  { "name": "skip", "isRepeatable": false, "args": [{ "name": "if", "defaultValue": null }] },
                  { "name": "deprecated", "isRepeatable": false, "args": [{ "name": "reason", "defaultValue": "\"No longer supported\"" }] },
                  { "name": "atomic", "isRepeatable": false, "args": [] }
                ]
              }
            }
            """
        );
        await api.DataAsync(
            """{ __type(name: "Query") { fields { args(includeDeprecated: true) { isDeprecated deprecationReason } } inputFields(includeDeprecated: true) { isDeprecated } } }"""
        );
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_null()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            """{ a: __type(name: "") { name } b: __type(name: " ") { name } c: __type(name: "nothing") { name } }""",
            """{ "a": null, "b": null, "c": null }"""
        );
    }

    private static Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(Api api, string query, string variables) =>
        api.PostAsync(Encoding.UTF8.GetBytes($$"""{"query":{{JsonValue.Create(query).ToJsonString()}},"variables":{{variables}}}"""));
}
