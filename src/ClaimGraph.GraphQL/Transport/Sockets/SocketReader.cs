using System.Buffers;
using System.Net.WebSockets;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>Receives whole messages, up to a size.</summary>
internal sealed class SocketReader(WebSocket socket, int maxBytes, KeepAlive keepAlive)
{
    private const int ReadSize = 4 * 1024;
    private const int MaxKeptCapacity = 64 * 1024;

    private ArrayBufferWriter<byte> _received = new();

    /// <summary>The next message, valid until the next call; null if the client closed the socket.</summary>
    /// <exception cref="SocketClosedException">The message is not text, or is too large.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cutOff)
    {
        if (_received.Capacity > MaxKeptCapacity)
            _received = new ArrayBufferWriter<byte>();
        _received.ResetWrittenCount();
        while (true)
        {
            var result = await socket.ReceiveAsync(_received.GetMemory(ReadSize), cutOff);
            keepAlive.Heard();
            if (result.MessageType == WebSocketMessageType.Close)
                return null;
            _received.Advance(result.Count);
            if (result.MessageType != WebSocketMessageType.Text)
                throw SocketClosedException.Invalid("Messages must be text.");
            if (_received.WrittenCount > maxBytes)
                throw SocketClosedException.TooBig(maxBytes);
            if (result.EndOfMessage)
                return _received.WrittenMemory;
        }
    }

    /// <summary>Discards what still comes until the client closes the socket, too.</summary>
    public async Task DrainAsync(CancellationToken cutOff)
    {
        _received.ResetWrittenCount();
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            await socket.ReceiveAsync(_received.GetMemory(ReadSize), cutOff);
    }
}
