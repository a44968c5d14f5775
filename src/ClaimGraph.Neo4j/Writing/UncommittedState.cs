using System.Runtime.InteropServices;
using ClaimGraph.Ledger;
using ClaimGraph.Provenance;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>A ledger entry that is to be written.</summary>
/// <param name="Touched">The nodes that the commit writes, including those of which only derived values change.</param>
internal sealed record UncommittedEntry(LedgerEntry Entry, IReadOnlyList<NodeId> Results, string CommitId, NodeId[] Touched);

/// <summary>What the change sets of a transaction have written so far, before it is in the database.</summary>
internal sealed class UncommittedState
{
    private readonly Dictionary<NodeId, NodeWrite> _writes = [];
    private readonly Dictionary<NodeId, string?> _snapshots = [];
    private readonly List<UncommittedEntry> _entries = [];
    private readonly Dictionary<long, HashSet<NodeId>> _traces = [];

    /// <summary>The nodes in the form in which they are read.</summary>
    public IEnumerable<Node> Nodes => _writes.Values.Select(w => WithoutSnapshot(w.After));

    /// <summary>Each node as it is in the database and as it will be, ordered by id.</summary>
    public IEnumerable<NodeWrite> Writes => _writes.Values.OrderBy(w => w.After.Id);

    /// <summary>The snapshot texts to write, by source; null if the snapshot is to be deleted.</summary>
    public IReadOnlyDictionary<NodeId, string?> Snapshots => _snapshots;

    public IReadOnlyList<UncommittedEntry> Entries => _entries;

    /// <exception cref="ClaimGraphException">A new node has the id of an existing one.</exception>
    public void Add(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes, string commitId)
    {
        foreach (var (before, after) in writes)
        {
            var isKnown = _writes.TryGetValue(after.Id, out var first);
            if (isKnown && before is null)
                throw new ClaimGraphException($"A node with the id {after.Id} already exists.");
            AddTraces(isKnown ? first.After as Source : null, after as Source);
            _writes[after.Id] = new NodeWrite(isKnown ? first.Before : before, after);
            if (after is not Source { Content.Snapshot: var snapshot })
                continue;
            if (snapshot is { Text.Length: > 0 })
                _snapshots[after.Id] = snapshot.Text;
            else if (snapshot is null && before is Source { Content.Snapshot: not null })
                _snapshots[after.Id] = null;
        }
        _entries.Add(new UncommittedEntry(entry, results, commitId, [.. writes.Select(w => w.After.Id)]));
    }

    /// <summary>Applies the changes to nodes that were read from the database because they name one of <paramref name="ids"/>.</summary>
    public void UpdateLinked(Dictionary<NodeId, Node> nodes, Field via, IReadOnlyList<NodeId> ids)
    {
        var wanted = ids.ToHashSet();
        foreach (var (id, write) in _writes)
        {
            if (id.Kind != via.Kind)
                continue;
            if (Names(via.Read(write.After), wanted))
                nodes[id] = WithoutSnapshot(write.After);
            else
                nodes.Remove(id);
        }
    }

    private static bool Names(object? value, HashSet<NodeId> wanted) =>
        value switch
        {
            NodeId named => wanted.Contains(named),
            IReadOnlyList<NodeId> list => list.Any(wanted.Contains),
            _ => false,
        };

    private void AddTraces(Source? before, Source? after)
    {
        foreach (var trace in before is null ? [] : SourceTraces.Of(before.Derived))
            _traces[trace.Value].Remove(before!.Id);
        foreach (var trace in after is null ? [] : SourceTraces.Of(after.Derived))
            (CollectionsMarshal.GetValueRefOrAddDefault(_traces, trace.Value, out _) ??= []).Add(after!.Id);
    }

    /// <summary>The sources written so far, whose traces in the database do not count.</summary>
    public IEnumerable<NodeId> Sources => _writes.Keys.Where(id => id.Kind == NodeKind.Source);

    /// <summary>A source with a trace among those written so far.</summary>
    public NodeId? Traced(long trace, IReadOnlyCollection<NodeId> except) =>
        _traces.GetValueOrDefault(trace)?.Where(id => !except.Contains(id)).Select(id => (NodeId?)id).Min();

    /// <summary>The evidence written so far that argues about a target, as it is now.</summary>
    public IEnumerable<Evidence> Arguing(NodeId target) =>
        _writes.Values.Select(w => w.After).OfType<Evidence>().Where(e => e.Content.Target == target);

    /// <summary>The evidence written so far that argues about a target.</summary>
    public IEnumerable<NodeId> OnTarget(NodeId target) =>
        _writes.Values.Where(w => w.After is Evidence e && e.Content.Target == target).Select(w => w.After.Id);

    /// <summary>The weights of the evidence of a group that was written so far.</summary>
    public IEnumerable<long> WeightsIn(EvidenceGroup group) =>
        _writes
            .Values.Select(w => w.After)
            .OfType<Evidence>()
            .Where(e =>
                e.IsActive
                && e.Content.Target == group.Target
                && e.Content.Stance == group.Stance
                && e.Derived.Origin == group.Origin
                && !group.Except.Contains(e.Id)
            )
            .Select(e => e.Derived.Weight);

    /// <summary>A node in the form in which it is read: sources come without the text of their snapshot.</summary>
    public static Node WithoutSnapshot(Node node) =>
        node is Source { Content: { Snapshot: { Text.Length: > 0 } snapshot } content } source
            ? source with
            {
                Content = content with { Snapshot = snapshot with { Text = "" } },
            }
            : node;
}
