namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>How many joint premises name a piece of evidence. It reads what changed evidence named before and names now.</summary>
internal sealed class JointRule() : DerivedRule(Fields.Evidence.JointCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        if (!derivation.Touches(NodeKind.Evidence))
            return;
        var changed = derivation
            .Changes.Select(w => (Before: NamedBy(w.Before), Now: NamedBy(w.After)))
            .Where(n => n.Before != n.Now)
            .ToArray();
        await derivation.Work.LoadAsync(changed.SelectMany(n => new[] { n.Before, n.Now }).OfType<NodeId>());
        foreach (var (before, now) in changed)
        {
            Count(derivation.Work, before, -1);
            Count(derivation.Work, now, +1);
        }
    }

    private static NodeId? NamedBy(Node? node) => (node as Evidence)?.Content.JointWith;

    private static void Count(WorkingSet work, NodeId? named, int sign)
    {
        if (named is not { } id)
            return;
        var evidence = work.Get<Evidence>(id);
        work.Put(evidence with { Derived = evidence.Derived with { JointCount = evidence.Derived.JointCount + sign } });
    }
}
