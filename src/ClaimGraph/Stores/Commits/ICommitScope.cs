using ClaimGraph.Ledger;

namespace ClaimGraph.Stores.Commits;

/// <summary>
/// What a store offers inside one write transaction, for <see cref="CommitProcedure"/>. Reads see the state that the writes will be
/// applied to: nobody else commits in between. Used by one thread at a time.
/// </summary>
public interface ICommitScope
{
    ValueTask<LedgerHead> HeadAsync();

    /// <summary>As <see cref="IClaimStore.GetAsync"/>; no duplicates are asked for.</summary>
    ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids);

    /// <summary>As <see cref="IClaimStore.FindAsync"/>.</summary>
    ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys);

    /// <summary>The newest commit with this key; null when there was none.</summary>
    ValueTask<FoundCommit?> FindCommitAsync(string idempotencyKey);

    /// <summary>All nodes, active or not, that name one of <paramref name="ids"/> in <paramref name="via"/>, in the order of their
    /// ids.</summary>
    ValueTask<IReadOnlyList<Node>> LinkedAsync(Field via, IReadOnlyList<NodeId> ids);

    /// <summary>For each group the greatest weight of its active evidence, <see cref="EvidenceGroup.Except"/> left out; null when it has
    /// none.</summary>
    ValueTask<IReadOnlyList<long?>> StrongestAsync(IReadOnlyList<EvidenceGroup> groups);

    /// <summary>For each citation what the others of its stance on its statement have in common with it, as they are stored.</summary>
    ValueTask<IReadOnlyList<InCommon>> AlikeAsync(IReadOnlyList<Citation> citations);

    /// <summary>All citations of a stance on a statement, as they are stored, in any order.</summary>
    ValueTask<IReadOnlyList<Citation>> CitationsAsync(NodeId statement, Stance stance);

    /// <summary>As <see cref="IClaimStore.TracedAsync"/>.</summary>
    ValueTask<IReadOnlyList<NodeId?>> TracedAsync(IReadOnlyList<long> traces, IReadOnlyCollection<NodeId> except);

    /// <summary>As <see cref="IClaimStore.SnapshotsAsync"/>.</summary>
    ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources);

    /// <summary>Writes nodes, keys, everything the store derives for itself, and the ledger entry.</summary>
    ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes);
}

/// <summary>The evidence of one stance on one target that goes back to one origin (<see cref="EvidenceDerived.Origin"/>).</summary>
/// <param name="Except">Evidence that is left out.</param>
public sealed record EvidenceGroup(NodeId Target, Stance Stance, NodeId Origin, IReadOnlyCollection<NodeId> Except);

/// <summary>A commit that was made before.</summary>
/// <param name="Results">The node of each operation.</param>
public sealed record FoundCommit(long Revision, DateTimeOffset RecordedAt, IReadOnlyList<NodeId> Results);

/// <summary>A node to be stored.</summary>
/// <param name="Before">As it was; null for a new node. With the same version as <see cref="After"/> when only derived values
/// changed.</param>
public readonly record struct NodeWrite(Node? Before, Node After)
{
    /// <summary>False when only derived values changed.</summary>
    public bool IsChange => Before?.Version != After.Version;

    /// <summary>The statements among some writes of which only what is computed changed.</summary>
    internal static IReadOnlyList<NodeId> Affected(IEnumerable<NodeWrite> writes) =>
        [.. writes.Where(w => w.IsAffectedStatement).Select(w => w.After.Id)];

    private bool IsAffectedStatement =>
        !IsChange && (Before, After) is (Statement before, Statement after) && before.Derived != after.Derived;

    /// <summary>The keys by which the node is found: the caller's own and that of its content.</summary>
    public static IEnumerable<NaturalKey> Keys(Node? node)
    {
        if (node is null)
            yield break;
        if (node.Key is { } key)
            yield return NaturalKey.OfCaller(node.Kind, key);
        foreach (var other in node.OtherKeys)
            yield return NaturalKey.OfCaller(node.Kind, other);
        foreach (var own in node.NaturalKeys().Distinct())
            yield return own;
    }
}
