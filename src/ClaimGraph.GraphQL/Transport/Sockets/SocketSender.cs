using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>
/// Sends messages, one at a time. Nothing queues up beyond one message per operation: each operation waits until the client has taken its
/// message, and a subscription that falls behind reads the ledger from where it is. Safe for many threads.
/// </summary>
/// <param name="timeout">How long a client may take to receive one message before the send fails.</param>
/// <param name="room">Counts a message of so many bytes until it is sent.</param>
/// <param name="cutOff">Set when the socket is cut off.</param>
internal sealed class SocketSender(
    WebSocket socket,
    TimeSpan timeout,
    Func<int, IDisposable?> room,
    TimeProvider clock,
    CancellationToken cutOff
) : IDisposable
{
    private const int MaxReasonBytes = 123; // RFC 6455, section 5.5

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _isClosing;

    /// <summary>True once nothing but the close frame is sent.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing) == 1;

    /// <summary>Drops all further messages; false if they are dropped already.</summary>
    public bool BeginClosing() => Interlocked.Exchange(ref _isClosing, 1) == 0;

    /// <param name="operation">The operation that sends; its messages are dropped once it is stopped.</param>
    /// <param name="payload">JSON.</param>
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

    /// <summary>Sends the close frame, the last that is sent.</summary>
    public async Task CloseAsync(SocketClosedException closure)
    {
        await _turn.WaitAsync(cutOff);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync((WebSocketCloseStatus)closure.Code, Shorten(closure.Message), cutOff);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask WriteAsync(SocketOperation? operation, Action<Utf8JsonWriter> write)
    {
        var buffer = ResponseBuffer.Rent();
        try
        {
            buffer.Json.WriteStartObject();
            write(buffer.Json);
            buffer.Json.WriteEndObject();
            await WriteAsync(operation, buffer.Memory);
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    private async ValueTask WriteAsync(SocketOperation? operation, ReadOnlyMemory<byte> message)
    {
        using var counted = room(message.Length);
        await _turn.WaitAsync(cutOff);
        try
        {
            if (IsClosing || operation?.IsStopped == true)
                return;
            using var late = new CancellationTokenSource(timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cutOff, late.Token);
            await socket.SendAsync(message, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, either.Token);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > MaxReasonBytes)
            reason = reason[..^1];
        return reason;
    }
}
