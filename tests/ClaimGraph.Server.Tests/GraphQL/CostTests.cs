using System.Net;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What operations cost, and what becomes of those that cost too much.</summary>
public class CostTests
{
    [Theory]
    [InlineData("{ __typename }", 1)]
    [InlineData("""{ actor(key: "usa") { id name } }""", 5 + 2)]
    [InlineData("""{ nodes(ids: ["a", "b", "c"]) { id } }""", 10 + 3 * (5 + 1))]
    [InlineData("{ statements(first: 10) { nodes { text } } }", 10 + 10 * (5 + 1))]
    [InlineData("{ statements(last: 10) { nodes { text } } }", 10 + 10 * (5 + 1))]
    [InlineData("{ statements { nodes { text } } }", 10 + 20 * (5 + 1))]
    [InlineData(
        "{ statements(first: 10) { edges { cursor node { text } } pageInfo { endCursor } totalCount } }",
        10 + 10 * (5 + 1 + 2) + 2 + 20
    )]
    [InlineData("{ statements(first: 20) { nodes { text claimant { name } } } }", 250)]
    [InlineData("{ statements(first: 10) { nodes { evidence(first: 3) { nodes { id } } } } }", 10 + 10 * (5 + 10 + 3 * (5 + 1)))]
    [InlineData("{ a: statements(first: 1) { nodes { id } } b: statements(first: 2) { nodes { id } } }", 10 + 6 + 10 + 12)]
    [InlineData(
        """{ statements(first: 1, filter: { text: { contains: "a" }, or: [{ language: { in: ["en", "it"] } }] }) { nodes { id } } }""",
        10 + 3 * 5 + 6
    )]
    [InlineData("""{ search(query: "summit", first: 5) { edges { score node { id } } } }""", 110 + 5 * (5 + 1 + 5 + 1))]
    [InlineData("""{ search(query: "a summit of a kind", first: 5) { edges { score } } }""", 140 + 5 * (5 + 1))]
    [InlineData("""{ search(query: "summit", first: 5) { edges { highlight { text } } totalCount } }""", 111 + 5 * (5 + 20 + 1))]
    [InlineData("{ overview { verdicts { count } } }", 2 + 100 + 10 * (5 + 1) - 1)]
    [InlineData(
        "{ node(id: \"a\") { ... on Actor { id } ... on Statement { id evidence(first: 2) { nodes { id } } } } }",
        5 + 1 + 10 + 2 * 6
    )]
    public async Task An_operation_costs_what_it_may_bring(string query, int cost)
    {
        await using var api = await Api.StartAsync();
        (await CostAsync(api, query)).ShouldBe(cost);
    }

    [Theory]
    [InlineData(16 * 1024, 1)]
    [InlineData(16 * 1024 + 10, 1 + 1_639)]
    public async Task A_document_that_is_too_long_to_be_kept_costs_what_checking_it_takes(int length, int cost)
    {
        await using var api = await Api.StartAsync();
        (await CostAsync(api, "{ __typename }".PadRight(length))).ShouldBe(cost);
    }

    [Theory]
    [InlineData("query($n: Int) { statements(first: $n) { nodes { id } } }", """{ "n": 7 }""", "{ statements(first: 7) { nodes { id } } }")]
    [InlineData("query($n: Int) { statements(first: $n) { nodes { id } } }", "{}", "{ statements { nodes { id } } }")]
    [InlineData("query($n: Int = 9) { statements(first: $n) { nodes { id } } }", "{}", "{ statements(first: 9) { nodes { id } } }")]
    [InlineData(
        "query($f: StatementFilter) { statements(filter: $f) { nodes { id } } }",
        """{ "f": { "language": { "in": ["en", "it", "de"] }, "not": { "text": { "eq": "x" } } } }""",
        """{ statements(filter: { language: { in: ["en", "it", "de"] }, not: { text: { eq: "x" } } }) { nodes { id } } }"""
    )]
    [InlineData("query($i: [ID!]!) { nodes(ids: $i) { id } }", """{ "i": ["a", "b"] }""", """{ nodes(ids: ["a", "b"]) { id } }""")]
    [InlineData("query($w: Boolean!) { statements @include(if: $w) { nodes { id } } __typename }", """{ "w": false }""", "{ __typename }")]
    public async Task A_value_in_a_variable_costs_the_same_as_written_out(string query, string variables, string writtenOut)
    {
        await using var api = await Api.StartAsync();
        (await CostAsync(api, query, JsonNode.Parse(variables))).ShouldBe(await CostAsync(api, writtenOut));
    }

    [Fact]
    public async Task Pages_within_pages_within_pages_are_refused_before_anything_is_read()
    {
        WatchedStore store = null!;
        await using var api = await Api.StartAsync(wrap: inner => store = new WatchedStore(inner));
        const string query = """
            query($n: Int!) {
              statements(first: $n) { nodes { evidence(first: $n) { nodes { evidence(first: $n) { nodes { id } } } } } }
            }
            """;
        await api.ShouldFailAsync("COST_TOO_HIGH", "may cost 200,000: ask for smaller pages", query, new { n = 100 });
        store.Calls.ShouldBeEmpty();
        (await api.RunAsync(query, new { n = 10 }))["errors"].ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_is_too_large_costs_no_more_than_the_largest()
    {
        await using var api = await Api.StartAsync();
        var answer = await api.RunAsync("{ statements(first: 2000000000) { nodes { id } } }");
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("INVALID_ARGUMENT");
        Used(answer).ShouldBe(10 + 100 * 6);
    }

    [Fact]
    public async Task The_answer_says_what_it_cost_and_what_is_left()
    {
        await using var api = await Api.StartAsync(options => (options.AnonymousCostPerSecond, options.BurstSeconds) = (10, 100));
        api.LayDownKey();
        var (response, body) = await api.PostAsync("""{"query":"{ statements(first: 10) { nodes { id } } }"}""");
        var cost = body["extensions"]!["cost"]!;
        (cost["used"]!.GetValue<int>(), cost["limit"]!.GetValue<int>()).ShouldBe((70, 200_000));
        cost["remaining"]!.GetValue<int>().ShouldBeInRange(930, 999);
        response.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"cost\";q=1000;w=100"]);
        response.Headers.GetValues("RateLimit").Single().ShouldMatch("^\"cost\";r=9[0-9]{2};t=[1-7]$");
    }

    [Fact]
    public async Task Who_has_used_up_the_allowance_is_told_when_to_come_back()
    {
        await using var api = await Api.StartAsync(options => (options.AnonymousCostPerSecond, options.BurstSeconds) = (10, 10));
        api.LayDownKey();
        (await api.PostAsync("""{"query":"{ statements(first: 10) { nodes { id } } }"}""")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (response, body) = await api.PostAsync("""{"query":"{ statements(first: 10) { nodes { id } } }"}""");
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        body["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("RATE_LIMITED");
        body["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("10 cost points a second");
        response.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 7);
        (await api.PostAsync("""{"query":"{ __typename }"}""")).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_that_fail_use_the_allowance_too()
    {
        await using var api = await Api.StartAsync(options => (options.AnonymousCostPerSecond, options.BurstSeconds) = (10, 10));
        api.LayDownKey();
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
            statuses.Add((int)(await api.PostAsync("""{"query":"{ nonsense }"}""")).Response.StatusCode);
        statuses[..2].ShouldBe([422, 422]);
        (await api.PostAsync("""{"query":"{ statements(first: 10) { nodes { id } } }"}""")).Response.StatusCode.ShouldBe(
            HttpStatusCode.TooManyRequests
        );
    }

    [Fact]
    public async Task Wrong_credentials_are_paid_by_their_address()
    {
        await using var api = await Api.StartAsync(options => (options.AnonymousCostPerSecond, options.BurstSeconds) = (10, 10));
        using var http = new HttpClient { BaseAddress = api.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer cg_wrong");
        // At once, as points come back with time.
        var requests = Enumerable
            .Range(0, 20)
            .Select(_ =>
                http.GetAsync(new Uri("/graphql?query=%7B__typename%7D", UriKind.Relative), TestContext.Current.CancellationToken)
            );
        var statuses = (await Task.WhenAll(requests)).Select(r => (int)r.StatusCode).ToArray();
        statuses.ShouldContain(401);
        statuses.ShouldContain(429);
        (await api.RunAsync("{ __typename }"))["errors"].ShouldBeNull(); // who has a key is not concerned
    }

    [Fact]
    public async Task Without_a_limit_nothing_is_counted()
    {
        await using var api = await Api.StartAsync(options => options.AnonymousCostPerSecond = 0);
        api.LayDownKey();
        var (response, body) = await api.PostAsync("""{"query":"{ __typename }"}""");
        body["extensions"]!["cost"]!.ToJsonString().ShouldBe("""{"used":1,"limit":200000}""");
        response.Headers.Contains("RateLimit").ShouldBeFalse();
    }

    [Fact]
    public async Task What_takes_too_long_is_broken_off()
    {
        var clock = new ManualClock { ControlsTimers = true };
        await using var api = await Api.StartAsync(
            options => options.ExecutionTimeout = TimeSpan.FromMinutes(7),
            inner => new WatchedStore(inner) { BeforeList = c => Task.Delay(Timeout.Infinite, c) },
            clock: clock
        );
        var failing = api.ShouldFailAsync("TIMEOUT", "longer than 420 s", "{ statements { nodes { id } } }");
        await clock.UntilSetAsync(TimeSpan.FromMinutes(7));
        clock.Advance(TimeSpan.FromMinutes(7));
        await failing;
    }

    [Fact]
    public async Task Introspection_can_be_kept_for_those_with_credentials()
    {
        await using var api = await Api.StartAsync(options => options.Introspection = ClaimGraph.GraphQL.IntrospectionAccess.SignedIn);
        api.LayDownKey();
        await api.ShouldFailAsync("UNAUTHENTICATED", "schema", "{ __schema { queryType { name } } }");
        (await api.RunAsync("{ __typename }"))["errors"].ShouldBeNull();
        using var reader = await api.ClientAsync(ClaimGraph.Access.Role.Reader);
        (await Api.AskAsync(reader, "{ __schema { queryType { name } } }")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("{ statments { totalCount } }")]
    [InlineData("{ statements(frist: 1) { totalCount } }")]
    [InlineData("{ node(id: \"1\") { text } }")]
    [InlineData("query($x: Stament) { __typename @include(if: $x) }")]
    public async Task Names_are_suggested_to_those_who_may_see_the_schema_only(string document)
    {
        await using var api = await Api.StartAsync(options => options.Introspection = ClaimGraph.GraphQL.IntrospectionAccess.SignedIn);
        (await MessagesAsync()).ShouldContain("Did you mean");
        api.LayDownKey();
        (await MessagesAsync()).ShouldNotContain("Did you mean"); // though the refusal may be remembered
        (await MessagesAsync()).Split('\n').ShouldAllBe(message => message.Length > 10);

        async Task<string> MessagesAsync() =>
            string.Join('\n', (await api.RunAsync(document))["errors"]!.AsArray().Select(e => (string)e!["message"]!));
    }

    internal static async Task<int> CostAsync(Api api, string query, object? variables = null) =>
        Used(await api.RunAsync(query, variables));

    private static int Used(JsonNode answer) =>
        answer["extensions"].ShouldNotBeNull(answer.ToJsonString())["cost"]!["used"]!.GetValue<int>();
}
