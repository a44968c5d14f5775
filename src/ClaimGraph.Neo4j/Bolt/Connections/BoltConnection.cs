using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// One connection: flights of requests out, their answers in, in the same order. Used by one caller at a time. Cancelling a wait leaves answers
/// outstanding, never a half-read message; <see cref="RecoverAsync"/> reads past them.
/// </summary>
internal sealed class BoltConnection(BoltTransport line, long createdAt) : IAsyncDisposable
{
    // A flight up to this size fits into the buffers of the sockets, so that sending it never waits for the answers to be read.
    private const int SentFirst = 32 << 10;

    private readonly Row _row = new();
    private int _outstanding;
    private bool _needsReset;

    /// <summary>The requests of the next flight.</summary>
    public Requests Requests { get; } = new();

    /// <summary>A timestamp of the clock.</summary>
    public long CreatedAt { get; } = createdAt;

    /// <summary>A timestamp of the clock.</summary>
    public long UsedAt { get; set; } = createdAt;

    /// <inheritdoc cref="BoltTransport.IsBroken"/>
    public bool IsBroken => line.IsBroken;

    /// <inheritdoc cref="BoltTransport.HasUnexpected"/>
    public bool HasUnexpected => line.HasUnexpected;

    /// <summary>Whether something failed, is open or is unanswered, so that <see cref="RecoverAsync"/> has to come before the next use.</summary>
    public bool NeedsRecovery => _needsReset || _outstanding > 0;

    /// <summary>Rows given out since the last flight was sent.</summary>
    public long RowsGiven { get; private set; }

    /// <summary>Leaves a transaction open, to be rolled back by <see cref="RecoverAsync"/>.</summary>
    public void LeaveUndone() => _needsReset = true;

    /// <summary>Nothing is open any more.</summary>
    public void Finish() => _needsReset = false;

    /// <summary>
    /// Sends the requests and reads their answers. A FAILURE is thrown at once; what is still outstanding then is left to <see cref="RecoverAsync"/>.
    /// </summary>
    /// <param name="read">Reads the answers in order by <see cref="AnswerAsync"/>.</param>
    public async ValueTask FlyAsync<T>(Func<BoltConnection, T, CancellationToken, ValueTask> read, T state, CancellationToken cancellation)
    {
        RowsGiven = 0;
        _outstanding += Requests.Count;
        try
        {
            if (Requests.Flight.Length > SentFirst)
            {
                await FlyLargeAsync(read, state, cancellation);
                return;
            }
            await line.SendAsync(Requests.Flight, cancellation);
            await read(this, state, cancellation);
        }
        finally
        {
            Requests.Clear();
        }
    }

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
                var message = await line.ReceiveAsync(cancellation);
                var (signature, at) = Open(message);
                if (signature == Signature.Record) Give(message, at, onRow);
                else return Conclude(signature, message[at..]);
            }
        }
        catch (ProtocolException)
        {
            line.Break();
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
            await line.SendAsync(Requests.Flight, cancellation);
            for (_outstanding++; _outstanding > 0;)
            {
                var (signature, _) = Open(await line.ReceiveAsync(cancellation));
                if (signature == Signature.Record) continue;
                _outstanding--;
                if (_outstanding == 0 && signature != Signature.Success) throw new ProtocolException("The server did not reset the connection.");
            }
            _needsReset = false;
        }
        catch (Exception failure) when (failure is BoltException or OperationCanceledException)
        {
            line.Break();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsBroken && !NeedsRecovery) await SayGoodbyeAsync();
        await line.DisposeAsync();
    }

    /// <summary>Answers are read while requests are still being sent: otherwise both sides might wait for the other to read.</summary>
    private async ValueTask FlyLargeAsync<T>(Func<BoltConnection, T, CancellationToken, ValueTask> read, T state, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = line.SendUnwatchedAsync(Requests.Flight, ended.Token).AsTask();
        try
        {
            await read(this, state, cancellation);
            await sending;
        }
        catch when (!sending.IsCompleted)
        {
            // Something failed before all was sent. The rest need not be sent, but half of it cannot be taken back: that breaks the line.
            await ended.CancelAsync();
            await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async ValueTask SayGoodbyeAsync()
    {
        try
        {
            Requests.Clear();
            Requests.Add(Signature.Goodbye);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await line.SendAsync(Requests.Flight, soon.Token);
        }
        catch (Exception unheard) when (unheard is BoltException or OperationCanceledException)
        {
            // It is a courtesy.
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
                if (StatusCode.EndsConnection(failure.Code)) line.Break();
                throw failure;
            case Signature.Ignored: throw new ProtocolException("The server ignored a request although nothing had failed.");
            default: throw new ProtocolException($"The server sent a message {(byte)signature:X2}, which is no answer.");
        }
    }
}
