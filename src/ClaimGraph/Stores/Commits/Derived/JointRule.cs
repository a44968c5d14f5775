namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>How many joint premises name a piece of evidence. It reads what changed evidence named before and names now.</summary>
internal sealed class JointRule() : DerivedRule(Fields.Evidence.JointCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        foreach (var write in derivation.Changes)
        {
            var (before, now) = (NamedBy(write.Before), NamedBy(write.After));
            if (before == now)
                continue;
            await CountAsync(derivation.Work, before, -1);
            await CountAsync(derivation.Work, now, +1);
        }
    }

    private static NodeId? NamedBy(Node? node) => (node as Evidence)?.Content.JointWith;

    private static async ValueTask CountAsync(WorkingSet work, NodeId? named, int sign)
    {
        if (named is not { } id)
            return;
        await work.LoadAsync([id]);
        var evidence = work.Get<Evidence>(id);
        work.Put(evidence with { Derived = evidence.Derived with { JointCount = evidence.Derived.JointCount + sign } });
    }
}
