using ClaimGraph.Ledger;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Commits.Derived;

namespace ClaimGraph.Stores;

/// <summary>
/// What adding entries of another ledger means, written once for all stores. A store opens a write transaction, runs this in it for one
/// entry after the other and makes the transaction durable, or rolls it back when this throws.
/// </summary>
public static class ReplayProcedure
{
    /// <summary>The entries that are to be added to a ledger with this head: those after it.</summary>
    /// <exception cref="LedgerMismatchException">They do not follow the ledger, or were changed after they were written.</exception>
    public static IReadOnlyList<LedgerEntry> After(LedgerHead head, IReadOnlyList<LedgerEntry> entries)
    {
        var known = entries.TakeWhile(e => e.Revision <= head.Revision).Count();
        if (known > 0 && !LedgerHead.Of(entries[known - 1]).IsSame(head))
            throw new LedgerMismatchException(
                $"The entries belong to another ledger: the one here ends with revision {head.Revision}, "
                    + "and its last entry is not the one that was sent."
            );
        var rest = entries.Skip(known).ToArray();
        foreach (var entry in rest)
        {
            if (entry.ProblemAfter(head) is { } problem)
                throw new LedgerMismatchException(
                    $"Entry {entry.Revision} cannot be added to a ledger at revision {head.Revision}: {problem}"
                );
            head = LedgerHead.Of(entry);
        }
        return rest;
    }

    /// <summary>The nodes that entries create.</summary>
    public static IReadOnlyList<NodeId> Created(IEnumerable<LedgerEntry> entries) =>
        [.. entries.SelectMany(e => e.Changes).Where(c => c.Before is null).Select(c => c.Node)];

    /// <summary>The nodes that entries change or name, each once, for stores that fetch them for many entries at once.</summary>
    public static IReadOnlyList<NodeId> Named(IEnumerable<LedgerEntry> entries) =>
        [
            .. entries
                .SelectMany(e => e.Changes)
                .SelectMany(c => NodeJson.Read(c.Node.Kind, c.After).Data.References.Select(r => r.Id).Append(c.Node))
                .Distinct(),
        ];

    /// <summary>Applies one entry, which must be the next one, within the transaction of <paramref name="scope"/>.</summary>
    public static async ValueTask RunAsync(LedgerEntry entry, ICommitScope scope)
    {
        var work = new WorkingSet(scope);
        var told = entry.Changes.Select(c => NodeJson.Read(c.Node.Kind, c.After)).ToArray();
        await work.LoadAsync(
            entry
                .Changes.Where(c => c.Before is not null)
                .Select(c => c.Node)
                .Concat(told.SelectMany(n => n.Data.References).Select(r => r.Id))
        );
        foreach (var node in told)
            work.Put(WithDerived(node, work.Before(node.Id), entry));
        await DerivedValues.UpdateAsync(work, scope, new SnapshotTexts(work, scope));
        var writes = work.Writes().ToArray();
        await scope.WriteAsync(entry with { Affected = NodeWrite.Affected(writes) }, entry.Results, writes);
    }

    /// <summary>What the ledger tells of a node, with what was derived so far.</summary>
    private static Node WithDerived(Node told, Node? before, LedgerEntry entry) =>
        before is null
            ? told with
            {
                CreatedBy = entry.Principal,
                UpdatedAt = entry.RecordedAt,
            }
            : before.With(told.Data) with
            {
                Version = told.Version,
                Status = told.Status,
                StatusReason = told.StatusReason,
                OtherKeys = told.OtherKeys,
                MergedInto = told.MergedInto,
                UpdatedAt = entry.RecordedAt,
            };
}
