using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>
/// One connection: pipelined requests out, their responses in, in the same order. For one caller at a time. Cancelling a wait leaves
/// responses outstanding, never a message read in part; <see cref="ResetAsync"/> skips them.
/// </summary>
internal sealed class BoltConnection(BoltTransport transport, TimeProvider clock) : IAsyncDisposable
{
    // A batch up to this size fits into the buffers of the sockets: sending it never has to wait until responses are read.
    private const int MaxSentBeforeReading = 32 << 10;

    // GOODBYE is a courtesy; closing does not wait for it.
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Row _row = new();
    private readonly long _createdAt = clock.GetTimestamp();
    private long _usedAt = clock.GetTimestamp();
    private int _outstanding;
    private bool _needsReset;

    /// <summary>The requests of the next exchange.</summary>
    public Requests Requests { get; } = new();

    public TimeSpan Age => clock.GetElapsedTime(_createdAt);

    public TimeSpan IdleTime => clock.GetElapsedTime(_usedAt);

    /// <inheritdoc cref="BoltTransport.IsBroken"/>
    public bool IsBroken => transport.IsBroken;

    /// <inheritdoc cref="BoltTransport.HasUnreadInput"/>
    public bool HasUnreadInput => transport.HasUnreadInput;

    /// <summary>
    /// True if a request failed or is unanswered, or a transaction is open: <see cref="ResetAsync"/> has to come before the next use.
    /// </summary>
    public bool NeedsReset => _needsReset || _outstanding > 0;

    /// <summary>Rows delivered since the start of the last exchange.</summary>
    public long RowsDelivered { get; private set; }

    /// <summary>Notes that a transaction is open, which <see cref="ResetAsync"/> would roll back.</summary>
    public void TransactionOpened() => _needsReset = true;

    public void TransactionClosed() => _needsReset = false;

    public void MarkUsed() => _usedAt = clock.GetTimestamp();

    /// <summary>
    /// Sends the requests in one batch and receives their responses. A FAILURE is thrown at once; the responses after it stay outstanding
    /// until <see cref="ResetAsync"/>.
    /// </summary>
    /// <param name="receive">Receives the responses in order with <see cref="ReceiveAsync"/>.</param>
    public async ValueTask ExchangeAsync<T>(
        Func<BoltConnection, T, CancellationToken, ValueTask> receive,
        T state,
        CancellationToken cancellation
    )
    {
        RowsDelivered = 0;
        _outstanding += Requests.Count;
        try
        {
            if (Requests.Bytes.Length > MaxSentBeforeReading)
            {
                await ExchangeConcurrentlyAsync(receive, state, cancellation);
                return;
            }
            await transport.SendAsync(Requests.Bytes, cancellation);
            await receive(this, state, cancellation);
        }
        finally
        {
            Requests.Clear();
        }
    }

    /// <summary>Receives the two responses of each query, and the rows between them.</summary>
    public async ValueTask ReceiveResultsAsync(IReadOnlyList<Query> queries, CancellationToken cancellation)
    {
        for (var i = 0; i < queries.Count; i++)
        {
            await ReceiveAsync(null, cancellation);
            await ReceiveAsync(queries[i].OnRow, cancellation);
        }
    }

    /// <summary>Receives the next response, and the rows before it.</summary>
    /// <returns>The metadata of the SUCCESS, a map; valid until the next response is received.</returns>
    /// <exception cref="Neo4jException">The response is a FAILURE.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(Action<IRow>? onRow, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var message = await transport.ReceiveAsync(cancellation);
                var (signature, at) = MessageReader.ReadSignature(message);
                if (signature == Signature.Record)
                    DeliverRow(message, at, onRow);
                else
                    return CompleteRequest(signature, message[at..]);
            }
        }
        catch (ProtocolException)
        {
            transport.MarkBroken();
            throw;
        }
    }

    /// <summary>
    /// Sends RESET: stops what is running, rolls back an open transaction, and skips outstanding responses. Then the connection is ready,
    /// or broken.
    /// </summary>
    public async ValueTask ResetAsync(CancellationToken cancellation)
    {
        try
        {
            Requests.Clear();
            Requests.Add(Signature.Reset);
            await transport.SendAsync(Requests.Bytes, cancellation);
            for (_outstanding++; _outstanding > 0; )
            {
                var (signature, _) = MessageReader.ReadSignature(await transport.ReceiveAsync(cancellation));
                if (signature == Signature.Record)
                    continue;
                _outstanding--;
                if (_outstanding == 0 && signature != Signature.Success)
                    throw new ProtocolException("The server did not accept RESET.");
            }
            _needsReset = false;
        }
        catch (Exception failure) when (failure is BoltException or OperationCanceledException)
        {
            transport.MarkBroken();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsBroken && !NeedsReset)
            await SendGoodbyeAsync();
        await transport.DisposeAsync();
    }

    /// <summary>Receives while it is still sending: otherwise client and server might each wait for the other to read.</summary>
    private async ValueTask ExchangeConcurrentlyAsync<T>(
        Func<BoltConnection, T, CancellationToken, ValueTask> receive,
        T state,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = transport.SendUntimedAsync(Requests.Bytes, stop.Token).AsTask();
        try
        {
            await receive(this, state, cancellation);
            await sending;
        }
        catch when (!sending.IsCompleted)
        {
            // The rest need not be sent, but a batch sent in part cannot be taken back: the transport is broken.
            await stop.CancelAsync();
            await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async ValueTask SendGoodbyeAsync()
    {
        try
        {
            Requests.Clear();
            Requests.Add(Signature.Goodbye);
            using var timeout = new CancellationTokenSource(GoodbyeTimeout, clock);
            await transport.SendAsync(Requests.Bytes, timeout.Token);
        }
        catch (Exception ignored) when (ignored is BoltException or OperationCanceledException)
        {
            // The connection is closed anyway.
        }
    }

    private void DeliverRow(ReadOnlyMemory<byte> message, int at, Action<IRow>? onRow)
    {
        if (onRow is null)
            throw new ProtocolException("The server sent a row that was not requested.");
        _row.Begin(message, at);
        RowsDelivered++;
        onRow(_row);
    }

    private ReadOnlyMemory<byte> CompleteRequest(Signature signature, ReadOnlyMemory<byte> metadata)
    {
        if (_outstanding == 0)
            throw new ProtocolException("The server sent a response without a request.");
        _outstanding--;
        switch (signature)
        {
            case Signature.Success:
                return metadata;
            case Signature.Failure:
                _needsReset = true;
                var failure = Metadata.Failure(metadata.Span);
                if (StatusCode.EndsConnection(failure.Code))
                    transport.MarkBroken();
                throw failure;
            case Signature.Ignored:
                throw new ProtocolException("The server ignored a request although no request had failed.");
            default:
                throw new ProtocolException($"The server sent a message 0x{(byte)signature:X2}, which is not a response.");
        }
    }
}
