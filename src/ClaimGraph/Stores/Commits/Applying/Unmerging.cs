using ClaimGraph.Changes;
using ClaimGraph.Ledger;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>
/// Takes back a merge: nodes that it merged or retracted stand again, and what it re-pointed, and still points where the merge pointed it,
/// gets back what it had. Whatever was changed since in other fields stays.
/// </summary>
internal sealed class Unmerging(Unmerge unmerge, WorkingSet work, ICommitScope scope, Refusals refusals, DateTimeOffset now)
{
    private readonly Redirects _redirects = new(work);
    private readonly HashSet<NodeId> _touched = [];

    public async ValueTask<Outcome> RunAsync()
    {
        var changes = unmerge.Changes;
        await _redirects.LoadAsync(
            changes.SelectMany(c => c.Before.Data.References.Concat(c.After.Data.References).Select(r => r.Id).Append(c.Before.Id))
        );
        if (work.Find(unmerge.Id)?.MergedInto is null)
            return Outcome.Unchanged;
        if (unmerge.ExpectedVersion is { } expected)
            new Versions(refusals).IsCurrent(work[unmerge.Id], expected, 0);
        refusals.ThrowIfAny();
        foreach (var change in changes)
            Stand(change);
        foreach (var change in changes)
            Restore(change);
        await CheckKeysAsync();
        await new MergedGraph(work, refusals).CheckAsync(_touched);
        refusals.ThrowIfAny();
        return Outcome.Updated;
    }

    /// <summary>Takes back that a node was merged or retracted, unless that was changed since.</summary>
    private void Stand(MergedNode change)
    {
        var (before, after) = (change.Before, change.After);
        var node = work[before.Id];
        if (before.MergedInto == after.MergedInto && before.Status == after.Status)
            return;
        if ((node.MergedInto, node.Status, node.StatusReason) == (after.MergedInto, after.Status, after.StatusReason))
            Put(node with { MergedInto = before.MergedInto, Status = before.Status, StatusReason = before.StatusReason });
    }

    private void Restore(MergedNode change)
    {
        var node = work[change.Before.Id];
        var content = RestoredContent.Of(node.Data, change.Before.Data, change.After.Data, _redirects.Of);
        if (NodeJson.Write(node) == NodeJson.Write(node.With(content)))
            return;
        Put(node.With(content));
    }

    /// <summary>No link has the identity of another.</summary>
    private async ValueTask CheckKeysAsync()
    {
        Node[] links = [.. _touched.Select(id => work[id]).Where(n => n.IsActive && Noun.Of(n.Kind).IsLink)];
        NaturalKey[] keys = [.. links.SelectMany(n => n.NaturalKeys()).Distinct()];
        var found = keys.Length == 0 ? [] : await scope.FindAsync(keys);
        await work.LoadAsync(found.OfType<NodeId>());
        var owners = keys.Zip(found).Where(f => f.Second is { } id && work[id].NaturalKeys().Contains(f.First));
        var taken = owners.ToDictionary(f => f.First, f => f.Second!.Value);
        foreach (var link in links)
        foreach (var key in link.NaturalKeys())
            if (!taken.TryAdd(key, link.Id) && taken[key] != link.Id)
                refusals.Add(
                    0,
                    ProblemCode.AlreadyExists,
                    $"{link.Kind} {link.Id} would be the same as {taken[key]}, which was entered since. Retract one of them first.",
                    "id"
                );
    }

    private void Put(Node node)
    {
        _touched.Add(node.Id);
        work.Put(node with { Version = work.Before(node.Id)!.Version + 1, UpdatedAt = now });
    }
}
