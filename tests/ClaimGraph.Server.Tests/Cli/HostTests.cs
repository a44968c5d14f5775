using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>The hosts that the server answers for.</summary>
public sealed class HostTests : IDisposable
{
    private const string Mutation = """mutation { createActor(input: { name: "Eve" }) { revision } }""";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_whose_name_leads_to_this_machine_cannot_use_the_server()
    {
        _folder.Write("appsettings.json", """{ "Access": { "Writing": "Open" } }""");
        await using var server = await _folder.ServeAsync("--sample false");
        var port = server.Http.BaseAddress!.Port;
        var (status, body) = await SendAsync(server, "/graphql", $"evil.example:{port}", Mutation, $"http://evil.example:{port}");
        status.ShouldBe(421);
        var error = JsonNode.Parse(body)!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)error["extensions"]!["code"]).ShouldBe("UNKNOWN_HOST");
        ((string?)error["message"]).ShouldBe(
            "This server does not answer for the host 'evil.example'; its option AllowedHosts lists those it answers for."
        );
        var (_, own) = await SendAsync(server, "/graphql", $"localhost:{port}", Mutation, $"http://localhost:{port}");
        own.ShouldContain("\"revision\":1"); // the first: nothing was written before
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:80", 200)]
    [InlineData("127.0.0.1:5080", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("[::1]:5080", 200)]
    [InlineData("evil.localhost", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("192.168.0.7", 421)]
    [InlineData("0.0.0.0", 421)]
    public async Task A_server_for_this_machine_answers_for_the_names_of_this_machine(string host, int expected)
    {
        await using var server = await _folder.ServeAsync("--sample false");
        (await SendAsync(server, "/graphql", host)).Status.ShouldBe(expected);
        (await SendAsync(server, "/health/ready", host)).Status.ShouldBe(200); // probes name hosts as they like
        (await SendAsync(server, "/healthy", host)).Status.ShouldBe(expected == 421 ? 421 : 404);
    }

    [Theory]
    [InlineData("claims.example.org", 421)]
    [InlineData("a.desk.example", 200)]
    [InlineData("a.b.desk.example:8080", 200)]
    [InlineData("desk.example", 421)]
    [InlineData("[2001:db8::1]:80", 200)]
    [InlineData("localhost", 421)]
    public async Task A_list_of_hosts_takes_the_place_of_the_names_of_this_machine(string host, int expected)
    {
        _folder.Write("appsettings.json", """{ "AllowedHosts": ["*.desk.example", "2001:db8::1"] }""");
        await using var server = await _folder.ServeAsync("--sample false");
        (await SendAsync(server, "/graphql", host)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_server_that_others_can_reach_answers_for_every_host()
    {
        await using var server = await _folder.ServeAsync("--sample false", url: "http://0.0.0.0:0");
        (await SendAsync(server, "/graphql", "claims.example.org")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_host_that_the_client_used_counts()
    {
        _folder.Write("appsettings.json", """{ "Proxies": ["127.0.0.1"], "AllowedHosts": ["claims.example.org"] }""");
        await using var server = await _folder.ServeAsync("--sample false");
        (await SendAsync(server, "/graphql", "upstream", forwarded: "claims.example.org")).Status.ShouldBe(200);
        (await SendAsync(server, "/graphql", "claims.example.org", forwarded: "evil.example")).Status.ShouldBe(421);
    }

    [Fact]
    public async Task A_WebSocket_is_held_to_the_same_hosts()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Host", "evil.example");
        var url = new UriBuilder(new Uri(server.Http.BaseAddress!, "/graphql")) { Scheme = "ws" }.Uri;
        var connecting = socket.ConnectAsync(url, TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<WebSocketException>(connecting)).Message.ShouldContain("'421'");
    }

    [Fact]
    public async Task The_check_of_a_container_which_names_no_host_is_answered()
    {
        await using var server = await _folder.ServeAsync("--sample false");
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("GET /health/ready HTTP/1.0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 200 OK");
    }

    [Theory]
    [InlineData("http://claims.example.org")]
    [InlineData("claims.example.org:443")]
    [InlineData("*.")]
    [InlineData("a.*.example")]
    public async Task What_is_not_a_host_is_refused_at_the_start(string entry) =>
        (await _folder.RunAsync("serve", ("CLAIMGRAPH_ALLOWEDHOSTS", entry))).Error.ShouldBe(
            $"claimgraph: CLAIMGRAPH_ALLOWEDHOSTS: '{entry}' is not a host; use a name or address without a port, like "
                + "claims.example.org, *.example.org, or * for all.\n"
        );

    private static async Task<(int Status, string Body)> SendAsync(
        RunningServer server,
        string path,
        string host,
        string query = "{ __typename }",
        string? origin = null,
        string? forwarded = null
    )
    {
        var isApi = path == "/graphql";
        // A server that listens on all addresses names one that cannot be connected to.
        var url = new UriBuilder(server.Http.BaseAddress!) { Host = "127.0.0.1", Path = path }.Uri;
        using var request = new HttpRequestMessage(isApi ? HttpMethod.Post : HttpMethod.Get, url);
        if (isApi)
            request.Content = JsonContent.Create(new { query });
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (forwarded is not null)
            request.Headers.Add("X-Forwarded-Host", forwarded);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
