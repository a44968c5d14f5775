namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// How much active evidence cites a source, by stance, and how much argues from a statement. It reads the basis of changed evidence, as it
/// was and as it is. As the first rule about evidence it finds out which evidence may count differently.
/// </summary>
internal sealed class UseRule()
    : DerivedRule(Fields.Source.EvidenceCount, Fields.Source.SupportCount, Fields.Source.RebutCount, Fields.Statement.BasisCount)
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
            var (had, has) = (Use.Of(work.Before(id) as Evidence), Use.Of(work.Get<Evidence>(id)));
            if (had == has)
                continue;
            Count(work, had, -1);
            Count(work, has, +1);
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

    private static void Count(WorkingSet work, Use? use, int sign)
    {
        if (use is not { } counted)
            return;
        if (work[counted.Basis] is Source source)
            work.Put(source with { Derived = Count(source.Derived, counted.Stance, sign) });
        else if (work[counted.Basis] is Statement statement)
            work.Put(statement with { Derived = statement.Derived with { BasisCount = statement.Derived.BasisCount + sign } });
    }

    private static SourceDerived Count(SourceDerived derived, Stance stance, int sign) =>
        derived with
        {
            EvidenceCount = derived.EvidenceCount + sign,
            SupportCount = derived.SupportCount + (stance == Stance.Supports ? sign : 0),
            RebutCount = derived.RebutCount + (stance == Stance.Rebuts ? sign : 0),
        };

    /// <summary>What active evidence rests on.</summary>
    private readonly record struct Use(NodeId Basis, Stance Stance)
    {
        public static Use? Of(Evidence? evidence) =>
            evidence is { IsActive: true } ? new Use(evidence.Content.Basis, evidence.Content.Stance) : null;
    }
}
