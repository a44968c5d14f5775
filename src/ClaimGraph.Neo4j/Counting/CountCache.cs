using System.Collections.Concurrent;
using ClaimGraph.Neo4j.Caching;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>
/// What was read of the tallies, for as long as nothing is committed. It is read as a whole only when the same was asked before with no commit in between:
/// where commits are frequent, reading the part that is asked for is cheaper.
/// </summary>
internal sealed class CountCache(NodeCache cache, CacheInvalidator follower)
{
    private sealed record Entry(long Revision, object? Value);

    private readonly ConcurrentDictionary<object, Entry> _entries = [];

    /// <summary>What is kept under a key and as new as nodes from the cache are.</summary>
    /// <param name="read">Reads it as a whole.</param>
    /// <returns>Null when it is better to read just the part that is asked for.</returns>
    public async ValueTask<T?> GetAsync<TState, T>(object key, TState state, Func<TState, ValueTask<T>> read, CancellationToken cancellation) where T : class
    {
        if (!cache.IsOn) return null;               // then nobody follows what others commit
        await follower.FollowAsync(cancellation);
        var known = cache.Known;
        var entry = _entries.GetValueOrDefault(key);
        if (entry is { Value: T kept } && entry.Revision == known) return kept;
        var value = entry?.Revision == known ? await read(state) : null;
        _entries[key] = new Entry(known, value);
        return value;
    }
}
