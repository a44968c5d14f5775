using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Chooses the server for a transaction.</summary>
internal abstract class ConnectionProvider : IAsyncDisposable
{
    /// <exception cref="BoltException">No server was found.</exception>
    public abstract ValueTask<ConnectionPool> PoolAsync(bool isRead, IReadOnlyList<string> bookmarks, CancellationToken cancellation);

    /// <summary>Learns from a failure that a server is gone or does not accept writes.</summary>
    public abstract void OnFailure(ConnectionPool pool, Exception failure);

    public abstract ValueTask DisposeAsync();
}

/// <summary><c>bolt://</c>: one server for everything.</summary>
internal sealed class DirectProvider(ConnectionPool pool) : ConnectionProvider
{
    public override ValueTask<ConnectionPool> PoolAsync(bool isRead, IReadOnlyList<string> bookmarks, CancellationToken cancellation) =>
        new(pool);

    public override void OnFailure(ConnectionPool pool, Exception failure) { }

    public override ValueTask DisposeAsync() => pool.DisposeAsync();
}
