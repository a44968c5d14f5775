namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Which server gets what.</summary>
internal abstract class Servers : IAsyncDisposable
{
    /// <exception cref="BoltException">None can be found.</exception>
    public abstract ValueTask<Pool> ForAsync(bool reads, IReadOnlyList<string> bookmarks, CancellationToken cancellation);

    /// <summary>Learns from a failure that a server is gone or no longer takes writes.</summary>
    public abstract void Failed(Pool pool, Exception failure);

    public abstract ValueTask DisposeAsync();
}

/// <summary><c>bolt://</c>: one server gets all.</summary>
internal sealed class OneServer(Pool pool) : Servers
{
    public override ValueTask<Pool> ForAsync(bool reads, IReadOnlyList<string> bookmarks, CancellationToken cancellation) => new(pool);

    public override void Failed(Pool pool, Exception failure) { }

    public override ValueTask DisposeAsync() => pool.DisposeAsync();
}
