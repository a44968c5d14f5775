using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>
/// Brings the full-text index up to the head of the ledger. A full-text index opens a new reader for each transaction that writes to it,
/// which costs as much as the rest of a small commit. So small commits leave their words unindexed (<see cref="WordPlacement"/>), and one
/// transaction indexes the words of many commits: before a search, or after a short delay.
/// </summary>
internal sealed class WordIndex(IDriver driver, NodeCache cache, TimeProvider clock) : IAsyncDisposable
{
    // Limits what a search has to index before it can run.
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    // Closing the store does not wait for a server that does not respond.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _changing = new();
    private bool _isBehind;
    private Task _catchingUp = Task.CompletedTask;
    private Task _later = Task.CompletedTask;

    /// <summary>To be called after a commit, of this process or another, that may have left words unindexed.</summary>
    public void MarkBehind()
    {
        lock (_changing)
        {
            _isBehind = true;
            if (_later.IsCompleted)
                _later = CatchUpLaterAsync();
        }
    }

    /// <summary>Completes when the index has the words of every commit of this process, and of the known commits of others.</summary>
    public async ValueTask CatchUpAsync(CancellationToken cancellation)
    {
        // Without a node cache, commits of other processes are not noticed.
        if (!cache.IsOn)
            await driver.ReadAsync([WordPlacement.AnyWaiting(MarkBehind)], cancellation);
        await CatchUpAsync().WaitAsync(cancellation);
    }

    /// <summary>
    /// Indexes what is left if the server responds; otherwise the next process that opens the database finds it at the head of the ledger.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await IgnoreFailure(CatchUpAsync().WaitAsync(CloseTimeout, clock));
        _ending.Dispose();
    }

    private Task CatchUpAsync()
    {
        lock (_changing)
        {
            if (!_isBehind)
                return _catchingUp;
            _isBehind = false;
            return _catchingUp = CatchUpAfterAsync(_catchingUp);
        }
    }

    private async Task CatchUpAfterAsync(Task before)
    {
        await IgnoreFailure(before);
        try
        {
            await driver.WriteAsync(async transaction =>
            {
                await transaction.CommitAsync([LedgerCypher.Lock, WordPlacement.IndexWaiting]);
                return true;
            });
        }
        catch
        {
            lock (_changing)
                _isBehind = true;
            throw;
        }
    }

    private async Task CatchUpLaterAsync()
    {
        await IgnoreFailure(Task.Delay(Delay, clock, _ending.Token));
        if (!_ending.IsCancellationRequested)
            await IgnoreFailure(CatchUpAsync());
    }

    // After a failure, the next search or the next commit tries again.
    private static async Task IgnoreFailure(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
