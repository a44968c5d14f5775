using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>
/// Brings what full-text search finds up to the head of the ledger. A full-text index makes a new reader for each transaction that writes to it, which costs as much as the rest
/// of a small commit. So small commits leave the words at their nodes, unindexed (<see cref="WordPlacement"/>), and one transaction takes those of many commits
/// into the index: before a search, or soon.
/// </summary>
internal sealed class WordIndex(IDriver cypher, NodeCache cache, TimeProvider clock) : IAsyncDisposable
{
    // Bounds what a search may have to wait for.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    // Closing does not wait for a server that is away.
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _changing = new();
    private bool _isBehind;
    private Task _catchingUp = Task.CompletedTask;
    private Task _later = Task.CompletedTask;

    /// <summary>To be called after a commit, of this process or another, that may have left words unindexed.</summary>
    public void FellBehind()
    {
        lock (_changing)
        {
            _isBehind = true;
            if (_later.IsCompleted) _later = CatchUpLaterAsync();
        }
    }

    /// <summary>Returns when the words of every commit of this process are in the index, and those of others as far as they are known.</summary>
    public async ValueTask CatchUpAsync(CancellationToken cancellation)
    {
        // Without a cache nobody follows what others commit.
        if (!cache.IsOn) await cypher.ReadAsync([WordPlacement.AnyWaiting(FellBehind)], cancellation);
        await CatchUpAsync().WaitAsync(cancellation);
    }

    /// <summary>Leaves nothing behind where the server can be reached; otherwise the ledger's head keeps it for the next who opens the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Quietly(CatchUpAsync().WaitAsync(Closing, clock));
        _ending.Dispose();
    }

    private Task CatchUpAsync()
    {
        lock (_changing)
        {
            if (!_isBehind) return _catchingUp;
            _isBehind = false;
            return _catchingUp = CatchUpAfterAsync(_catchingUp);
        }
    }

    private async Task CatchUpAfterAsync(Task before)
    {
        await Quietly(before);
        try
        {
            await cypher.WriteAsync(async transaction =>
            {
                await transaction.CommitAsync([LedgerCypher.Lock(), WordPlacement.IndexWaiting]);
                return true;
            });
        }
        catch
        {
            lock (_changing) _isBehind = true;
            throw;
        }
    }

    private async Task CatchUpLaterAsync()
    {
        await Quietly(Task.Delay(Soon, clock, _ending.Token));
        if (!_ending.IsCancellationRequested) await Quietly(CatchUpAsync());
    }

    // What fails here is tried again by the next search or after the next commit.
    private static async Task Quietly(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
