using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What a document may be, and that it means the same whichever engine runs it and however often.</summary>
public class DocumentTests
{
    [Theory]
    [InlineData("{ nothing }", "Cannot query field 'nothing' on type 'Query'.")]
    [InlineData("{ actors { nodes { name { more } } } }", "Field name of type String! must not have a sub selection")]
    [InlineData("{ actors(nothing: 1) { totalCount } }", "Unknown argument 'nothing'")]
    [InlineData("{ actors(filter: { nothing: 1 }) { totalCount } }", "In field 'nothing': Unknown field.")]
    [InlineData("{ actor(key: \"a\") { a: name a: key } }", "Fields a conflict")]
    [InlineData("query ($x: Nothing) { actors { totalCount } }", "Unknown type Nothing")]
    [InlineData("mutation { createEvidence(input: { stance: SUPPORTS }) { revision } }", "Missing required field 'basisId' of type 'ID'.")]
    public async Task A_document_that_does_not_fit_the_schema_is_refused(string query, string message)
    {
        await using var api = await Api.StartAsync();
        var response = await api.RunAsync(query);
        response["errors"]!
            .AsArray()
            .Select(e => e!["message"]!.GetValue<string>())
            .ShouldContain(m => m.Contains(message, StringComparison.Ordinal), response.ToJsonString());
        response["errors"]!.AsArray().ShouldAllBe(e => e!["extensions"]!["code"]!.GetValue<string>() == "VALIDATION_FAILED");
    }

    [Theory]
    [InlineData("] }", 1)]
    [InlineData("? }", 1)]
    [InlineData("x(y: \"z) }", 6)]
    [InlineData("x(y: \"\"\"z) }", 6)]
    [InlineData("x(y: \"\"\"z\r\n\"\"\") } ! # a comment", 19)]
    [InlineData("x(y: 1.) }", 8)]
    public async Task A_syntax_error_far_on_a_line_is_told_at_its_place(string end, int place)
    {
        await using var api = await Api.StartAsync();
        var query = "{ " + string.Concat(Enumerable.Repeat("__typename ", 200)) + end;
        var error = (await api.RunAsync(query))["errors"]!.AsArray().ShouldHaveSingleItem()!;
        error["extensions"]!["code"]!.GetValue<string>().ShouldBe("SYNTAX_ERROR");
        var (line, column) = (error["locations"]![0]!["line"]!.GetValue<int>(), error["locations"]![0]!["column"]!.GetValue<int>());
        var before = query[..(query.Length - end.Length + place - 1)].Split('\n');
        (line, column).ShouldBe((before.Length, before[^1].Length + 1), error.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("# a comment")]
    public async Task A_document_without_definitions_is_none(string query)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("SYNTAX_ERROR", "The document is empty.", query);
    }

    [Fact]
    public async Task A_document_that_nests_too_deep_is_refused()
    {
        await using var api = await Api.StartAsync(options => (options.MaxCost, options.CostPerSecond) = (int.MaxValue, 0));
        static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));
        static string Nested(int levels) =>
            "{ statements { nodes { "
            + $"{Times(levels, "evidence { nodes { basis { ... on Statement { ")} id {Times(levels, "} } } }")}"
            + " } } }";
        await api.DataAsync(Nested(4)); // 2 + 3 · 4 + 1 = 15
        await api.ShouldFailAsync("DOCUMENT_TOO_DEEP", "Fields nest at most 15 deep.", Nested(5));
        await api.ShouldFailAsync(
            "DOCUMENT_TOO_DEEP",
            "Fields nest at most 15 deep.",
            """
            { statements { nodes { ...A } } }
            fragment A on Statement { evidence { nodes { basis { ...B } } } }
            fragment B on Statement { evidence { nodes { basis { ...C } } } }
            fragment C on Statement { evidence { nodes { basis { ...D } } } }
            fragment D on Statement { evidence { nodes { basis { ...E } } } }
            fragment E on Statement { claimant { id } }
            """
        );
    }

    [Theory]
    [InlineData("{ a(x: ", "[", 10_000)]
    [InlineData("", "{ actors ", 10_000)]
    [InlineData("query ($x: ", "[", 10_000)]
    public async Task The_parser_is_not_led_into_the_deep(string start, string repeated, int times)
    {
        await using var api = await Api.StartAsync();
        var response = await api.RunAsync(start + string.Concat(Enumerable.Repeat(repeated, times)));
        response["errors"]![0]!["extensions"]!["code"]!
            .GetValue<string>()
            .ShouldBeOneOf("DOCUMENT_TOO_DEEP", "DOCUMENT_TOO_LARGE", "SYNTAX_ERROR");
    }

    [Fact]
    public async Task A_document_that_selects_too_much_is_refused()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync(
            "DOCUMENT_TOO_LARGE",
            "A document selects at most 2,000 fields.",
            $"{{ {string.Concat(Enumerable.Repeat("__typename ", 2_001))} }}"
        );
        await api.ShouldFailAsync(
            "DOCUMENT_TOO_LARGE",
            "A document has at most 65,536 bytes.",
            $"{{ __typename }} # {new string('x', 65_536)}"
        );
        // Ten fragments, each taking the next one twice: a thousand times what is written.
        var bomb =
            "{ statements { nodes { ...F0 } } } "
            + string.Concat(
                Enumerable
                    .Range(0, 6)
                    .Select(i =>
                        $$"""
                            fragment F{{i}} on Statement {
                              a: evidence { nodes { basis { ...F{{i + 1}} } } } b: evidence { nodes { basis { ...F{{i + 1}} } } }
                              c: evidence { nodes { basis { ...F{{i + 1}} } } } d: evidence { nodes { basis { ...F{{i + 1}} } } }
                              e: evidence { nodes { basis { ...F{{i + 1}} } } } f: evidence { nodes { basis { ...F{{i + 1}} } } }
                            }
                            """
                    )
            )
            + "fragment F6 on Statement { id }";
        await using var deep = await Api.StartAsync(options => options.MaxDepth = 100);
        await deep.ShouldFailAsync("DOCUMENT_TOO_LARGE", "A document selects at most 2,000 fields, fragments written out.", bomb);
    }

    [Fact]
    public async Task Introspection_answers_and_cannot_be_blown_up()
    {
        await using var api = await Api.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              __schema { queryType { name } mutationType { name } subscriptionType { name } }
              __type(name: "Stance") { kind enumValues { name } }
            }
            """,
            """
            {
              "__schema": {
                "queryType": { "name": "Query" }, "mutationType": { "name": "Mutation" },
                "subscriptionType": { "name": "Subscription" }
              },
              "__type": { "kind": "ENUM", "enumValues": [{ "name": "SUPPORTS" }, { "name": "REBUTS" }, { "name": "CONTEXT" }] }
            }
            """
        );
        await api.ShouldFailAsync(
            "DOCUMENT_TOO_DEEP",
            "introspection",
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
        );
        (await api.DataAsync(UsualIntrospection))["__schema"]!["types"]!.AsArray().Count.ShouldBeGreaterThan(100);
    }

    /// <summary>Fields of the schema are run in the same way beside introspection.</summary>
    [Theory]
    [InlineData(
        """
            statement(key: "unsigned") {
              __typename id about { __typename ... on Actor { name ... on Node { key } } ... on Event { place } }
              evidence(first: 2) { totalCount edges { cursor node { stance strength } } }
            }
            """
    )]
    [InlineData("""actors(orderBy: { field: NAME }) { nodes { ...A kind } pageInfo { endCursor hasNextPage } } """)]
    [InlineData(
        """
            overview { counts { actors } mostRebutted { count statement { text createdAt attention } } }
            search(query: "sign") { totalCount edges { score highlight { ranges { start } } } }
            """
    )]
    [InlineData("""a: node(id: "x") { id } b: ledger { entries(first: 2) { revision recordedAt changes { action before } } }""")]
    [InlineData(
        """
            statementDistribution(by: TOPICS) { value count node { id } }
            source(key: "report") { snapshot { text } publishedOn publisher { identifiers aliases } }
            """
    )]
    [InlineData(
        """
            actor(key: "usa") @include(if: false) { name }
            yes: actor(key: "uk") @skip(if: false) { name @skip(if: true) kind @include(if: true) }
            """
    )]
    [InlineData(
        """
            event(key: "summit") { participations { role actor { name } } }
            actors(first: 1) { nodes { history { revision } events(first: -1) { totalCount } } }
            """
    )]
    public async Task A_document_means_the_same_beside_introspection(string selection)
    {
        await using var api = await World.StartAsync();
        var fragments = selection.Contains("...A ", StringComparison.Ordinal)
            ? "fragment A on Actor { name ...B } fragment B on Node { key version }"
            : "";
        var own = await api.RunAsync($"{{ {selection} }} {fragments}");
        var other = await api.RunAsync($"{{ __schema {{ description }} {selection} }} {fragments}");
        if (other["data"] is JsonObject data)
            data.Remove("__schema");
        foreach (var error in (own["errors"] as JsonArray ?? []).Concat(other["errors"] as JsonArray ?? []))
            error!.AsObject().Remove("locations");
        Api.WithoutCost(own).ToJsonString().ShouldBe(Api.WithoutCost(other).ToJsonString());
    }

    [Fact]
    public async Task Fields_selected_several_times_are_merged()
    {
        await using var api = await World.StartAsync();
        await api.ShouldAnswerAsync(
            """
            {
              actor(key: "usa") { name }
              ...More
              actor(key: "usa") { kind events { nodes { name } } }
            }
            fragment More on Query { actor(key: "usa") { events { nodes { place } } name } }
            """,
            """
            {
              "actor": {
                "name": "United States", "events": { "nodes": [{ "place": "Paris", "name": "AI Action Summit" }] },
                "kind": "COUNTRY"
              }
            }
            """
        );
    }

    [Fact]
    public async Task A_kept_document_runs_with_other_variables()
    {
        await using var api = await World.StartAsync();
        const string query = """
            query ($key: String, $more: Boolean!, $first: Int = 1) {
              actor(key: $key) { name ... @include(if: $more) { kind } } actors(first: $first) { nodes { key } }
            }
            """;
        await api.ShouldAnswerAsync(
            query,
            """{ "actor": { "name": "France", "kind": "COUNTRY" }, "actors": { "nodes": [{ "key": "agency" }] } }""",
            new { key = "france", more = true }
        );
        await api.ShouldAnswerAsync(
            query,
            """{ "actor": { "name": "United Kingdom" }, "actors": { "nodes": [{ "key": "agency" }, { "key": "france" }] } }""",
            new
            {
                key = "uk",
                more = false,
                first = 2,
            }
        );
        await api.ShouldFailAsync("INVALID_VARIABLE", "Variable '$more' is invalid.", query, new { key = "uk" });
        await api.ShouldFailAsync(
            "INVALID_VARIABLE",
            "Variable '$first' is invalid.",
            query,
            new
            {
                key = "uk",
                more = true,
                first = "two",
            }
        );
        await api.ShouldFailAsync(
            "INVALID_ARGUMENT",
            "first is too large; use at most 100.",
            query,
            new
            {
                key = "uk",
                more = true,
                first = 200,
            }
        );
        await api.ShouldAnswerAsync(
            query,
            """{ "actor": { "name": "United Kingdom", "kind": "COUNTRY" }, "actors": { "nodes": [{ "key": "agency" }] } }""",
            new { key = "uk", more = true }
        );
    }

    [Fact]
    public async Task Numbers_are_taken_as_they_are_written_and_refused_when_they_do_not_fit()
    {
        await using var api = await World.StartAsync();
        const string query =
            "query ($s: Float, $n: Int) { statements(filter: { strength: { gte: $s }, rebutCount: { gte: $n } }) { totalCount } }";
        await api.ShouldAnswerAsync(query, """{ "statements": { "totalCount": 1 } }""", new { s = 0, n = 1 });
        await api.ShouldAnswerAsync(query, """{ "statements": { "totalCount": 1 } }""", new { s = 0.6, n = 1 });
        await api.ShouldFailAsync("INVALID_VARIABLE", "Variable '$n' is invalid.", query, new { s = 0.8, n = 3_000_000_000 });
        await api.ShouldFailAsync("INVALID_VARIABLE", "Variable '$n' is invalid.", query, new { s = 0.8, n = 1.5 });
        await api.ShouldFailAsync("INVALID_VARIABLE", "Variable '$s' is invalid.", query, new { s = "0.8", n = 1 });
    }

    private const string UsualIntrospection = """
        query IntrospectionQuery {
          __schema {
            description queryType { name } mutationType { name } subscriptionType { name }
            types { ...FullType }
            directives { name description locations args { ...InputValue } }
          }
        }
        fragment FullType on __Type {
          kind name description
          fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
          inputFields { ...InputValue }
          interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
        fragment TypeRef on __Type {
          kind name
          ofType {
            kind name
            ofType {
              kind name
              ofType {
                kind name
                ofType {
                  kind name
                  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }
                }
              }
            }
          }
        }
        """;
}
