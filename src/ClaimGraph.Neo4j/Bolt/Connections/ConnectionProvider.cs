using ClaimGraph.Neo4j.Bolt.Errors;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Which server gets what.</summary>
internal abstract class ConnectionProvider : IAsyncDisposable
{
    /// <exception cref="BoltException">None can be found.</exception>
    public abstract ValueTask<ConnectionPool> ForAsync(bool reads, IReadOnlyList<string> bookmarks, CancellationToken cancellation);

    /// <summary>Learns from a failure that a server is gone or no longer takes writes.</summary>
    public abstract void Failed(ConnectionPool pool, Exception failure);

    public abstract ValueTask DisposeAsync();
}

/// <summary><c>bolt://</c>: one server gets all.</summary>
internal sealed class DirectProvider(ConnectionPool pool) : ConnectionProvider
{
    public override ValueTask<ConnectionPool> ForAsync(bool reads, IReadOnlyList<string> bookmarks, CancellationToken cancellation) => new(pool);

    public override void Failed(ConnectionPool pool, Exception failure) { }

    public override ValueTask DisposeAsync() => pool.DisposeAsync();
}
