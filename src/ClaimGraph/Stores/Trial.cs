using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Stores;

/// <summary>
/// A store that finds out what would come of commits, one after the other, and writes nothing: each is previewed over what those before it
/// would have written. Lists, counts and searches show the store as it is, so that computed values are estimates. Memory holds every
/// record that would be written. For one thread. It does not own the other store.
/// </summary>
public sealed class Trial(IClaimStore inner, TimeProvider clock) : DelegatingStore(inner, owns: false)
{
    private readonly Dictionary<NodeId, Node> _written = [];
    private readonly Dictionary<NaturalKey, NodeId> _keys = [];
    private readonly Dictionary<NodeId, string> _texts = [];

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default)
    {
        var nodes = await Inner.GetAsync(ids, cancellation);
        return [.. ids.Select((id, i) => _written.GetValueOrDefault(id) ?? nodes[i])];
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<NodeId?>> FindAsync(
        IReadOnlyList<NaturalKey> keys,
        CancellationToken cancellation = default
    )
    {
        var found = await Inner.FindAsync(keys, cancellation);
        return [.. keys.Select((key, i) => _keys.TryGetValue(key, out var id) ? id : StillHas(found[i], key))];
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(
        IReadOnlyList<NodeId> sources,
        CancellationToken cancellation = default
    )
    {
        var texts = await Inner.SnapshotsAsync(sources, cancellation);
        return [.. sources.Select((id, i) => _texts.GetValueOrDefault(id) ?? texts[i])];
    }

    /// <inheritdoc/>
    public override async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default)
    {
        var previewed = await Preview.RunAsync(this, changes, clock, cancellation);
        foreach (var (before, after) in previewed.Writes)
        {
            foreach (var key in NodeWrite.Keys(before).Where(k => _keys.GetValueOrDefault(k) == after.Id))
                _keys.Remove(key);
            foreach (var key in NodeWrite.Keys(after))
                _keys[key] = after.Id;
            _written[after.Id] = Taken(after);
        }
        return previewed.Result;
    }

    /// <inheritdoc/>
    public override ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default) =>
        throw new NotSupportedException("A trial has no ledger.");

    private NodeId? StillHas(NodeId? id, NaturalKey key) =>
        id is { } known && _written.TryGetValue(known, out var written) && !NodeWrite.Keys(written).Contains(key) ? null : id;

    /// <summary>The node in the form in which stores give it.</summary>
    private Node Taken(Node node)
    {
        if (node is not Source { Content: { Snapshot: { Text.Length: > 0 } snapshot } content } source)
            return node;
        _texts[node.Id] = snapshot.Text;
        return source with { Content = content with { Snapshot = snapshot with { Text = "" } } };
    }
}
