namespace ClaimGraph.Neo4j.Driver;

/// <summary>
/// All that the store asks of a Neo4j driver: Cypher with parameters in, rows out. It knows nothing of claims, so another driver can
/// replace <c>Bolt/</c> without changes to the store. Safe for use by many threads.
/// <para>
/// Members throw <see cref="StoreUnavailableException"/> if the server cannot be reached, does not respond, rejects the credentials or does
/// not have the database, <see cref="Neo4jException"/> if it rejects a query, and <see cref="OperationCanceledException"/> when cancelled.
/// </para>
/// </summary>
internal interface IDriver : IAsyncDisposable
{
    /// <summary>
    /// Runs queries that only read, pipelined: in one round trip. Each sees every transaction that was committed through this object
    /// (bookmarks). Retried after a transient failure, unless a row has already been delivered.
    /// </summary>
    ValueTask ReadAsync(IReadOnlyList<Query> queries, CancellationToken cancellation = default);

    /// <summary>
    /// Runs a unit of work in one transaction. The work is repeated from the start after a transient failure, and also when the response to
    /// its COMMIT was lost: it must find out by itself whether it has been done. Rolled back if it throws or ends without <see
    /// cref="ITransaction.CommitAsync"/>.
    /// </summary>
    /// <param name="waited">How long the work has waited for its turn; the time for repetitions is shorter by that.</param>
    ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, TimeSpan waited = default, CancellationToken cancellation = default);
}

internal static class DriverExtensions
{
    /// <summary>Runs one query that writes, in a transaction of its own.</summary>
    public static async Task CommitAsync(this IDriver driver, Query query) =>
        await driver.WriteAsync(async transaction =>
        {
            await transaction.CommitAsync([query]);
            return true;
        });
}

/// <summary>A transaction that is open while a unit of work runs. For one thread at a time.</summary>
internal interface ITransaction
{
    /// <summary>Runs queries in one round trip; the first one also sends BEGIN.</summary>
    ValueTask RunAsync(IReadOnlyList<Query> queries);

    /// <summary>Runs the last queries and commits, in one round trip. Nothing can run after it.</summary>
    ValueTask CommitAsync(IReadOnlyList<Query> queries);
}
