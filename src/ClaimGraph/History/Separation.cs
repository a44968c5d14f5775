using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Stores;

namespace ClaimGraph.History;

/// <summary>How a merge is taken back: what it did stands in the ledger.</summary>
public static class Separation
{
    private const int EntriesAtOnce = 50;

    /// <summary>The operation that takes back the merge of a node.</summary>
    /// <exception cref="RefusedException">The node does not exist or was not merged, or was merged as part of another merge.</exception>
    public static async ValueTask<Unmerge> OfAsync(IClaimStore store, NodeId id, CancellationToken cancellation = default)
    {
        var node =
            (await store.GetAsync([id], cancellation))[0]
            ?? throw new RefusedException(ProblemCode.NotFound, $"{id.Kind} {id} does not exist.", "id");
        if (node.MergedInto is null)
            throw new RefusedException(ProblemCode.Conflict, $"{id.Kind} {id} is not merged into another record.", "id");
        var entry = await MergeOfAsync(store, id, cancellation);
        var merged = entry.Changes.Where(c => c.Action == ChangeAction.Merge).Select(c => c.Node).ToArray();
        var whole = merged.Where(m => !Noun.Of(m.Kind).IsLink).Cast<NodeId?>().FirstOrDefault() ?? id;
        if (whole != id)
            throw new RefusedException(
                ProblemCode.Conflict,
                $"{id.Kind} {id} was merged together with {whole.Kind} {whole}. Take that merge back.",
                "id"
            );
        return new Unmerge(id, [.. entry.Changes.Select(c => new MergedNode(Read(c, c.Before!), Read(c, c.After)))]);
    }

    private static Node Read(Change change, string json) => NodeJson.Read(change.Node.Kind, json);

    /// <summary>The newest entry that merged a node, with all its changes.</summary>
    private static async ValueTask<LedgerEntry> MergeOfAsync(IClaimStore store, NodeId id, CancellationToken cancellation)
    {
        for (var before = long.MaxValue; ; )
        {
            var entries = await store.HistoryAsync([id], before, EntriesAtOnce, cancellation);
            foreach (var entry in entries)
                if (entry.Changes.Any(c => c.Action == ChangeAction.Merge))
                    return (await store.ChangesAsync(entry.Revision - 1, 1, cancellation))[0];
            if (entries.Count < EntriesAtOnce)
                throw new ClaimGraphException($"The ledger has no merge of {id.Kind} {id}. Run `verify`.");
            before = entries[^1].Revision;
        }
    }
}
