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
    private readonly Neo4jOptions _options;
    private readonly TimeProvider _clock;
    private readonly Task _running;
    private readonly SemaphoreSlim _turn = new(1, 1); // one transaction at a time, of a group or of a replay
    private volatile bool _hasFailed; // the last transaction, because the database cannot be used

    public CommitQueue(IDriver driver, GroupCommit commit, Neo4jOptions options, TimeProvider clock)
    {
        (_driver, _commit, _options, _clock) = (driver, commit, options, clock);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Completes if the database can be read and written at present. It is written to only if that failed the last time.</summary>
    public async ValueTask CheckAsync(CancellationToken cancellation)
    {
        var writes = _hasFailed;
        await _driver.WriteAsync(transaction => _commit.CheckAsync(transaction, writes), cancellation: cancellation);
        if (writes)
            _hasFailed = false;
    }

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        var commit = new QueuedCommit(CommitProcedure.Check(changes), _clock.GetTimestamp(), cancellation);
        try
        {
            await _queue.Writer.WriteAsync(commit, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The store is closed.");
        }
        await using var registration = cancellation.UnsafeRegister(static commit => ((QueuedCommit)commit!).Cancel(), commit);
        return await commit.Completion.Task;
    }

    /// <summary>Appends entries of another ledger, in one transaction.</summary>
    public async ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _driver.WriteAsync(transaction => _commit.ReplayAsync(transaction, entries), cancellation: CancellationToken.None);
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
            if (commit.TryTake())
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
            await WriteAsync(group);
            _hasFailed = false;
        }
        catch (Exception failure) when (failure is StoreUnavailableException || group.Count == 1)
        {
            _hasFailed = failure is StoreUnavailableException;
            foreach (var commit in group)
                commit.Completion.TrySetException(failure);
            if (_hasFailed)
                FailOverdue(failure);
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

    /// <exception cref="StoreUnavailableException">Also if the only commit took too long.</exception>
    private async Task WriteAsync(List<QueuedCommit> group)
    {
        // They are in the order of their arrival.
        var waited = Waited(group[0]);
        using var deadline = new CancellationTokenSource(IsLarge(group) ? Timeout.InfiniteTimeSpan : Left(waited), _clock);
        try
        {
            await _driver.WriteAsync(transaction => _commit.CommitAsync(transaction, group), waited, deadline.Token);
        }
        catch (Exception) when (group.Count == 1 && deadline.IsCancellationRequested)
        {
            throw new StoreUnavailableException(
                $"Neo4j did not confirm the commit within {_options.CommitTimeout.TotalSeconds:0.###} s. "
                    + "If you send it again, use the same clientMutationId: then it is applied once."
            );
        }
    }

    // Where much is entered, as by an import, only the server's own limit counts.
    private static bool IsLarge(List<QueuedCommit> group) => group.Sum(c => c.Changes.Operations.Count) >= EnoughOperations;

    private TimeSpan Left(TimeSpan waited) => waited < _options.CommitTimeout ? _options.CommitTimeout - waited : TimeSpan.Zero;

    /// <summary>Fails the waiting commits that have waited for as long as the failed one was retried.</summary>
    private void FailOverdue(Exception failure)
    {
        while (_queue.Reader.TryPeek(out var next) && Waited(next) > _options.RetryTime && _queue.Reader.TryRead(out next))
            if (next.TryTake())
                next.Completion.TrySetException(failure);
    }

    private TimeSpan Waited(QueuedCommit commit) => _clock.GetElapsedTime(commit.QueuedAt);
}
