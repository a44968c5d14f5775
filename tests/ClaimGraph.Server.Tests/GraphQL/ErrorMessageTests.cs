using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Errors name what is wrong, what is allowed, and leave alone what is right.</summary>
public class ErrorMessageTests
{
    [Theory]
    [InlineData("$stance: Stance!", "stance: $stance", "rebuts", "'rebuts' is not a Stance; use SUPPORTS, REBUTS or CONTEXT.")]
    [InlineData("$n: Float", "stance: REBUTS, strength: $n", "strong", "'strong' is not a Float; use a number like 0.5.")]
    public async Task A_variable_that_does_not_fit_is_told_what_would(string variable, string field, string value, string message)
    {
        await using var api = await Api.StartAsync();
        var document =
            $"mutation({variable}) {{ addEvidence(input: {{ targetId: \"key:a\", basisId: \"key:b\", {field} }}) {{ outcome }} }}";
        var name = variable[1..variable.IndexOf(':', StringComparison.Ordinal)];
        await api.ShouldFailAsync("INVALID_VARIABLE", message, document, new Dictionary<string, object> { [name] = value });
    }

    [Theory]
    [InlineData("""{ sources(filter: { publishedOn: { gte: "11/02/2025" } }) { totalCount } }""", "use 2025, 2025-02 or 2025-02-11.")]
    [InlineData(
        """{ overview(since: "yesterday") { revision } }""",
        "\"yesterday\" is not a DateTime; use a time like 2025-02-11T09:30:00Z."
    )]
    [InlineData("""{ statements(filter: { verdict: { eq: WRONG } }) { totalCount } }""", "WRONG is not a Verdict; use SUPPORTED, ")]
    [InlineData("""{ statements(first: "3") { totalCount } }""", "\"3\" is not an Int; use a whole number like 3.")]
    public async Task So_is_a_value_in_the_document(string document, string message)
    {
        await using var api = await Api.StartAsync();
        await api.ShouldFailAsync("VALIDATION_FAILED", message, document);
    }

    [Fact]
    public async Task Who_may_not_see_the_schema_is_not_told_its_values()
    {
        await using var api = await Api.StartAsync(options => options.Introspection = IntrospectionAccess.SignedIn);
        api.LayDownKey();
        foreach (
            var response in new[]
            {
                await api.RunAsync("{ statements(filter: { verdict: { eq: WRONG } }) { totalCount } }"),
                await api.RunAsync(
                    "query($v: Verdict) { statements(filter: { verdict: { eq: $v } }) { totalCount } }",
                    new { v = "WRONG" }
                ),
            }
        )
        {
            var message = (string)response["errors"]![0]!["message"]!;
            message.ShouldContain("is not a Verdict");
            message.ShouldNotContain("SUPPORTED");
        }
    }

    [Fact]
    public async Task Every_field_of_Query_that_can_fail_can_be_null()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync("{ __schema { queryType { fields { name type { kind } } } } }");
        data["__schema"]!["queryType"]!["fields"]!
            .AsArray()
            .Where(f => (string)f!["type"]!["kind"]! == "NON_NULL")
            .Select(f => (string)f!["name"]!)
            .ShouldBe(["viewer"]);
    }

    [Fact]
    public async Task A_root_field_that_fails_leaves_the_others_alone()
    {
        await using var api = await World.StartAsync();
        var response = await api.RunAsync(
            """
            {
              statements(after: "nonsense") { totalCount }
              overview(since: "2025-03-02T00:00:00Z", until: "2025-03-01T00:00:00Z") { revision }
              claimsAt(url: "here") { statement { id } }
              actors { totalCount }
            }
            """
        );
        response["data"]!.ToJsonString().ShouldBe("""{"statements":null,"overview":null,"claimsAt":null,"actors":{"totalCount":4}}""");
        response["errors"]!.AsArray().Select(e => (string)e!["path"]![0]!).Order().ShouldBe(["claimsAt", "overview", "statements"]);
    }
}
