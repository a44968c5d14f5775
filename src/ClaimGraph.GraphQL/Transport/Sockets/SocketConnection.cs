using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport.Authentication;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>
/// One WebSocket that speaks <c>graphql-transport-ws</c> (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). Nothing
/// queues up in it: an operation goes on when its last message was taken, and a subscription that fell behind reads the ledger from where
/// it stands.
/// </summary>
internal sealed class SocketConnection(WebSocket socket, SocketEndpoint server, string? authorization, IPAddress? address) : IDisposable
{
    private const int LongestReason = 123; // RFC 6455, section 5.5
    private const int LargestKept = 64 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly LiveOptions _options = server.Options.Live;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Dictionary<string, SocketOperation> _operations = [];
    private readonly CancellationTokenSource _life = new(Timeout.InfiniteTimeSpan, server.Clock); // cut off: the socket is gone
    private readonly CancellationTokenSource _serving = new(); // no operation runs any more
    private ArrayBufferWriter<byte> _received = new();
    private long _heardAt = server.Clock.GetTimestamp();
    private bool _isInitialised;
    private int _isClosing;
    private Principal? _principal;
    private Task _watchingCredentials = Task.CompletedTask;

    /// <summary>Serves the client until the socket is closed.</summary>
    /// <param name="isKnown">False when the client offered no subprotocol that is spoken here.</param>
    /// <param name="stopping">Set when the server is about to stop.</param>
    public async Task RunAsync(bool isKnown, CancellationToken stopping)
    {
        await using var stop = stopping.Register(() =>
            _ = CloseAsync(new SocketClosedException(SocketClosedException.GoingAway, "The server stops; connect again."))
        );
        var watching = WatchAsync();
        try
        {
            if (!isKnown)
                await CloseAsync(SocketClosedException.SubprotocolNotAcceptable());
            while (await ReceiveAsync() is { } message)
                if (Volatile.Read(ref _isClosing) == 0)
                    await HandleAsync(message);
            await CloseAsync(new SocketClosedException((int)WebSocketCloseStatus.NormalClosure, ""));
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // Nobody is there any more.
        }
        finally
        {
            await _serving.CancelAsync();
            await _life.CancelAsync();
            await Task.WhenAll(watching, _watchingCredentials);
            await Task.WhenAll(Operations().Select(o => o.Done));
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        _life.Dispose();
        _serving.Dispose();
    }

    private async ValueTask HandleAsync(ReadOnlyMemory<byte> text)
    {
        try
        {
            await HandleAsync(SocketMessage.Parse(text));
        }
        catch (SocketClosedException closure)
        {
            await CloseAsync(closure);
        }
        catch (Exception exception) when (exception is not (WebSocketException or OperationCanceledException))
        {
            server.Scopes.Report(exception);
            await CloseAsync(new SocketClosedException(SocketClosedException.InternalError, "Internal server error"));
        }
    }

    private async ValueTask HandleAsync(SocketMessage message)
    {
        switch (message.Type)
        {
            case "connection_init" when _isInitialised:
                throw SocketClosedException.TooManyInitialisations();
            case "connection_init":
                _isInitialised = true;
                await InitialiseAsync(message);
                break;
            case "ping":
                await SendAsync("pong", payload: message.RawPayload.ToArray());
                break;
            case "pong":
                break;
            case "subscribe" when _principal is null:
                throw SocketClosedException.Unauthorized();
            case "subscribe":
                await SubscribeAsync(
                    message.Id ?? throw SocketClosedException.Invalid("A subscribe message has an id."),
                    message.RawPayload
                );
                break;
            case "complete":
                Find(message.Id ?? throw SocketClosedException.Invalid("A complete message has an id."))?.Stop();
                break;
            default:
                throw SocketClosedException.Invalid($"There is no message of type {message.Type} from clients.");
        }
    }

    private async ValueTask InitialiseAsync(SocketMessage message)
    {
        var credentials = new StandingCredentials(server.Authentication, message.Text("Authorization") ?? authorization, server.Clock);
        try
        {
            _principal = await credentials.CheckAsync(_life.Token);
        }
        catch (RequestException)
        {
            throw SocketClosedException.Forbidden(); // the protocol has a close code for it, and no more
        }
        _watchingCredentials = WatchAsync(credentials);
        await SendAsync("connection_ack");
    }

    private ValueTask SubscribeAsync(string id, ReadOnlySpan<byte> payload)
    {
        var (request, failure) = Read(payload);
        lock (_operations)
        {
            if (_operations.ContainsKey(id))
                throw SocketClosedException.SubscriberExists(id);
            if (failure is null && _operations.Count < _options.MaxOperations)
            {
                var operation = _operations[id] = new SocketOperation(this, id, _serving.Token);
                operation.Start(server, request, _principal!, address);
                return ValueTask.CompletedTask;
            }
        }
        if (failure is not null)
        {
            server.Scopes.For(_principal!, address, _serving.Token).Quota?.Settle(failure, payload.Length);
            return SendErrorsAsync(id, failure.Errors);
        }
        return SendErrorsAsync(
            id,
            [
                new ResponseError(
                    ErrorCode.TooManyOperations,
                    $"At most {_options.MaxOperations} operations run on one connection at the same time."
                ),
            ]
        );
    }

    /// <summary>What a subscribe message asks, or why that is more than the server takes.</summary>
    /// <exception cref="SocketClosedException">It is no request of GraphQL.</exception>
    private (GraphQLRequest Request, RequestException? Failure) Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return (server.Parser.Parse(payload), null);
        }
        catch (RequestException failure)
        {
            return failure.Errors[0].Code.IsWellFormedRequest ? (default, failure) : throw SocketClosedException.Invalid(failure.Message);
        }
    }

    /// <summary>True when the operation is the one that has this id; from then on the id is free.</summary>
    public bool Remove(SocketOperation operation)
    {
        lock (_operations)
            return _operations.TryGetValue(operation.Id, out var found) && found == operation && _operations.Remove(operation.Id);
    }

    public ValueTask SendErrorsAsync(string id, IReadOnlyList<ResponseError> errors) =>
        WriteAsync(
            null,
            json =>
            {
                json.WriteString("id"u8, id);
                json.WriteString("type"u8, "error"u8);
                ErrorWriter.WriteList(json, "payload"u8, errors);
            }
        );

    /// <param name="operation">The operation that sends; what it sends after its end is dropped.</param>
    public ValueTask SendAsync(string type, SocketOperation? operation = null, ReadOnlyMemory<byte> payload = default) =>
        WriteAsync(
            operation,
            json =>
            {
                if (operation is not null)
                    json.WriteString("id"u8, operation.Id);
                json.WriteString("type"u8, type);
                if (payload.Length == 0)
                    return;
                json.WritePropertyName("payload"u8);
                json.WriteRawValue(payload.Span, skipInputValidation: true);
            }
        );

    private async ValueTask WriteAsync(SocketOperation? operation, Action<Utf8JsonWriter> write)
    {
        var buffer = ResponseBuffer.Rent();
        buffer.Json.WriteStartObject();
        write(buffer.Json);
        buffer.Json.WriteEndObject();
        await _sending.WaitAsync(_life.Token);
        try
        {
            if (Volatile.Read(ref _isClosing) == 1 || operation?.IsStopped == true)
                return;
            using var timeout = new CancellationTokenSource(_options.SendTimeout, server.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_life.Token, timeout.Token);
            await socket.SendAsync(buffer.Memory, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, either.Token);
        }
        finally
        {
            _sending.Release();
            ResponseBuffer.Return(buffer);
        }
    }

    /// <summary>The next message; null when the client closed the socket.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        if (_received.Capacity > LargestKept)
            _received = new ArrayBufferWriter<byte>();
        _received.ResetWrittenCount();
        while (true)
        {
            var result = await socket.ReceiveAsync(_received.GetMemory(4096), _life.Token);
            Volatile.Write(ref _heardAt, server.Clock.GetTimestamp());
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            if (Volatile.Read(ref _isClosing) == 1)
                continue;
            _received.Advance(result.Count);
            if (result.MessageType != WebSocketMessageType.Text)
                await CloseAsync(SocketClosedException.Invalid("Messages are text."));
            else if (_received.WrittenCount > server.Options.MaxRequestBytes)
                await CloseAsync(
                    new SocketClosedException(
                        SocketClosedException.TooBig,
                        $"A message has at most {server.Options.MaxRequestBytes:N0} bytes."
                    )
                );
            else if (result.EndOfMessage)
                return _received.WrittenMemory;
        }
    }

    /// <summary>Ends what is used with credentials that are no longer good.</summary>
    private async Task WatchAsync(StandingCredentials credentials)
    {
        try
        {
            await credentials.UntilRefusedAsync(_options.KeepAlive, _life.Token);
            await CloseAsync(SocketClosedException.Forbidden());
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException) { }
    }

    /// <summary>Sends pings while it is quiet; ends what is dead or never began.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await Task.Delay(_options.InitTimeout, server.Clock, _life.Token);
            if (!_isInitialised)
                await CloseAsync(SocketClosedException.InitialisationTimeout());
            while (true)
            {
                await Task.Delay(_options.KeepAlive, server.Clock, _life.Token);
                var quiet = server.Clock.GetElapsedTime(Volatile.Read(ref _heardAt));
                if (quiet > 3 * _options.KeepAlive)
                    await _life.CancelAsync();
                else if (quiet >= _options.KeepAlive)
                    await SendAsync("ping");
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or ObjectDisposedException) { }
    }

    /// <summary>Says goodbye. Who does not answer it in time is cut off.</summary>
    private async Task CloseAsync(SocketClosedException closure)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 1)
            return;
        await _serving.CancelAsync();
        _life.CancelAfter(CloseTimeout);
        await _sending.WaitAsync(_life.Token);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)closure.Code, Shorten(closure.Message), _life.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason)
            reason = reason[..^1];
        return reason;
    }

    private SocketOperation? Find(string id)
    {
        lock (_operations)
            return _operations.GetValueOrDefault(id);
    }

    private SocketOperation[] Operations()
    {
        lock (_operations)
            return [.. _operations.Values];
    }
}
