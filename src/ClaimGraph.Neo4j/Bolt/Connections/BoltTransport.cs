using System.IO.Pipelines;
using System.Net.Sockets;
using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Bytes out and messages in over a socket, with a receive timeout. Once it is broken it stays broken.</summary>
internal sealed class BoltTransport : IAsyncDisposable
{
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 32 << 10, minimumReadSize: 4 << 10);

    private readonly Socket _socket;
    private readonly MessageReader _messages;
    private readonly ReceiveTimeout _timeout;

    public BoltTransport(Socket socket, Stream stream, TimeProvider clock, TimeSpan responseTimeout)
    {
        (_socket, Stream) = (socket, stream);
        Input = PipeReader.Create(stream, Reading);
        _messages = new MessageReader(Input);
        _timeout = new ReceiveTimeout(clock, responseTimeout, socket.Dispose);
    }

    public Stream Stream { get; }

    /// <summary>The bytes that arrive; for the handshake only, before there are messages.</summary>
    public PipeReader Input { get; }

    /// <summary>True once nothing can be sent or received any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>True if bytes, or the end of the stream, have arrived without a request.</summary>
    public bool HasUnreadInput
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return true;
            }
        }
    }

    public void MarkBroken() => IsBroken = true;

    /// <summary>Applies the timeout that the server recommends, if it is shorter.</summary>
    public void ShortenTimeout(TimeSpan recommended) => _timeout.Shorten(recommended);

    /// <inheritdoc cref="ReceiveTimeout.AskAfter"/>
    public void AskAfter(TimeSpan silence, Func<Task<string?>> ask) => _timeout.AskAfter(silence, ask);

    /// <summary>Sends while nothing is being received. Bytes sent in part break the transport.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _timeout.Start();
        try
        {
            await SendUntimedAsync(bytes, cancellation);
        }
        finally
        {
            _timeout.Stop();
        }
    }

    /// <summary>Sends while another task receives, to which the timeout applies.</summary>
    public async ValueTask SendUntimedAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (IsBroken)
            throw new ConnectionException("The connection is closed.");
        try
        {
            await Stream.WriteAsync(bytes, cancellation);
        }
        catch (Exception failure)
        {
            IsBroken = true;
            if (failure is OperationCanceledException)
                throw;
            throw Lost(failure);
        }
    }

    /// <summary>The next message, valid until the following one is requested. Cancelling loses no byte.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation) =>
        _messages.TryRead(out var message) ? new(message) : WaitAsync(cancellation);

    public ValueTask DisposeAsync()
    {
        IsBroken = true;
        _timeout.Dispose();
        // The socket first: that ends a read or write in progress.
        _socket.Dispose();
        return Stream.DisposeAsync();
    }

    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(CancellationToken cancellation)
    {
        if (IsBroken)
            throw new ConnectionException("The connection is closed.");
        try
        {
            ReadOnlyMemory<byte> message;
            do
            {
                _timeout.Start();
                await _messages.FillAsync(cancellation);
            } while (!_messages.TryRead(out message));
            return message;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ProtocolException))
        {
            IsBroken = true;
            throw Lost(failure);
        }
        finally
        {
            _timeout.Stop();
        }
    }

    private ConnectionException Lost(Exception cause) =>
        _timeout.Problem is { } problem
            ? new ConnectionException(problem, cause)
            : cause as ConnectionException ?? new ConnectionException($"The connection was lost: {cause.Message}", cause);
}
