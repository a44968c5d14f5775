using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// Commits a group of change sets, or replays entries of another ledger, in one transaction. The work is repeatable: a retry finds what is
/// already there.
/// </summary>
internal sealed class GroupCommit(NodeCache cache, KnownLedger ledger, TimeProvider clock)
{
    private readonly CommitProcedure _procedure = new(clock);
    private Task _written = Task.CompletedTask;

    /// <summary>Completes when the commit that is being written now, if any, has succeeded or failed.</summary>
    public Task Written => Volatile.Read(ref _written);

    public async ValueTask<bool> CommitAsync(ITransaction transaction, IReadOnlyList<QueuedCommit> group)
    {
        var scope = new CommitScope(transaction, cache, ledger);
        await scope.BeginAsync([.. group.Select(c => c.Changes)], [.. group.Where(c => c.MayBeCommitted).Select(c => c.CommitId)]);
        if (scope.IsAlreadyCommitted)
            return true; // all of it, because it was one transaction; the results are those of the earlier attempt
        foreach (var commit in group)
            await ApplyAsync(commit, scope);
        if (scope.HasChanges)
            foreach (var commit in group)
                commit.MayBeCommitted = true;
        return await WriteAsync(scope);
    }

    /// <summary>After a lost response to COMMIT the entries are already there, and nothing is left to add.</summary>
    public async ValueTask<bool> ReplayAsync(ITransaction transaction, IReadOnlyList<LedgerEntry> entries)
    {
        var scope = new CommitScope(transaction, cache, ledger);
        await scope.BeginAsync([], []);
        var rest = ReplayProcedure.After(await scope.HeadAsync(), entries);
        await scope.PrefetchAsync(ReplayProcedure.Created(rest), ReplayProcedure.Named(rest));
        foreach (var entry in rest)
        {
            scope.CommitId = Convert.ToHexStringLower(entry.Hash);
            await ReplayProcedure.RunAsync(entry, scope);
        }
        return await WriteAsync(scope);
    }

    /// <summary>Reads the head of the ledger where it is written.</summary>
    /// <param name="writes">True to also write to it, without a change.</param>
    public async ValueTask<bool> CheckAsync(ITransaction transaction, bool writes)
    {
        var lookup = ledger.Look(locks: writes);
        await transaction.CommitAsync(writes ? [lookup.Query, LedgerCypher.Unlock] : [lookup.Query]);
        lookup.Found();
        return true;
    }

    private async ValueTask ApplyAsync(QueuedCommit commit, CommitScope scope)
    {
        (commit.Result, commit.Refusal, scope.CommitId) = (null, null, commit.CommitId);
        try
        {
            commit.Result = await _procedure.RunAsync(commit.Changes, scope);
        }
        catch (RefusedException refusal)
        {
            commit.Refusal = refusal;
        }
    }

    private async ValueTask<bool> WriteAsync(CommitScope scope)
    {
        if (!scope.HasChanges)
            return true;
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _written, written.Task);
        cache.Touch(scope.Written.Select(n => n.Id), scope.Revision);
        try
        {
            await scope.CommitAsync();
            cache.Advance(scope.FoundRevision, scope.Revision);
            foreach (var node in scope.Written)
                cache.Keep(node, scope.Revision);
            return true;
        }
        finally
        {
            written.SetResult();
        }
    }
}
