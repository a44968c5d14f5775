using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Documents that run inside the process are answered as over HTTP.</summary>
public class InProcessTests
{
    [Theory]
    [InlineData(
        "query($n: Int) { statements(first: $n) { totalCount nodes { id text strength { value } claimant { name } } } }",
        """{ "n": 2 }"""
    )]
    [InlineData("""{ actor(key: "usa") { name kind createdAt events { nodes { startsOn participations { role } } } } }""", null)]
    [InlineData("""{ viewer { name role } node(id: "nothing") { id } }""", null)]
    [InlineData("{ __schema { queryType { name } } }", null)]
    [InlineData("{ statements(first: 101) { nodes { id } } viewer { name } }", null)]
    [InlineData("{ nothing }", null)]
    [InlineData("{ statements", null)]
    [InlineData("query($n: Int) { statements(first: $n) { totalCount } }", """{ "n": "two" }""")]
    [InlineData("query A { __typename } query B { __typename }", null)]
    [InlineData("subscription { changes { revision } }", null)]
    [InlineData("", null)]
    public async Task The_response_is_that_of_HTTP_byte_for_byte(string document, string? variables)
    {
        await using var api = await World.StartAsync(options => options.CostPerSecond = 0);
        var given = variables is null ? null : JsonNode.Parse(variables)!.AsObject();
        var result = await api.Executor.ExecuteAsync(document, given, Admin(api));
        Encoding.UTF8.GetString(result.Json.Span).ShouldBe(await OverHttpAsync(api, document, variables));
    }

    [Fact]
    public async Task Data_errors_and_cost_can_be_read()
    {
        await using var api = await World.StartAsync();
        var result = await api.Executor.ExecuteAsync("""{ actor(key: "usa") { name } node(id: "nothing") { id } }""", null, Admin(api));
        result.Data.GetProperty("actor").GetProperty("name").GetString().ShouldBe("United States");
        var error = result.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe("INVALID_ARGUMENT");
        error.Path.ShouldBe(["node"]);
        result.Cost.ShouldBe(5 + 1 + 5 + 1);
    }

    [Fact]
    public async Task The_operation_that_is_named_runs()
    {
        await using var api = await Api.StartAsync();
        const string document = "query A { a: __typename } query B { b: __typename }";
        var result = await api.Executor.ExecuteAsync(document, null, Admin(api), operationName: "B");
        result.Data.TryGetProperty("b", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{ keys { id } }", Role.Reviewer, "FORBIDDEN")]
    [InlineData("""mutation { createActor(input: { name: "A" }) { outcome } }""", Role.Reader, "FORBIDDEN")]
    [InlineData("""mutation { createActor(input: { name: "A" }) { outcome } }""", null, "UNAUTHENTICATED")]
    public async Task What_the_role_does_not_allow_is_refused(string document, Role? role, string code)
    {
        await using var api = await Api.StartAsync();
        var principal = role is { } some ? ApiClaims.User("somebody", some, "test") : new ClaimsPrincipal();
        var result = await api.Executor.ExecuteAsync(document, null, principal);
        result.Errors.ShouldHaveSingleItem().Code.ShouldBe(code);
        result.Data.ValueKind.ShouldBe(JsonValueKind.Undefined);
        (await api.Store.HeadAsync()).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task A_mutation_is_committed_in_the_name_of_the_principal()
    {
        await using var api = await Api.StartAsync();
        var result = await api.Executor.ExecuteAsync(
            "mutation($i: CreateActorInput!) { createActor(input: $i) { outcome } }",
            new JsonObject { ["i"] = new JsonObject { ["name"] = "Ünïcode 🗼" } },
            ApiClaims.User("page", Role.Contributor, "test")
        );
        result.Errors.ShouldBeEmpty();
        (await api.Store.ChangesAsync(0, 1)).ShouldHaveSingleItem().Principal.ShouldBe("page");
    }

    [Fact]
    public async Task Limits_are_those_of_HTTP()
    {
        await using var api = await Api.StartAsync(o => (o.MaxCost, o.MaxDepth, o.MaxInputValues) = (1_000, 3, 100));
        await ShouldFailAsync(
            "COST_TOO_HIGH",
            "{ a: statements(first: 90) { nodes { id } } b: statements(first: 90) { nodes { id } } }",
            null
        );
        await ShouldFailAsync("DOCUMENT_TOO_DEEP", "{ statements { nodes { claimant { name } } } }", null);
        var many = new JsonArray([.. Enumerable.Range(0, 101).Select(i => (JsonNode)i)]);
        await ShouldFailAsync("INVALID_VARIABLE", "{ __typename }", new JsonObject { ["n"] = many });

        async Task ShouldFailAsync(string code, string document, JsonObject? variables) =>
            (await api.Executor.ExecuteAsync(document, variables, Admin(api))).Errors.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_quota_is_the_one_that_requests_over_HTTP_use()
    {
        await using var api = await Api.StartAsync(options => (options.CostPerSecond, options.BurstSeconds) = (10, 100));
        var costly = "{ statements(first: 100) { nodes { id text } } }";
        GraphQLResult result;
        do result = await api.Executor.ExecuteAsync(costly, null, Admin(api));
        while (result.Errors.Count == 0);
        result.Errors.ShouldHaveSingleItem().Code.ShouldBe("RATE_LIMITED");
        result.RetryAfterSeconds.ShouldNotBeNull().ShouldBeGreaterThan(0);
        await api.ShouldFailAsync("RATE_LIMITED", "", costly);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData(" ")]
    public async Task A_principal_whose_name_cannot_stand_in_the_ledger_is_refused(string name)
    {
        await using var api = await Api.StartAsync();
        var result = await api.Executor.ExecuteAsync("{ __typename }", null, ApiClaims.User(name, Role.Admin, "test"));
        result.Errors.ShouldHaveSingleItem().Code.ShouldBe("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Claims_of_others_give_no_right()
    {
        await using var api = await Api.StartAsync();
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "root"), new Claim(ClaimTypes.Role, "Admin")], "elsewhere");
        var result = await api.Executor.ExecuteAsync("{ viewer { name role } }", null, new ClaimsPrincipal(identity));
        result.Data.GetProperty("viewer").GetRawText().ShouldBe("""{"name":"anonymous","role":"READER"}""");
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused()
    {
        await using var api = await Api.StartAsync();
        var variables = new JsonObject
        {
            ["id"] = JsonNode.Parse(
                """
                "\ud800"
                """
            ),
        };
        var result = await api.Executor.ExecuteAsync("query($id: ID!) { node(id: $id) { id } }", variables, Admin(api));
        result.Errors.ShouldHaveSingleItem().Code.ShouldBe("INVALID_VARIABLE");
    }

    [Fact]
    public async Task A_cancelled_call_throws()
    {
        await using var api = await Api.StartAsync(wrap: inner => new WatchedStore(inner)
        {
            BeforeList = c => Task.Delay(Timeout.Infinite, c),
        });
        using var cancellation = new CancellationTokenSource();
        const string document = "{ statements { nodes { id } } }";
        var running = api.Executor.ExecuteAsync(document, null, Admin(api), cancellation: cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private static ClaimsPrincipal Admin(Api api) => ApiClaims.User(api.Key.Principal, api.Key.Role, "test");

    private static async Task<string> OverHttpAsync(Api api, string document, string? variables)
    {
        var request = $$"""{"query":{{JsonSerializer.Serialize(document)}},"variables":{{variables ?? "null"}}}""";
        using var body = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await api.Http.PostAsync("/graphql", body);
        return await response.Content.ReadAsStringAsync();
    }
}
