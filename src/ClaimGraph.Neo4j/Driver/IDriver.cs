namespace ClaimGraph.Neo4j.Driver;

/// <summary>
/// All that the store asks of a connection to Neo4j: Cypher with parameters in, rows out. It knows nothing of claims, so that another driver can
/// take the place of <c>Bolt/</c> without the store noticing. Safe to call from many threads.
/// <para>
/// Members throw <see cref="StoreUnavailableException"/> when the server cannot be reached, hangs, refuses the credentials or does not have the database,
/// <see cref="Neo4jException"/> for what it says against a statement, and <see cref="OperationCanceledException"/> when cancelled.
/// </para>
/// </summary>
internal interface IDriver : IAsyncDisposable
{
    /// <summary>
    /// Runs statements that only read, all in one flight. Each sees what every transaction committed through this object left behind (bookmarks).
    /// Repeated by itself after a transient failure as long as no row was given out.
    /// </summary>
    ValueTask ReadAsync(IReadOnlyList<Query> flight, CancellationToken cancellation = default);

    /// <summary>
    /// Carries out a unit of work in one transaction. It is begun again from the start when the server calls a failure transient, and also when the answer to
    /// its COMMIT was lost: the work has to find out by itself whether it was done already. Rolled back when it throws or ends without <see cref="ITransaction.CommitAsync"/>.
    /// </summary>
    ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default);
}

internal static class CypherStatement
{
    /// <summary>Runs one statement that writes, in a transaction of its own.</summary>
    public static async Task CommitAsync(this IDriver cypher, Query query) => await cypher.WriteAsync(async transaction =>
    {
        await transaction.CommitAsync([query]);
        return true;
    });
}

/// <summary>A transaction that is open while a unit of work runs. Used by one thread at a time.</summary>
internal interface ITransaction
{
    /// <summary>Runs statements in one flight; the first one of the transaction takes BEGIN along.</summary>
    ValueTask RunAsync(IReadOnlyList<Query> flight);

    /// <summary>Runs the last statements and commits, in one flight. Nothing can be run after it.</summary>
    ValueTask CommitAsync(IReadOnlyList<Query> flight);
}
