using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Caching;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>
/// Counts that were read, until the next commit. They are read as a whole only when they are asked for a second time without a commit in
/// between: where commits are frequent, reading the requested part is cheaper.
/// </summary>
internal sealed class CountCache(NodeCache cache, CacheInvalidator invalidator)
{
    private sealed record Entry(long Revision, object? Value);

    private readonly ConcurrentDictionary<object, Entry> _entries = [];

    /// <summary>The cached value of a key, as recent as cached nodes are.</summary>
    /// <param name="read">Reads the value as a whole.</param>
    /// <returns>Null if it is better to read only the requested part.</returns>
    public async ValueTask<T?> GetAsync<TState, T>(
        object key,
        TState state,
        Func<TState, ValueTask<T>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        if (!cache.IsOn)
            return null; // without a node cache, commits of other servers are not noticed
        await invalidator.RefreshAsync(cancellation);
        var known = cache.Known;
        var entry = _entries.GetValueOrDefault(key);
        if (entry is { Value: T value } && entry.Revision == known)
            return value;
        var whole = entry?.Revision == known ? await read(state) : null;
        _entries[key] = new Entry(known, whole);
        return whole;
    }
}
