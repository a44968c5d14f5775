using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>The client's end of a real WebSocket, which does nothing by itself.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256 * 1024];

    public string? Subprotocol => _socket.SubProtocol;

    public static async Task<SocketClient> ConnectAsync(
        Api api,
        string? subprotocol = "graphql-transport-ws",
        Action<ClientWebSocketOptions>? configure = null
    )
    {
        var client = new SocketClient();
        if (subprotocol is not null)
            client._socket.Options.AddSubProtocol(subprotocol);
        configure?.Invoke(client._socket.Options);
        await client._socket.ConnectAsync(
            new UriBuilder(new Uri(api.Http.BaseAddress!, "/graphql")) { Scheme = "ws" }.Uri,
            TestContext.Current.CancellationToken
        );
        return client;
    }

    /// <summary>A connection that is acknowledged.</summary>
    public static async Task<SocketClient> StartAsync(Api api)
    {
        var client = await ConnectAsync(api);
        await client.SendAsync($$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{api.Secret}}}"}}""");
        (await client.ReceiveAsync()).ShouldBe("""{"type":"connection_ack"}""");
        return client;
    }

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text);

    public Task SendAsync(byte[] message, WebSocketMessageType type) =>
        _socket.SendAsync(message, type, true, TestContext.Current.CancellationToken);

    public Task SubscribeAsync(string id, string query, object? variables = null) =>
        SendAsync(
            JsonSerializer.Serialize(
                new
                {
                    id,
                    type = "subscribe",
                    payload = new { query, variables },
                }
            )
        );

    /// <summary>The next message as it is but for its cost; null when the server has closed the socket.</summary>
    public async Task<string?> ReceiveAsync()
    {
        var length = 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30)); // a server that says nothing fails the test
        while (true)
        {
            var result = await _socket.ReceiveAsync(new ArraySegment<byte>(_buffer, length, _buffer.Length - length), patience.Token);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            length += result.Count;
            if (result.EndOfMessage)
                return Api.WithoutCost(Encoding.UTF8.GetString(_buffer, 0, length));
        }
    }

    /// <summary>The data of the next message, which must be an event of this operation.</summary>
    public async Task<JsonNode> NextAsync(string id = "1")
    {
        var text = await ReceiveAsync();
        var message = JsonNode.Parse(text.ShouldNotBeNull())!;
        ((string?)message["type"], (string?)message["id"]).ShouldBe(("next", id), text);
        message["payload"]!["errors"].ShouldBeNull(text);
        return message["payload"]!["data"]!;
    }

    /// <summary>The next message must be an error with this code.</summary>
    public async Task ShouldFailAsync(string id, string code, string message)
    {
        var received = JsonNode.Parse((await ReceiveAsync()).ShouldNotBeNull())!;
        ((string?)received["type"], (string?)received["id"], (string?)received["payload"]![0]!["extensions"]!["code"]).ShouldBe(
            ("error", id, code),
            received.ToJsonString()
        );
        ((string)received["payload"]![0]!["message"]!).ShouldContain(message);
    }

    /// <summary>Reads on until the server closes the socket.</summary>
    public async Task<(int Code, string? Reason)> ClosureAsync()
    {
        while (_socket.CloseStatus is null && await ReceiveAsync() is not null) { }
        return ((int)_socket.CloseStatus!, _socket.CloseStatusDescription);
    }

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);

    /// <summary>Is gone without a word.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
