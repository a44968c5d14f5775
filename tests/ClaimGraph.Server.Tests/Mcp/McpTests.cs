using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Mcp;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Clients;
using ClaimGraph.Server.Tests.GraphQL;
using ClaimGraph.Settings;

namespace ClaimGraph.Server.Tests.Mcp;

/// <summary>The tools for programs with a language model, over real HTTP.</summary>
public sealed class McpTests : IDisposable
{
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_official_client_finds_reads_and_proposes()
    {
        NodeProgram.Needed();
        await using var api = await StartAsync();
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, CancellationToken.None);
        var agent = await api.Keys.CreateAsync("agent", Role.Reader, null, "tests", TestContext.Current.CancellationToken);
        await NodeProgram.RunAsync("node", "mcp.mjs", new Uri(api.Http.BaseAddress!, "/mcp").ToString(), $"Bearer {agent.Secret}");
    }

    [Fact]
    public async Task A_document_of_the_operator_is_a_tool()
    {
        Write(
            "heads.graphql",
            """
            "How far the ledger goes." query head("Whether to say its hash." $withHash: Boolean = false) {
              ledger { head { revision hash @include(if: $withHash) } }
            }
            """
        );
        await using var api = await StartAsync(path: _folder.FullName);
        var tool = (await AskAsync(api, List))["result"]!["tools"]!.AsArray().Single(t => (string)t!["name"]! == "head")!;
        ((string)tool["description"]!).ShouldBe("How far the ledger goes.");
        var schema = tool["inputSchema"]!;
        schema["properties"]!
            .ToJsonString()
            .ShouldBe("""{"withHash":{"type":"boolean","description":"Whether to say its hash.","default":false}}""");
        ((bool)schema["additionalProperties"]!).ShouldBeFalse();
        ((bool)tool["annotations"]!["readOnlyHint"]!).ShouldBeTrue();
        var result = (await CallAsync(api, "head", "{}"))["result"]!;
        result["structuredContent"]!.ToJsonString().ShouldBe("""{"ledger":{"head":{"revision":0}}}""");
    }

    [Fact]
    public async Task It_takes_the_place_of_a_built_in_tool_of_its_name()
    {
        Write("claim.graphql", "# Ours.\nquery claim($id: ID!) { statement(id: $id) { text } }");
        await using var api = await StartAsync(path: _folder.FullName);
        var tools = (await AskAsync(api, List))["result"]!["tools"]!.AsArray();
        ((string)tools.Single(t => (string)t!["name"]! == "claim")!["description"]!).ShouldBe("Ours.");
    }

    [Theory]
    [InlineData("# A.\nquery a { nothing }", "line 2, column 11: Cannot query field 'nothing' on type 'Query'.")]
    [InlineData("# A.\nquery a {", "line 2, column 10: ")]
    [InlineData("# A.\n{ viewer { name } }", "The document needs one operation, with a name.")]
    [InlineData("# A.\nquery a { viewer { name } } query b { viewer { name } }", "The document needs one operation, with a name.")]
    [InlineData("# A.\nsubscription a { changes { revision } }", "The operation is a subscription; use a query or a mutation.")]
    [InlineData("query a { viewer { name } }", "does not say what it does; begin it with a comment, like '# Finds …'.")]
    public async Task What_cannot_be_a_tool_is_told_at_the_start(string document, string problem)
    {
        Write("a.graphql", document);
        var error = await Should.ThrowAsync<InvalidOptionsException>(() => StartAsync(path: _folder.FullName));
        error.Message.ShouldStartWith($"McpOptions.Path: '{Path.Combine(_folder.FullName, "a.graphql")}' ");
        error.Message.ShouldContain(problem);
    }

    [Fact]
    public async Task Two_documents_with_one_name_are_told_of()
    {
        Write("a.graphql", "# A.\nquery a { viewer { name } }");
        Write("b.graphql", "# B.\nquery a { viewer { role } }");
        var error = await Should.ThrowAsync<InvalidOptionsException>(() => StartAsync(path: _folder.FullName));
        error.Message.ShouldContain("b.graphql' and ");
        error.Message.ShouldContain("both have an operation named a; rename one.");
    }

    [Fact]
    public async Task Input_objects_and_enums_become_JSON_schemas()
    {
        await using var api = await StartAsync();
        var described = await api.Executor.DescribeAsync(
            """
            query claims($filter: StatementFilter, $ids: [ID!]! = ["a"], $order: StatementOrder = { field: CREATED_AT, direction: DESC }) {
              statements(filter: $filter, orderBy: $order) { totalCount }
              nodes(ids: $ids) { id }
            }
            """,
            TestContext.Current.CancellationToken
        );
        described.Description.ShouldBeNull();
        var properties = described.Variables["properties"]!;
        ((string)properties["filter"]!["$ref"]!).ShouldBe("#/$defs/StatementFilter");
        ((string)properties["filter"]!["description"]!).ShouldStartWith("The records to include.");
        properties["order"]!["default"]!.ToJsonString().ShouldBe("""{"field":"CREATED_AT","direction":"DESC"}""");
        properties["ids"]!["default"]!.ToJsonString().ShouldBe("""["a"]""");
        described.Variables.ContainsKey("required").ShouldBeFalse();
        var filter = described.Variables["$defs"]!["StatementFilter"]!["properties"]!;
        filter["and"]!["items"]!.ToJsonString().ShouldBe("""{"$ref":"#/$defs/StatementFilter"}""");
        ((string)described.Variables["$defs"]!["VerdictFilter"]!["properties"]!["eq"]!["enum"]![0]!).ShouldBe("SUPPORTED");
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example", 403, "CROSS_SITE")]
    [InlineData("Authorization", "Bearer cg_wrong", 401, "UNAUTHENTICATED")]
    [InlineData("Content-Encoding", "gzip", 415, "UNSUPPORTED_MEDIA_TYPE")]
    public async Task Requests_are_checked_as_those_of_GraphQL(string header, string value, int status, string code)
    {
        await using var api = await StartAsync();
        using var response = await SendAsync(api, List, header, value);
        ((int)response.StatusCode).ShouldBe(status);
        (await CodeAsync(response)).ShouldBe(code);
    }

    [Fact]
    public async Task Who_may_not_read_sees_no_tools()
    {
        await using var api = await StartAsync(access: new AccessOptions { Reading = Gate.Closed });
        api.LayDownKey();
        using var response = await SendAsync(api, List);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused(bool isChunked)
    {
        await using var api = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(new string(' ', 1_100_000), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.Add("Accept", "application/json, text/event-stream");
        using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CodeAsync(response)).ShouldBe("BODY_TOO_LARGE");
    }

    [Fact]
    public async Task There_are_no_sessions_to_open_or_to_end()
    {
        await using var api = await StartAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, "/mcp");
            using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
            response.Content.Headers.Allow.ShouldBe(["POST"]);
        }
    }

    [Fact]
    public async Task The_quota_is_that_of_the_API()
    {
        await using var api = await StartAsync(configure: options => (options.CostPerSecond, options.BurstSeconds) = (10, 100));
        JsonNode result;
        do result = (await CallAsync(api, "findClaims", """{"query":"a","first":20}"""))["result"]!;
        while (result["isError"] is null);
        ((string)result["content"]![0]!["text"]!).ShouldContain("RATE_LIMITED");
        ((string)result["content"]![0]!["text"]!).ShouldContain("Try again in ");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":5}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"claim","arguments":[1]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"claim","arguments":{"id":"\ud800"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"claimgraph://statements/%ff%"}}""")]
    public async Task What_is_wrong_with_a_message_is_no_failure_of_the_server(string message)
    {
        await using var api = await StartAsync();
        using var response = await SendAsync(api, message);
        ((int)response.StatusCode).ShouldBeLessThan(500);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"error\"");
    }

    private static Task<Api> StartAsync(string? path = null, AccessOptions? access = null, Action<GraphQLOptions>? configure = null)
    {
        var options = new McpOptions { Path = path };
        return Api.StartAsync(configure, access: access, services: s => s.AddMcp(options), endpoints: app => app.MapMcp(options));
    }

    private void Write(string file, string document) => File.WriteAllText(Path.Combine(_folder.FullName, file), document);

    private static Task<JsonNode> CallAsync(Api api, string tool, string arguments) =>
        AskAsync(api, $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{tool}}","arguments":{{arguments}} } }""");

    private static async Task<JsonNode> AskAsync(Api api, string message)
    {
        using var response = await SendAsync(api, message);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(text.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..])!;
    }

    private static async Task<HttpResponseMessage> SendAsync(Api api, string message, string? header = null, string value = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent(message, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (header == "Content-Encoding")
            request.Content.Headers.ContentEncoding.Add(value);
        else if (header is not null)
        {
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, value);
        }
        return await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response) =>
        (string)
            JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!["extensions"]![
                "code"
            ]!;
}
