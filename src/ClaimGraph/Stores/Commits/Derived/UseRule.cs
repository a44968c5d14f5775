namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// How much active evidence cites a source, and how much argues from a statement. It reads the basis of changed evidence, as it
/// was and as it is. As the first rule about evidence it finds out which evidence may count differently.
/// </summary>
internal sealed class UseRule() : DerivedRule(Fields.Source.EvidenceCount, Fields.Statement.BasisCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var evidence = await ConcernedAsync(derivation);
        derivation.Evidence = evidence;
        await work.LoadAsync(
            evidence.SelectMany(id => new[] { work.Before(id), work[id] }).OfType<Evidence>().Select(e => e.Content.Basis)
        );
        foreach (var id in evidence)
        {
            var (before, now) = (work.Before(id) as Evidence, work.Get<Evidence>(id));
            if (before is not null && before.Content.Basis != now.Content.Basis)
                Count(work, before.Content.Basis, -Worth(before));
            Count(work, now.Content.Basis, Worth(now) - (before?.Content.Basis == now.Content.Basis ? Worth(before) : 0));
        }
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
                || a.Derived.PublisherGroup != b.Derived.PublisherGroup
                || a.Derived.DerivesFromRetracted != b.Derived.DerivesFromRetracted,
            (Statement a, Statement b) => a.IsActive != b.IsActive,
            _ => false,
        };

    private static int Worth(Evidence? evidence) => evidence is { IsActive: true } ? 1 : 0;

    private static void Count(WorkingSet work, NodeId basis, int difference)
    {
        if (difference == 0)
            return;
        if (work[basis] is Source source)
            work.Put(source with { Derived = source.Derived with { EvidenceCount = source.Derived.EvidenceCount + difference } });
        else if (work[basis] is Statement statement)
            work.Put(statement with { Derived = statement.Derived with { BasisCount = statement.Derived.BasisCount + difference } });
    }
}
