using System.Buffers;
using System.Net.WebSockets;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Transport.Limits;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>Receives whole messages, up to a size.</summary>
internal sealed class SocketReader(WebSocket socket, int maxBytes, ReceivedRoom room, KeepAlive keepAlive) : IDisposable
{
    private const int ReadSize = 4 * 1024;
    private const int MaxKeptCapacity = 2 * ClientLimits.SmallBytes;

    private ArrayBufferWriter<byte> _received = new();

    /// <summary>The next message, valid until the next call; null if the client closed the socket.</summary>
    /// <exception cref="SocketClosedException">The message is not text, or is too large, or there is no room for it.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cutOff)
    {
        Dispose();
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
            HoldRoom();
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

    /// <summary>Gives back the memory of the last message, and the room it took.</summary>
    public void Dispose()
    {
        if (_received.Capacity > MaxKeptCapacity)
            _received = new ArrayBufferWriter<byte>();
        _received.ResetWrittenCount();
        room.Dispose();
    }

    private void HoldRoom()
    {
        try
        {
            room.Hold(_received.WrittenCount, maxBytes);
        }
        catch (RequestException refused)
        {
            throw SocketClosedException.TryAgainLater(refused.Message);
        }
    }
}
