using System.IO.Pipelines;
using System.Net.Sockets;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// One connection: flights of requests out, their answers in, in the same order. Used by one caller at a time. Cancelling a wait leaves answers
/// outstanding, never a half-read message; <see cref="RecoverAsync"/> reads past them.
/// </summary>
internal sealed class Connection : IAsyncDisposable
{
    // A flight up to this size fits into the buffers of the sockets, so that sending it never waits for the answers to be read.
    private const int SentFirst = 32 << 10;

    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 32 << 10, minimumReadSize: 4 << 10);

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly MessageReader _messages;
    private readonly SilenceWatch _silence;
    private readonly Row _row = new();
    private int _outstanding;
    private bool _needsReset;

    public Connection(Socket socket, Stream stream, TimeProvider clock, TimeSpan responseTimeout)
    {
        (_socket, _stream) = (socket, stream);
        Answers = PipeReader.Create(stream, Reading);
        _messages = new MessageReader(Answers);
        _silence = new SilenceWatch(clock, responseTimeout, socket.Dispose);
        CreatedAt = UsedAt = clock.GetTimestamp();
    }

    /// <summary>The bytes that come in; for the handshake only.</summary>
    public PipeReader Answers { get; }

    public Stream Stream => _stream;

    /// <summary>The requests of the next flight.</summary>
    public Requests Requests { get; } = new();

    /// <summary>Timestamps of the clock.</summary>
    public long CreatedAt { get; }

    public long UsedAt { get; set; }

    /// <summary>Set once nothing can be sent or read any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether a statement failed or answers are outstanding, so that <see cref="RecoverAsync"/> has to come before the next use.</summary>
    public bool NeedsRecovery => _needsReset || _outstanding > 0;

    /// <summary>Leaves a transaction open, to be rolled back by <see cref="RecoverAsync"/>.</summary>
    public void LeaveUndone() => _needsReset = true;

    /// <summary>Nothing is open any more.</summary>
    public void Finish() => _needsReset = false;

    /// <summary>Rows given out since the flight was sent.</summary>
    public long RowsGiven { get; private set; }

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

    /// <summary>Shortens the silence that is borne to what the server promises not to exceed.</summary>
    public void LimitSilence(TimeSpan promised) => _silence.Limit(promised);

    /// <summary>
    /// Sends the requests and reads their answers. A FAILURE is thrown at once; what is still outstanding then is left to <see cref="RecoverAsync"/>.
    /// </summary>
    /// <param name="read">Reads the answers in order by <see cref="AnswerAsync"/>.</param>
    public async ValueTask FlyAsync<T>(Func<Connection, T, CancellationToken, ValueTask> read, T state, CancellationToken cancellation)
    {
        RowsGiven = 0;
        _outstanding += Requests.Count;
        var flight = Requests.Flight;
        if (flight.Length <= SentFirst)
        {
            await SendWatchedAsync(flight, cancellation);
            Requests.Clear();
            await read(this, state, cancellation);
            return;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAsync(flight, ended.Token).AsTask();
        try
        {
            await read(this, state, cancellation);
            await sending;
        }
        catch when (!sending.IsCompleted)
        {
            // Answers before the end of the flight mean that something failed; the rest need not be sent, and half of it cannot be taken back.
            await ended.CancelAsync();
            await sending.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        finally
        {
            Requests.Clear();
        }
    }

    /// <summary>Sends requests whose answers nobody wants to see.</summary>
    public ValueTask FlyAsync(CancellationToken cancellation) => FlyAsync(static async (connection, count, cancellation) =>
    {
        for (; count > 0; count--) await connection.AnswerAsync(null, cancellation);
    }, Requests.Count, cancellation);

    /// <summary>Reads the two answers of each statement, and the rows between them.</summary>
    public async ValueTask AnswersAsync(IReadOnlyList<Query> statements, CancellationToken cancellation)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            await AnswerAsync(null, cancellation);
            await AnswerAsync(statements[i].OnRow, cancellation);
        }
    }

    /// <summary>Reads the next answer with the rows before it.</summary>
    /// <returns>The metadata of the SUCCESS, a map; right until the next answer is read.</returns>
    /// <exception cref="Neo4jException">It was a FAILURE.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(Action<IRow>? onRow, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var message = await ReceiveAsync(cancellation);
                var (signature, at) = Open(message);
                if (signature == Signature.Record) Give(message, at, onRow);
                else return Conclude(signature, message[at..]);
            }
        }
        catch (ProtocolException)
        {
            IsBroken = true;
            throw;
        }
    }

    /// <summary>Ends whatever is running, rolls back what is open and reads past all outstanding answers. Afterwards the connection is as new, or broken.</summary>
    public async ValueTask RecoverAsync(CancellationToken cancellation)
    {
        try
        {
            Requests.Clear();
            Requests.Add(Signature.Reset);
            (_outstanding, var toCome) = (_outstanding + 1, _outstanding + 1);
            await SendWatchedAsync(Requests.Flight, cancellation);
            Requests.Clear();
            while (toCome > 0)
            {
                var (signature, _) = Open(await ReceiveAsync(cancellation));
                if (signature == Signature.Record) continue;
                toCome--;
                if (toCome == 0 && signature != Signature.Success) throw new ProtocolException("The server did not reset the connection.");
            }
            (_outstanding, _needsReset) = (0, false);
        }
        catch (Exception failure) when (failure is BoltException or OperationCanceledException)
        {
            IsBroken = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsBroken && !NeedsRecovery) await SayGoodbyeAsync();
        IsBroken = true;
        _silence.Dispose();
        // The socket first: whatever still reads or writes ends by it.
        _socket.Dispose();
        await _stream.DisposeAsync();
    }

    private async ValueTask SayGoodbyeAsync()
    {
        try
        {
            Requests.Clear();
            Requests.Add(Signature.Goodbye);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await SendWatchedAsync(Requests.Flight, soon.Token);
        }
        catch (Exception unheard) when (unheard is BoltException or OperationCanceledException)
        {
            // It is a courtesy.
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> flight, CancellationToken cancellation)
    {
        if (IsBroken) throw new ConnectionException("The connection is broken.");
        try
        {
            await _stream.WriteAsync(flight, cancellation);
        }
        catch (Exception failure)
        {
            IsBroken = true;
            if (failure is OperationCanceledException) throw;
            throw Lost(failure);
        }
    }

    private async ValueTask SendWatchedAsync(ReadOnlyMemory<byte> flight, CancellationToken cancellation)
    {
        _silence.Begin();
        try
        {
            await SendAsync(flight, cancellation);
        }
        finally
        {
            _silence.End();
        }
    }

    private ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation) =>
        _messages.TryRead(out var message) ? new(message) : WaitAsync(cancellation);

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

    private static (Signature Signature, int At) Open(ReadOnlyMemory<byte> message)
    {
        var reader = new PackReader(message.Span);
        reader.ReadStructure(out var tag);
        return ((Signature)tag, reader.At);
    }

    private void Give(ReadOnlyMemory<byte> message, int at, Action<IRow>? onRow)
    {
        if (onRow is null) throw new ProtocolException("The server sent a row that was not asked for.");
        _row.Begin(message, at);
        RowsGiven++;
        onRow(_row);
    }

    private ReadOnlyMemory<byte> Conclude(Signature signature, ReadOnlyMemory<byte> metadata)
    {
        if (_outstanding == 0) throw new ProtocolException("The server sent an answer to nothing.");
        _outstanding--;
        switch (signature)
        {
            case Signature.Success: return metadata;
            case Signature.Failure:
                _needsReset = true;
                var failure = Metadata.Failure(metadata.Span);
                if (FailureCode.EndsConnection(failure.Code)) IsBroken = true;
                throw failure;
            case Signature.Ignored: throw new ProtocolException("The server ignored a request although nothing had failed.");
            default: throw new ProtocolException($"The server sent a message {(byte)signature:X2}, which is no answer.");
        }
    }

    private ConnectionException Lost(Exception cause) =>
        _silence.IsOver ? new ConnectionException($"It said nothing for {_silence.Borne.TotalSeconds:0.###} s.", cause)
        : cause as ConnectionException ?? new ConnectionException($"The connection was lost: {cause.Message}", cause);
}
