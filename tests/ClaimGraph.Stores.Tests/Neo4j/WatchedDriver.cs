using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>Counts the requests to a driver, and can hold transactions back or lose the response to their COMMIT.</summary>
internal sealed class WatchedDriver(IDriver driver) : IDriver
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _reads,
        _transactions,
        _waiting;

    /// <summary>Round trips that only read.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Transactions of commits, without those that only read the ledger.</summary>
    public int Transactions => Volatile.Read(ref _transactions);

    /// <summary>Units of work that are waiting or running.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>While true, every transaction runs a second time, as if the response to its COMMIT had been lost.</summary>
    public bool LosesResponses { get; set; }

    /// <summary>If not null, transactions throw this and do not run.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Transactions wait until the returned object is disposed.</summary>
    public async Task<IDisposable> HoldAsync()
    {
        await _gate.WaitAsync();
        return new Held(_gate);
    }

    public ValueTask ReadAsync(IReadOnlyList<Query> queries, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _reads);
        return driver.ReadAsync(queries, cancellation);
    }

    public async ValueTask<T> WriteAsync<T>(
        Func<ITransaction, ValueTask<T>> work,
        TimeSpan waited = default,
        CancellationToken cancellation = default
    )
    {
        if (Refusal is { } refusal)
            throw refusal;
        Interlocked.Increment(ref _waiting);
        await _gate.WaitAsync(cancellation);
        try
        {
            var result = await driver.WriteAsync(Watched(work), waited, cancellation);
            return LosesResponses ? await driver.WriteAsync(work, waited, cancellation) : result;
        }
        finally
        {
            _gate.Release();
            Interlocked.Decrement(ref _waiting);
        }
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    private Func<ITransaction, ValueTask<T>> Watched<T>(Func<ITransaction, ValueTask<T>> work) =>
        transaction => work(new Transaction(this, transaction));

    private sealed class Transaction(WatchedDriver watched, ITransaction transaction) : ITransaction
    {
        public ValueTask RunAsync(IReadOnlyList<Query> queries)
        {
            if (Locks(queries))
                Interlocked.Increment(ref watched._transactions);
            return transaction.RunAsync(queries);
        }

        public ValueTask CommitAsync(IReadOnlyList<Query> queries) => transaction.CommitAsync(queries);

        private static bool Locks(IReadOnlyList<Query> queries) =>
            queries.Any(q => q.Text.Contains(LedgerCypher.LockHead, StringComparison.Ordinal));
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
