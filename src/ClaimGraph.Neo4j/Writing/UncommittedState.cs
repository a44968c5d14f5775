using ClaimGraph.Ledger;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>A commit that is to be written.</summary>
/// <param name="Touched">The nodes that it writes, those of which only derived values change included.</param>
internal sealed record UncommittedEntry(LedgerEntry Entry, IReadOnlyList<NodeId> Results, string CommitId, NodeId[] Touched);

/// <summary>What the sets of one transaction write, one after the other, before the database has it.</summary>
internal sealed class UncommittedState
{
    private readonly Dictionary<NodeId, NodeWrite> _writes = [];
    private readonly Dictionary<NodeId, string?> _snapshots = [];
    private readonly List<UncommittedEntry> _entries = [];

    /// <summary>The nodes as they are read once they are written.</summary>
    public IEnumerable<Node> Nodes => _writes.Values.Select(w => WithoutSnapshot(w.After));

    /// <summary>Each node as it is in the database and as it will be, in the order of ids.</summary>
    public IEnumerable<NodeWrite> Writes => _writes.Values.OrderBy(w => w.After.Id);

    /// <summary>The texts that sources get; null where a snapshot goes.</summary>
    public IReadOnlyDictionary<NodeId, string?> Snapshots => _snapshots;

    public IReadOnlyList<UncommittedEntry> Entries => _entries;

    public void Add(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes, string commitId)
    {
        foreach (var (before, after) in writes)
        {
            var known = _writes.TryGetValue(after.Id, out var first);
            if (known && before is null) throw new ClaimGraphException($"There is a node {after.Id} already.");
            _writes[after.Id] = new NodeWrite(known ? first.Before : before, after);
            if (after is not Source { Content.Snapshot: var snapshot }) continue;
            if (snapshot is { Text.Length: > 0 }) _snapshots[after.Id] = snapshot.Text;
            else if (snapshot is null && before is Source { Content.Snapshot: not null }) _snapshots[after.Id] = null;
        }
        _entries.Add(new UncommittedEntry(entry, results, commitId, [.. writes.Select(w => w.After.Id)]));
    }

    /// <summary>Brings the nodes that name one of <paramref name="ids"/> from the state of the database to that of the sets.</summary>
    public void Relink(Dictionary<NodeId, Node> nodes, Field via, IReadOnlyList<NodeId> ids)
    {
        foreach (var (id, write) in _writes)
        {
            if (id.Kind != via.Kind) continue;
            if (via.Read(write.After) is NodeId named && ids.Contains(named)) nodes[id] = WithoutSnapshot(write.After);
            else nodes.Remove(id);
        }
    }

    /// <summary>How many more pieces of active evidence support a target from an origin than in the database.</summary>
    public int Support(NodeId target, NodeId origin)
    {
        var count = 0;
        foreach (var write in _writes.Values)
            count += (Supports(write.After, target, origin) ? 1 : 0) - (Supports(write.Before, target, origin) ? 1 : 0);
        return count;
    }

    private static bool Supports(Node? node, NodeId target, NodeId origin) =>
        node is Evidence { IsActive: true, Content.Stance: Stance.Supports } evidence && evidence.Content.Target == target && evidence.Derived.Origin == origin;

    /// <summary>A node as it is read: sources come without the text of their snapshot.</summary>
    public static Node WithoutSnapshot(Node node) => node is Source { Content: { Snapshot: { Text.Length: > 0 } snapshot } content } source
        ? source with { Content = content with { Snapshot = snapshot with { Text = "" } } } : node;
}
