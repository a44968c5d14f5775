using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Searching;

namespace ClaimGraph.Neo4j.Caching;

/// <summary>
/// Finds out what other processes have committed, so that the cache holds nothing older than an interval. It asks only when somebody reads: at the
/// half of the interval beside the read, after the whole before it.
/// </summary>
internal sealed class CacheInvalidator(IDriver cypher, NodeCache cache, WordIndex words, TimeSpan interval, TimeProvider clock)
{
    // Beyond so many commits it is cheaper to forget everything.
    private const long MostCommits = 1_000;

    private readonly Lock _starting = new();
    private Task _check = Task.CompletedTask;
    private long _checkedAt = long.MinValue;            // when the last check that succeeded began

    /// <summary>Returns when the cache is as of a moment that is at most an interval ago.</summary>
    public ValueTask FollowAsync(CancellationToken cancellation)
    {
        if (!cache.IsOn) return default;
        var age = Age();
        if (age < interval / 2) return default;
        var check = Start();
        return age < interval ? default : new ValueTask(check.WaitAsync(cancellation));
    }

    /// <summary>Returns when the cache is as of a commit that the caller has seen in the ledger.</summary>
    public async ValueTask FollowAsync(long revision, CancellationToken cancellation)
    {
        // A check that is under way may have begun before that commit.
        for (var checks = 0; cache.IsOn && cache.Known < revision && checks < 2; checks++) await Start(atOnce: true).WaitAsync(cancellation);
    }

    private TimeSpan Age() => Volatile.Read(ref _checkedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : clock.GetElapsedTime(at);

    private Task Start(bool atOnce = false)
    {
        lock (_starting)
        {
            if (_check.IsCompleted && (atOnce || Age() >= interval / 2 || _check.IsFaulted)) _check = CheckAsync();
            return _check;
        }
    }

    private async Task CheckAsync()
    {
        var began = clock.GetTimestamp();
        // As a transaction that writes it is answered by the leader of a cluster, and what is read after it on other servers is not older.
        await cypher.WriteAsync(async transaction =>
        {
            var (head, next) = (0L, cache.Known);
            var entries = new List<(long Revision, NodeId[]? Touched)>();
            await transaction.CommitAsync(
            [
                new Query("MATCH (l:Ledger {name: 'ledger'}) RETURN l.revision", row => head = row.Long()),
                WordPlacement.AnyWaiting(words.FellBehind),
                LedgerCypher.Touched(next, MostCommits, (revision, touched) => entries.Add((revision, touched))),
            ]);
            Apply(head, next, entries);
            return true;
        }, CancellationToken.None);
        Volatile.Write(ref _checkedAt, began);
    }

    private void Apply(long head, long known, List<(long Revision, NodeId[]? Touched)> entries)
    {
        foreach (var (revision, touched) in entries)
        {
            if (revision != known + 1) break;
            if (touched is null) cache.Clear(revision);
            else cache.Touch(touched, revision);
            cache.Advance(known, revision);
            known = revision;
        }
        if (known < head) cache.Clear(head);
    }
}
