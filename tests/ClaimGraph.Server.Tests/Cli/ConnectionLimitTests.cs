using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>What one client may hold of the server at the same time: connections, and bytes on the way. Raw sockets against the real
/// program.</summary>
public sealed class ConnectionLimitTests : IDisposable
{
    private const string Subscription = "/graphql?query=subscription%7Bchanges%7Brevision%7D%7D";

    private readonly Folder _folder = new();
    private readonly List<IDisposable> _held = [];

    public void Dispose()
    {
        foreach (var held in _held)
            held.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_connection_that_sends_nothing_counts_and_one_too_many_gets_429()
    {
        await using var server = await ServeAsync("\"MaxPerAddress\": 3");
        for (var i = 0; i < 3; i++)
            await ConnectAsync(server);
        var answer = "";
        await UntilAsync(async () =>
        {
            await ReopenRefusedAsync(server, _ => Task.CompletedTask);
            answer = await AskToTheEndAsync(server);
            return answer.StartsWith("HTTP/1.1 429 Too Many Requests\r\n", StringComparison.Ordinal);
        });
        answer.ShouldContain("\r\nRetry-After: 1\r\n");
        ShouldSay(
            answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..],
            "TOO_MANY_CONNECTIONS",
            "Your address has 3 connections open, as many as it may; close some, then try again."
        );
        Release(1);
        await UntilAsync(async () => (await AskAsync(server)).Status == 200);
    }

    [Fact]
    public async Task A_server_with_as_many_connections_as_it_may_have_answers_503()
    {
        await using var server = await ServeAsync("\"Max\": 10");
        for (var i = 0; i < 10; i++)
            await ConnectAndAskAsync(server);
        var (status, body) = await AskAsync(server);
        status.ShouldBe(503);
        ShouldSay(body, "SERVER_BUSY", "The server has as many connections as it may");
        Release(10);
        await UntilAsync(async () => (await AskAsync(server)).Status == 200);
    }

    [Fact]
    public async Task WebSockets_and_event_streams_are_connections_too()
    {
        await using var server = await ServeAsync("\"MaxPerAddress\": 2");
        var socket = await OpenSocketAsync(server);
        var stream = await OpenStreamAsync(server, null);
        stream.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(server)).Status.ShouldBe(429);
        socket.Abort();
        await UntilAsync(async () => (await AskAsync(server)).Status == 200);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_requests_in_progress_count_for_the_address_of_their_client()
    {
        await using var server = await ServeAsync("\"MaxPerAddress\": 1", "\"Proxies\": \"127.0.0.1\", ");
        (await OpenStreamAsync(server, "203.0.113.1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await OpenStreamAsync(server, "203.0.113.1");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.ToString().ShouldBe("1");
        ShouldSay(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "TOO_MANY_CONNECTIONS", "1 connections");
        (await OpenStreamAsync(server, "203.0.113.2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OpenStreamAsync(server, "2001:db8::1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OpenStreamAsync(server, "2001:db8::2")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests); // of the same network
    }

    [Fact]
    public async Task Bodies_that_are_held_open_use_up_the_bytes_of_their_address()
    {
        await using var server = await ServeAsync("\"MaxBytesPerAddress\": 1048576, \"MinBytesPerSecond\": 1");
        var head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";
        var part = Encoding.ASCII.GetBytes(head + new string(' ', 100_000));
        var large = new { query = "{ __typename }" + new string(' ', 200_000) };
        async Task SendPartAsync(TcpClient slow) => await slow.GetStream().WriteAsync(part, TestContext.Current.CancellationToken);
        await SendPartAsync(await ConnectAsync(server));
        await UntilAsync(async () =>
        {
            await ReopenRefusedAsync(server, SendPartAsync);
            return (await AskAsync(server, large)).Status == 429;
        });
        var (_, body) = await AskAsync(server, large);
        ShouldSay(body, "TOO_MANY_BYTES", "Your address has 1,048,576 bytes on the way, as many as it may");
        (await AskAsync(server)).Status.ShouldBe(200); // a small one has room
        Release(1);
        await UntilAsync(async () => (await AskAsync(server, large)).Status != 429);
    }

    [Fact]
    public async Task A_message_that_is_held_open_uses_up_the_bytes_of_its_address()
    {
        await using var server = await ServeAsync("\"MaxBytesPerAddress\": 1048576");
        var second = await OpenSocketAsync(server);
        var part = new byte[100_000];
        part.AsSpan().Fill((byte)' ');
        var large = new { query = "{ __typename }" + new string(' ', 200_000) };
        ClientWebSocket first = null!;
        var refused = Task.CompletedTask; // as long as a large request came before it
        await UntilAsync(async () =>
        {
            if (refused.IsCompleted)
            {
                first = await OpenSocketAsync(server);
                await first.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, TestContext.Current.CancellationToken);
                refused = first.ReceiveAsync(new byte[1_000], TestContext.Current.CancellationToken);
            }
            return (await AskAsync(server, large)).Status == 429;
        });
        await second.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, TestContext.Current.CancellationToken);
        await second.ReceiveAsync(new byte[1_000], TestContext.Current.CancellationToken);
        ((int?)second.CloseStatus).ShouldBe(1013);
        first.Abort();
        await UntilAsync(async () => (await AskAsync(server, large)).Status != 429);
    }

    [Fact]
    public async Task A_client_that_does_not_read_a_large_response_uses_up_the_bytes_of_its_address_and_is_cut_off()
    {
        await using var server = await ServeAsync("\"MaxBytesPerAddress\": 1048576, \"MinBytesPerSecond\": 1000000");
        server.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {server.Key}");
        var id = await CreateSourceAsync(server, new string('x', 400_000));
        var snapshot = $"node(id: \"{id}\") {{ ... on Source {{ snapshot {{ text }} }} }}";
        var query = Uri.EscapeDataString($"{{ {string.Join(' ', Enumerable.Range(0, 30).Select(i => $"a{i}: {snapshot}"))} }}");
        var slow = await ConnectAsync(server, receiveBuffer: 4_096);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /graphql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await UntilAsync(async () =>
            (await AskAsync(server)) is (429, var body) && body.Contains("TOO_MANY_BYTES", StringComparison.Ordinal)
        );
        await UntilAsync(async () => (await AskAsync(server)).Status == 200);
    }

    private Task<RunningServer> ServeAsync(string connections, string others = "")
    {
        _folder.Write("appsettings.json", $$$"""{ {{{others}}}"GraphQL": { "Connections": { {{{connections}}} } } }""");
        return _folder.ServeAsync("--sample false");
    }

    /// <summary>A connection that is held until the end of the test, or until it is released.</summary>
    private async Task<TcpClient> ConnectAsync(RunningServer server, int receiveBuffer = 65_536)
    {
        var client = new TcpClient { ReceiveBufferSize = receiveBuffer };
        _held.Add(client);
        await client.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>The same, of which it is known that the server has taken it up: it has answered.</summary>
    private async Task ConnectAndAskAsync(RunningServer server)
    {
        var client = await ConnectAsync(server);
        await client.GetStream().WriteAsync(Request, TestContext.Current.CancellationToken);
        (await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    /// <summary>Opens those of the held connections again that the server has refused. It takes up connections, and reads them, in any
    /// order: one that came later may have taken the place.</summary>
    private async Task ReopenRefusedAsync(RunningServer server, Func<TcpClient, Task> begin)
    {
        foreach (var refused in _held.OfType<TcpClient>().Where(held => held.Client.Poll(0, SelectMode.SelectRead)).ToList())
        {
            _held.Remove(refused);
            refused.Dispose();
            await begin(await ConnectAsync(server));
        }
    }

    /// <summary>The answer to a request by a connection of its own, until the connection is closed.</summary>
    private static async Task<string> AskToTheEndAsync(RunningServer server)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var request = "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();
        await client.GetStream().WriteAsync(request, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static byte[] Request => "GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();

    private void Release(int connections)
    {
        foreach (var held in _held[..connections])
            held.Dispose();
        _held.RemoveRange(0, connections);
    }

    private async Task<ClientWebSocket> OpenSocketAsync(RunningServer server)
    {
        var socket = new ClientWebSocket();
        _held.Add(socket);
        socket.Options.AddSubProtocol("graphql-transport-ws");
        var url = new UriBuilder(new Uri(server.Http.BaseAddress!, "/graphql")) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(url, TestContext.Current.CancellationToken);
        return socket;
    }

    private async Task<HttpResponseMessage> OpenStreamAsync(RunningServer server, string? client)
    {
        var http = new HttpClient { BaseAddress = server.Http.BaseAddress };
        _held.Add(http);
        var request = new HttpRequestMessage(HttpMethod.Get, Subscription) { Headers = { { "Accept", "text/event-stream" } } };
        if (client is not null)
            request.Headers.Add("X-Forwarded-For", client);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request by a connection of its own.</summary>
    private static async Task<(int Status, string Body)> AskAsync(RunningServer server, object? request = null)
    {
        using var http = new HttpClient { BaseAddress = server.Http.BaseAddress };
        using var response = await http.PostAsJsonAsync(
            "/graphql",
            request ?? new { query = "{ __typename }" },
            TestContext.Current.CancellationToken
        );
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            response.Headers.RetryAfter!.ToString().ShouldBe("1");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<string> CreateSourceAsync(RunningServer server, string text)
    {
        const string Query = """
            mutation ($text: String!) {
              createSource(input: { title: "S", snapshot: { text: $text } }) { source { id } userErrors { message } }
            }
            """;
        using var response = await server.Http.PostAsJsonAsync("/graphql", new { query = Query, variables = new { text } });
        var body = await response.Content.ReadAsStringAsync();
        return (string?)JsonNode.Parse(body)!["data"]?["createSource"]?["source"]?["id"] ?? throw new InvalidOperationException(body);
    }

    private static void ShouldSay(string body, string code, string message)
    {
        var error = JsonNode.Parse(body)!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)error["extensions"]!["code"]).ShouldBe(code);
        ((string?)error["message"])!.ShouldContain(message);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60)); // what never comes true fails the test
        while (!await condition())
            late.Token.ThrowIfCancellationRequested();
    }
}
