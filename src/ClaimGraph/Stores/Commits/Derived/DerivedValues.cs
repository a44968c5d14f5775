namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Brings everything that follows from links up to date, in the commit that changed them. What was counted before is taken away,
/// what counts now is added, so that the cost depends on the change and not on how much hangs on a node.
/// </summary>
internal static class DerivedValues
{
    /// <summary>The rules, each after those whose values it reads. Each derived field is set by one of them.</summary>
    public static readonly IReadOnlyList<DerivedRule> Rules =
    [
        new OriginRule(),
        new SnapshotRule(),
        new UseRule(),
        new JointRule(),
        new ArgumentRule(),
        new CitationRule(),
        new UtteranceRule(),
        new ClaimantRule(),
        new QuoteRule(),
        new VerdictRule(),
        new TrackRecordRule(),
        new SinceReviewRule(),
        new SupersededRule(),
        new ConclusionRule(new AttentionConclusion()),
    ];

    /// <returns>New evidence that cites a copy of what other evidence of the stance cites on its statement already, each with the common
    /// origin.</returns>
    public static async ValueTask<IReadOnlyDictionary<NodeId, NodeId>> UpdateAsync(WorkingSet work, ICommitScope scope, SnapshotTexts texts)
    {
        var derivation = new Derivation(work, scope, texts);
        if (derivation.Changes.Length > 0)
            foreach (var rule in Rules)
                await rule.ApplyAsync(derivation);
        return derivation.Copies;
    }
}

/// <summary>A rule by which values of nodes follow from their links.</summary>
/// <param name="sets">The derived fields that the rule sets, and no other does.</param>
internal abstract class DerivedRule(params IReadOnlyList<Field> sets)
{
    public IReadOnlyList<Field> Sets { get; } = sets;

    /// <summary>Loads what the rule reads and is not there yet, and puts nodes with their new values into the working set.</summary>
    public abstract ValueTask ApplyAsync(Derivation derivation);
}

/// <summary>What the rules share in one commit.</summary>
internal sealed class Derivation(WorkingSet work, ICommitScope scope, SnapshotTexts texts)
{
    public WorkingSet Work => work;
    public ICommitScope Scope => scope;
    public SnapshotTexts Texts => texts;

    /// <summary>What somebody entered or marked, before any value was derived.</summary>
    public NodeWrite[] Changes { get; } = [.. work.Writes()];

    /// <summary>Whether somebody entered or marked a node of a kind.</summary>
    public bool Touches(NodeKind kind) => Array.Exists(Changes, w => w.After.Id.Kind == kind);

    /// <summary>The evidence that counts, or may count, for something else than before the commit.</summary>
    public IReadOnlyCollection<NodeId> Evidence { get; set; } = [];

    /// <summary>New evidence that cites a copy, with the origin.</summary>
    public Dictionary<NodeId, NodeId> Copies { get; } = [];

    /// <summary>For each of <paramref name="ids"/> the active nodes that name it, as they are in this commit; a group may be
    /// empty.</summary>
    public async ValueTask<IEnumerable<(NodeId Key, T[] Nodes)>> CurrentAsync<T>(Field via, NodeId[] ids)
        where T : Node
    {
        if (ids.Length == 0)
            return [];
        foreach (var node in await scope.LinkedAsync(via, ids))
            work.Adopt(node);
        var groups = work.OfKind<T>().Where(n => n.IsActive).ToLookup(n => (NodeId)via.Read(n)!);
        return ids.Select(id => (id, groups[id].ToArray()));
    }
}
