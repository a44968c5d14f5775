using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Counts what is asked of a connection, and can hold transactions back or lose the answer to their COMMIT.</summary>
internal sealed class WatchedCypher(IDriver cypher) : IDriver
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _reads, _transactions, _indexings, _waiting;

    /// <summary>Flights that only read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Transactions that were begun by a commit; those that only look at the ledger, or take words into the index, left out.</summary>
    public int Transactions => Volatile.Read(ref _transactions);

    /// <summary>Transactions that took words into the index.</summary>
    public int Indexings => Volatile.Read(ref _indexings);

    /// <summary>Units of work that wait or run.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>While true, every transaction that commits is carried out a second time, as if the answer had not arrived.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>Thrown by the next transactions instead of carrying them out; null for none.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>From now on transactions wait, until what this returns is disposed.</summary>
    public async Task<IDisposable> HoldAsync()
    {
        await _gate.WaitAsync();
        return new Held(_gate);
    }

    public ValueTask ReadAsync(IReadOnlyList<Query> flight, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _reads);
        return cypher.ReadAsync(flight, cancellation);
    }

    public async ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        if (Refusal is { } refusal) throw refusal;
        Interlocked.Increment(ref _waiting);
        await _gate.WaitAsync(cancellation);
        try
        {
            var result = await cypher.WriteAsync(Watched(work), cancellation);
            return LosesAnswers ? await cypher.WriteAsync(work, cancellation) : result;
        }
        finally
        {
            _gate.Release();
            Interlocked.Decrement(ref _waiting);
        }
    }

    public ValueTask DisposeAsync() => cypher.DisposeAsync();

    private Func<ITransaction, ValueTask<T>> Watched<T>(Func<ITransaction, ValueTask<T>> work) => transaction => work(new Transaction(this, transaction));

    private sealed class Transaction(WatchedCypher watched, ITransaction transaction) : ITransaction
    {
        public ValueTask RunAsync(IReadOnlyList<Query> flight)
        {
            if (Locks(flight)) Interlocked.Increment(ref watched._transactions);
            return transaction.RunAsync(flight);
        }

        public ValueTask CommitAsync(IReadOnlyList<Query> flight)
        {
            if (Locks(flight)) Interlocked.Increment(ref watched._indexings);
            return transaction.CommitAsync(flight);
        }

        private static bool Locks(IReadOnlyList<Query> flight) => flight.Any(q => q.Text.Contains("SET l.locked = true", StringComparison.Ordinal));
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
