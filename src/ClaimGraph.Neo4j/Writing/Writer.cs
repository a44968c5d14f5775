using System.Threading.Channels;
using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Searching;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// Commits one transaction after the other. Sets that queue while one is under way share the next (group commit): they wait here and not for the lock in the
/// database, and pay for one lock and one flush of the log together. A set that is refused leaves the others alone; when the transaction fails, each is tried again on its own.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostSets = 128;
    private const int EnoughOperations = 1_000;

    // A fraction of what a transaction takes anyhow.
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(2);

    private sealed record Request(ChangeSet Changes, CancellationToken Cancellation)
    {
        public TaskCompletionSource<CommitResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public string CommitId { get; } = Guid.NewGuid().ToString("N");

        /// <summary>What the last attempt came to.</summary>
        public CommitResult? Result { get; set; }
        public RefusedException? Refusal { get; set; }

        /// <summary>True once an attempt was about to write: when its answer is lost, it may be done.</summary>
        public bool MayBeDone { get; set; }
    }

    private readonly Channel<Request> _queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(4 * MostSets) { SingleReader = true });
    private readonly IDriver _cypher;
    private readonly NodeCache _cache;
    private readonly WordIndex _words;
    private readonly CommitProcedure _procedure;
    private readonly Task _running;
    private readonly SemaphoreSlim _turn = new(1, 1);       // a transaction at a time, of a group or of a replay
    private Task _committed = Task.CompletedTask;

    public Writer(IDriver cypher, NodeCache cache, WordIndex words, TimeProvider clock)
    {
        (_cypher, _cache, _words, _procedure) = (cypher, cache, words, new CommitProcedure(clock));
        _running = Task.Run(RunAsync);
    }

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        var request = new Request(CommitProcedure.Check(changes), cancellation);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException("The store is closed.");
        }
        return await request.Done.Task;
    }

    /// <summary>Ends when no node is being written any more of those that were when this was asked, whether the commit succeeded or not.</summary>
    public Task Committed => Volatile.Read(ref _committed);

    /// <summary>Adds entries of another ledger, in one transaction.</summary>
    public async ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _cypher.WriteAsync(transaction => ReplayOnceAsync(transaction, entries), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends after the sets that wait.</summary>
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
            if (group.Count > 0) await CommitAsync(group);
            _turn.Release();
            // Those who are answered now often have more to write: with those who wait already they make the next group.
            expected = group.Count + _queue.Reader.Count;
        }
    }

    private async Task<List<Request>> NextGroupAsync(int expected)
    {
        var (group, operations, patience) = (new List<Request>(), 0, (Task?)null);
        while (group.Count < MostSets && operations < EnoughOperations)
        {
            if (!_queue.Reader.TryRead(out var request))
            {
                if (group.Count >= expected || await IsOverAsync(patience ??= Task.Delay(MostPatience))) break;
                continue;
            }
            // Once begun it is not cancelled: what is acknowledged as refused must not be there later.
            if (request.Cancellation.IsCancellationRequested) request.Done.TrySetCanceled(request.Cancellation);
            else group.Add(request);
            operations += request.Changes.Operations.Count;
        }
        return group;
    }

    /// <summary>Waits for another set. True when it is not worth waiting any longer.</summary>
    private async Task<bool> IsOverAsync(Task patience)
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        return await Task.WhenAny(more, patience) == patience || !await more;
    }

    private async Task CommitAsync(List<Request> group)
    {
        try
        {
            await _cypher.WriteAsync(transaction => AttemptAsync(transaction, group), CancellationToken.None);
        }
        catch (Exception failure) when (failure is StoreUnavailableException || group.Count == 1)
        {
            foreach (var request in group) request.Done.TrySetException(failure);
            return;
        }
        catch (Exception)
        {
            foreach (var request in group) await CommitAsync([request]);
            return;
        }
        foreach (var request in group)
        {
            if (request.Refusal is { } refusal) request.Done.TrySetException(refusal);
            else request.Done.TrySetResult(request.Result!);
        }
    }

    private async ValueTask<bool> AttemptAsync(ITransaction transaction, List<Request> group)
    {
        var scope = new CommitScope(transaction, _cache);
        await scope.BeginAsync([.. group.Select(r => r.Changes)], [.. group.Where(r => r.MayBeDone).Select(r => r.CommitId)]);
        if (scope.IsDone)
        {
            // As the earlier attempt found it; all of it, as it was one transaction.
            _words.FellBehind();
            return true;
        }
        foreach (var request in group) await ApplyAsync(request, scope);
        if (scope.Revision > scope.Found)
            foreach (var request in group) request.MayBeDone = true;
        return await WriteAsync(scope);
    }

    /// <summary>When the answer to an earlier COMMIT was lost, this finds the entries there and has nothing to add.</summary>
    private async ValueTask<bool> ReplayOnceAsync(ITransaction transaction, IReadOnlyList<LedgerEntry> entries)
    {
        var scope = new CommitScope(transaction, _cache);
        await scope.BeginAsync([], []);
        var rest = ReplayProcedure.After(await scope.HeadAsync(), entries);
        await scope.ForeseeAsync(ReplayProcedure.Created(rest), ReplayProcedure.Named(rest));
        foreach (var entry in rest)
        {
            scope.CommitId = Convert.ToHexStringLower(entry.Hash);
            await ReplayProcedure.RunAsync(entry, scope);
        }
        return await WriteAsync(scope);
    }

    private async ValueTask<bool> WriteAsync(CommitScope scope)
    {
        if (scope.Revision == scope.Found) return true;
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _committed, committed.Task);
        _cache.Touch(scope.Written.Select(n => n.Id), scope.Revision);
        try
        {
            await scope.CommitAsync();
            if (scope.LeavesWords) _words.FellBehind();
            _cache.Advance(scope.Found, scope.Revision);
            foreach (var node in scope.Written) _cache.Keep(node, scope.Revision);
            return true;
        }
        finally
        {
            committed.SetResult();
        }
    }

    private async ValueTask ApplyAsync(Request request, CommitScope scope)
    {
        (request.Result, request.Refusal, scope.CommitId) = (null, null, request.CommitId);
        try
        {
            request.Result = await _procedure.RunAsync(request.Changes, scope);
        }
        catch (RefusedException refusal)
        {
            request.Refusal = refusal;
        }
    }
}
