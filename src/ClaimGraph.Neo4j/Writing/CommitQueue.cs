using System.Threading.Channels;
using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// Runs commits one transaction after the other. Change sets that arrive during a transaction share the next one (group commit): they wait
/// here, not for a lock in the database, and pay together for one lock and one flush of the transaction log. A refused change set does not
/// affect the others; if the transaction fails, each is tried alone.
/// </summary>
internal sealed class CommitQueue : IAsyncDisposable
{
    private const int MaxGroup = 128;
    private const int EnoughOperations = 1_000;

    // A fraction of the time that a transaction takes anyway.
    private static readonly TimeSpan GroupingDelay = TimeSpan.FromMilliseconds(2);

    private readonly Channel<QueuedCommit> _queue = Channel.CreateBounded<QueuedCommit>(
        new BoundedChannelOptions(4 * MaxGroup) { SingleReader = true }
    );

    private readonly IDriver _driver;
    private readonly GroupCommit _commit;
    private readonly TimeProvider _clock;
    private readonly Task _running;
    private readonly SemaphoreSlim _turn = new(1, 1); // one transaction at a time, of a group or of a replay

    public CommitQueue(IDriver driver, GroupCommit commit, TimeProvider clock)
    {
        (_driver, _commit, _clock) = (driver, commit, clock);
        _running = Task.Run(RunAsync);
    }

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        var commit = new QueuedCommit(CommitProcedure.Check(changes), cancellation);
        try
        {
            await _queue.Writer.WriteAsync(commit, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The store is closed.");
        }
        return await commit.Completion.Task;
    }

    /// <summary>Appends entries of another ledger, in one transaction.</summary>
    public async ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _driver.WriteAsync(transaction => _commit.ReplayAsync(transaction, entries), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Commits what is in the queue, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync()
    {
        var expected = 1;
        while (await _queue.Reader.WaitToReadAsync())
        {
            await _turn.WaitAsync();
            var group = await NextGroupAsync(expected);
            if (group.Count > 0)
                await CommitAsync(group);
            _turn.Release();
            // Callers whose commit has just completed often have another one: with those that are waiting they form the next group.
            expected = group.Count + _queue.Reader.Count;
        }
    }

    private async Task<List<QueuedCommit>> NextGroupAsync(int expected)
    {
        var (group, operations, delay) = (new List<QueuedCommit>(), 0, (Task?)null);
        while (group.Count < MaxGroup && operations < EnoughOperations)
        {
            if (!_queue.Reader.TryRead(out var commit))
            {
                if (group.Count >= expected || !await WaitForNextAsync(delay ??= Task.Delay(GroupingDelay, _clock)))
                    break;
                continue;
            }
            // A commit that has begun is not cancelled: what was reported as cancelled must not be in the store later.
            if (commit.Cancellation.IsCancellationRequested)
                commit.Completion.TrySetCanceled(commit.Cancellation);
            else
                group.Add(commit);
            operations += commit.Changes.Operations.Count;
        }
        return group;
    }

    /// <summary>False if the delay is over, or the queue is closed, before another commit arrives.</summary>
    private async Task<bool> WaitForNextAsync(Task delay)
    {
        var next = _queue.Reader.WaitToReadAsync().AsTask();
        return await Task.WhenAny(next, delay) == next && await next;
    }

    private async Task CommitAsync(List<QueuedCommit> group)
    {
        try
        {
            await _driver.WriteAsync(transaction => _commit.CommitAsync(transaction, group), CancellationToken.None);
        }
        catch (Exception failure) when (failure is StoreUnavailableException || group.Count == 1)
        {
            foreach (var commit in group)
                commit.Completion.TrySetException(failure);
            return;
        }
        catch (Exception)
        {
            foreach (var commit in group)
                await CommitAsync([commit]);
            return;
        }
        foreach (var commit in group)
            commit.Complete();
    }
}
