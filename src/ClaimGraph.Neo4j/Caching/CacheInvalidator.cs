using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Caching;

/// <summary>
/// Learns from the ledger what other processes have committed, so that nothing in the cache is older than an interval. It queries only
/// while there are reads: after half the interval beside a read, after the whole interval before it.
/// </summary>
internal sealed class CacheInvalidator(IDriver driver, NodeCache cache, KnownLedger ledger, TimeSpan interval, TimeProvider clock)
{
    // After more commits than this, clearing the whole cache is cheaper.
    private const long MaxCommits = 1_000;

    private readonly Lock _starting = new();
    private Task _check = Task.CompletedTask;
    private long _checkedAt = long.MinValue; // when the last successful check began

    /// <summary>Completes when the cache is at most an interval old.</summary>
    public ValueTask RefreshAsync(CancellationToken cancellation)
    {
        ledger.ThrowIfLost();
        if (!cache.IsOn)
            return default;
        var age = Age();
        if (age < interval / 2)
            return default;
        var check = Start();
        return age < interval ? default : new ValueTask(check.WaitAsync(cancellation));
    }

    /// <summary>Completes when the cache includes a commit that the caller has seen in the ledger.</summary>
    public async ValueTask RefreshAsync(long revision, CancellationToken cancellation)
    {
        // A check in progress may have begun before that commit.
        for (var checks = 0; cache.IsOn && cache.Known < revision && checks < 2; checks++)
            await Start(atOnce: true).WaitAsync(cancellation);
    }

    private TimeSpan Age() => Volatile.Read(ref _checkedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : clock.GetElapsedTime(at);

    private Task Start(bool atOnce = false)
    {
        lock (_starting)
        {
            if (_check.IsCompleted && (atOnce || Age() >= interval / 2 || _check.IsFaulted))
                _check = CheckAsync();
            return _check;
        }
    }

    private async Task CheckAsync()
    {
        var began = clock.GetTimestamp();
        // As a write transaction: the leader of a cluster runs it, and later reads on other servers are not older.
        await driver.WriteAsync(async transaction =>
        {
            var (lookup, next) = (ledger.Look(locks: false), cache.Known);
            var entries = new List<(long Revision, NodeId[]? Touched)>();
            await transaction.CommitAsync([
                lookup.Query,
                LedgerCypher.Touched(next, MaxCommits, (revision, touched) => entries.Add((revision, touched))),
            ]);
            Apply(lookup.Found().Revision, next, entries);
            return true;
        });
        Volatile.Write(ref _checkedAt, began);
    }

    private void Apply(long head, long known, List<(long Revision, NodeId[]? Touched)> entries)
    {
        foreach (var (revision, touched) in entries)
        {
            if (revision != known + 1)
                break;
            if (touched is null)
                cache.Clear(revision);
            else
                cache.Touch(touched, revision);
            cache.Advance(known, revision);
            known = revision;
        }
        if (known < head)
            cache.Clear(head);
    }
}
