namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// How much active evidence cites a source. It reads the basis of changed evidence. As the first rule about evidence it finds out which
/// evidence may count differently.
/// </summary>
internal sealed class UseRule() : DerivedRule(Fields.Source.EvidenceCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var evidence = await ConcernedAsync(derivation);
        derivation.Evidence = evidence;
        await work.LoadAsync(evidence.Select(id => work.Get<Evidence>(id).Content.Basis));
        foreach (var id in evidence)
            Count(work, id);
    }

    /// <summary>Evidence that was changed itself, or whose basis counts differently now.</summary>
    private static async ValueTask<HashSet<NodeId>> ConcernedAsync(Derivation derivation)
    {
        var (evidence, bases) = (new HashSet<NodeId>(), new List<NodeId>());
        foreach (var write in derivation.Work.Writes())
        {
            if (write.After is Evidence)
                evidence.Add(write.After.Id);
            else if (CountsDifferently(write))
                bases.Add(write.After.Id);
        }
        if (bases.Count == 0)
            return evidence;
        foreach (var resting in await derivation.Scope.LinkedAsync(Fields.Evidence.Basis, bases))
        {
            derivation.Work.Adopt(resting);
            evidence.Add(resting.Id);
        }
        return evidence;
    }

    private static bool CountsDifferently(NodeWrite write) =>
        (write.Before, write.After) switch
        {
            (Source a, Source b) => a.IsActive != b.IsActive
                || a.Content.Reliability != b.Content.Reliability
                || a.Derived.Origin != b.Derived.Origin
                || a.Derived.DerivesFromRetracted != b.Derived.DerivesFromRetracted,
            (Statement a, Statement b) => a.IsActive != b.IsActive,
            _ => false,
        };

    private static void Count(WorkingSet work, NodeId id)
    {
        var now = work.Get<Evidence>(id);
        var difference = (now.IsActive ? 1 : 0) - (work.Before(id) is { IsActive: true } ? 1 : 0);
        if (difference == 0 || work[now.Content.Basis] is not Source source)
            return;
        work.Put(source with { Derived = source.Derived with { EvidenceCount = source.Derived.EvidenceCount + difference } });
    }
}
