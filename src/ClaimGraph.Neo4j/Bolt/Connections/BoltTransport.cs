using System.IO.Pipelines;
using System.Net.Sockets;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Bytes out and messages in, over a socket that is watched for silence. Once it is broken it stays broken.</summary>
internal sealed class BoltTransport : IAsyncDisposable
{
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 32 << 10, minimumReadSize: 4 << 10);

    private readonly Socket _socket;
    private readonly MessageReader _messages;
    private readonly ReceiveTimeout _silence;

    public BoltTransport(Socket socket, Stream stream, TimeProvider clock, TimeSpan responseTimeout)
    {
        (_socket, Stream) = (socket, stream);
        Answers = PipeReader.Create(stream, Reading);
        _messages = new MessageReader(Answers);
        _silence = new ReceiveTimeout(clock, responseTimeout, socket.Dispose);
    }

    public Stream Stream { get; }

    /// <summary>The bytes that come in; for the handshake only, before there are messages.</summary>
    public PipeReader Answers { get; }

    /// <summary>Set once nothing can be sent or read any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Bytes have come, or the end, although nothing was asked.</summary>
    public bool HasUnexpected
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    public void Break() => IsBroken = true;

    /// <summary>Shortens the silence that is borne to what the server promises not to exceed.</summary>
    public void LimitSilence(TimeSpan promised) => _silence.Limit(promised);

    /// <summary>Sends, while nobody receives. Half-sent is broken.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _silence.Begin();
        try
        {
            await SendUnwatchedAsync(bytes, cancellation);
        }
        finally
        {
            _silence.End();
        }
    }

    /// <summary>Sends while somebody receives, whose waiting is watched.</summary>
    public async ValueTask SendUnwatchedAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (IsBroken) throw new ConnectionException("The connection is broken.");
        try
        {
            await Stream.WriteAsync(bytes, cancellation);
        }
        catch (Exception failure)
        {
            IsBroken = true;
            if (failure is OperationCanceledException) throw;
            throw Lost(failure);
        }
    }

    /// <summary>The next message, right until the one after it is asked for. Cancelling loses no byte.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation) =>
        _messages.TryRead(out var message) ? new(message) : WaitAsync(cancellation);

    public ValueTask DisposeAsync()
    {
        IsBroken = true;
        _silence.Dispose();
        // The socket first: whatever still reads or writes ends by it.
        _socket.Dispose();
        return Stream.DisposeAsync();
    }

    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(CancellationToken cancellation)
    {
        if (IsBroken) throw new ConnectionException("The connection is broken.");
        try
        {
            ReadOnlyMemory<byte> message;
            do
            {
                _silence.Begin();
                await _messages.FillAsync(cancellation);
            }
            while (!_messages.TryRead(out message));
            return message;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ProtocolException))
        {
            IsBroken = true;
            throw Lost(failure);
        }
        finally
        {
            _silence.End();
        }
    }

    private ConnectionException Lost(Exception cause) =>
        _silence.IsOver ? new ConnectionException($"It said nothing for {_silence.Borne.TotalSeconds:0.###} s.", cause)
        : cause as ConnectionException ?? new ConnectionException($"The connection was lost: {cause.Message}", cause);
}
