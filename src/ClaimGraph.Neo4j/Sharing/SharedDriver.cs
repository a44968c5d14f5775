using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>
/// The driver as a store uses it that shares the database with applications: names have a prefix (<see cref="Prefix"/>), and rows that
/// cannot be read are skipped (<see cref="Strangers"/>).
/// </summary>
internal sealed class SharedDriver(IDriver driver, Prefix prefix, Strangers strangers) : IDriver
{
    public ValueTask ReadAsync(IReadOnlyList<Query> queries, CancellationToken cancellation = default) =>
        driver.ReadAsync(Shared(queries), cancellation);

    public ValueTask<T> WriteAsync<T>(
        Func<ITransaction, ValueTask<T>> work,
        TimeSpan waited = default,
        CancellationToken cancellation = default
    ) => driver.WriteAsync(transaction => work(new SharedTransaction(transaction, this)), waited, cancellation);

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    private Query[] Shared(IReadOnlyList<Query> queries) =>
        [.. queries.Select(q => q with { Text = prefix.In(q.Text), OnRow = q.OnRow is null ? null : strangers.Skipping(q.OnRow) })];

    private sealed class SharedTransaction(ITransaction transaction, SharedDriver driver) : ITransaction
    {
        public ValueTask RunAsync(IReadOnlyList<Query> queries) => transaction.RunAsync(driver.Shared(queries));

        public ValueTask CommitAsync(IReadOnlyList<Query> queries) => transaction.CommitAsync(driver.Shared(queries));
    }
}
