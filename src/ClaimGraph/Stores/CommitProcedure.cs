using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Commits.Applying;
using ClaimGraph.Stores.Commits.Derived;

namespace ClaimGraph.Stores;

/// <summary>
/// What a commit means, written once for all stores. A store opens a write transaction, runs this in it and makes the transaction
/// durable, or rolls it back when this throws. Reads go out in a few batches; all writes go out in one.
/// </summary>
public sealed class CommitProcedure(TimeProvider clock)
{
    /// <summary>The set in canonical form, to be given to <see cref="RunAsync"/>. It needs no store, so it is done before the
    /// transaction.</summary>
    /// <exception cref="RefusedException">With every problem found; paths start with the number of the operation.</exception>
    public static ChangeSet Check(ChangeSet changes) => ChangeSetRules.Check(changes);

    /// <summary>Applies a checked set within the transaction of <paramref name="scope"/>.</summary>
    /// <param name="beforeWriting">Gets the result that the commit will have, for stores that can lose the answer to the write.</param>
    /// <exception cref="RefusedException">The transaction must be rolled back.</exception>
    public async ValueTask<CommitResult> RunAsync(ChangeSet changes, ICommitScope scope, Action<CommitResult>? beforeWriting = null)
    {
        var now = clock.GetUtcNow().ToMillisecond();
        if (
            changes.IdempotencyKey is { } key
            && await scope.FindCommitAsync(key) is { } done
            && !(changes.IdempotentFor is { } time && now - done.RecordedAt > time)
        )
            return await RepeatAsync(done, changes, scope);
        var head = await scope.HeadAsync();
        var work = new WorkingSet(scope);

        var application = new Application(changes, work, scope, now);
        var outcomes = await application.RunAsync();
        var copies = await DerivedValues.UpdateAsync(work, scope, application.Texts);

        var writes = work.Writes().ToArray();
        var results = application.Results(outcomes, copies);
        if (writes.Length == 0)
            return new CommitResult(head.Revision, results);
        var entry = LedgerEntry.After(
            head,
            now,
            changes.Principal,
            changes.Reason,
            changes.IdempotencyKey,
            [.. writes.Where(w => w.IsChange).Select(ToChange)]
        ) with
        {
            Affected = NodeWrite.Affected(writes),
        };
        var result = new CommitResult(entry.Revision, results);
        beforeWriting?.Invoke(result);
        await scope.WriteAsync(entry, application.Targets, writes);
        return result;
    }

    private static async ValueTask<CommitResult> RepeatAsync(FoundCommit done, ChangeSet changes, ICommitScope scope)
    {
        if (!done.Results.Select(id => id.Kind).SequenceEqual(changes.Operations.Select(o => o.Id.Kind)))
            throw new RefusedException(
                ProblemCode.AlreadyExists,
                "This idempotency key was used for other changes. Use a new key.",
                "idempotencyKey"
            );
        var unique = done.Results.Distinct().ToArray();
        var nodes = (await scope.GetAsync(unique)).ToDictionary(n => n!.Id);
        return new CommitResult(done.Revision, [.. done.Results.Select(id => new OperationResult(Outcome.Existing, nodes[id]!))]);
    }

    private static Change ToChange(NodeWrite write) =>
        new(ActionOf(write), write.After.Id, write.Before is { } before ? NodeJson.Write(before) : null, NodeJson.Write(write.After));

    private static ChangeAction ActionOf(NodeWrite write) =>
        write.Before is not { } before ? ChangeAction.Create
        : before.MergedInto is null && write.After.MergedInto is not null ? ChangeAction.Merge
        : before.MergedInto is not null && write.After.MergedInto is null ? ChangeAction.Unmerge
        : before.Status == write.After.Status ? ChangeAction.Update
        : write.After.Status switch
        {
            RecordStatus.Retracted => ChangeAction.Retract,
            RecordStatus.Corrected => ChangeAction.Correct,
            _ => ChangeAction.Restore,
        };
}
