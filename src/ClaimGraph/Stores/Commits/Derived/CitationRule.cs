namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// How many sources support a statement, rebut it or give context, and how many of them are independent. Sources of one origin or one
/// publisher are connected, and what is connected counts once. Where one piece of evidence comes or goes, it is compared with what others
/// have in common with it; all evidence of the stance is read only where it can join or part others.
/// </summary>
internal sealed class CitationRule()
    : DerivedRule(
        Fields.Statement.SupportSourceCount,
        Fields.Statement.RebutSourceCount,
        Fields.Statement.ContextSourceCount,
        Fields.Statement.IndependentSupportSourceCount,
        Fields.Statement.IndependentRebutSourceCount,
        Fields.Statement.IndependentContextSourceCount
    )
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var changes = work.Changed<Evidence>()
            .Select(e => new Change(Citation.Of(work.Before(e.Id) as Evidence), Citation.Of(e), work.Before(e.Id) is null))
            .Where(c => c.Before != c.Now)
            .SelectMany(c => c.Keys.Select(key => (key, c)))
            .GroupBy(c => c.key, c => c.c)
            .ToArray();
        if (changes.Length == 0)
            return;
        await work.LoadAsync(changes.Select(c => c.Key.Statement));
        var alone = changes.Where(c => c.Count() == 1 && c.First().One is not null).ToArray();
        var alike = await derivation.Scope.AlikeAsync([.. alone.Select(c => c.First().One!)]);
        var counted = new HashSet<Key>();
        for (var i = 0; i < alone.Length; i++)
            if (Count(derivation, alone[i].Key, alone[i].First(), alike[i]))
                counted.Add(alone[i].Key);
        foreach (var change in changes.Where(c => !counted.Contains(c.Key)))
            await CountAllAsync(derivation, change.Key, [.. change]);
    }

    /// <returns>False when this may join others or part them.</returns>
    private static bool Count(Derivation derivation, Key key, Change change, InCommon alike)
    {
        var (sign, isJoined) = (change.Now is null ? -1 : 1, (alike & (InCommon.Origin | InCommon.Publisher)) != InCommon.None);
        if (alike.HasFlag(InCommon.Origin | InCommon.Publisher) && !alike.HasFlag(InCommon.Both))
            return false;
        if (change.IsNew && alike.HasFlag(InCommon.Origin) && !alike.HasFlag(InCommon.Source))
            derivation.Copies[change.Now!.Evidence] = change.Now.Origin;
        var (sources, independent) = Of(derivation.Work.Get<Statement>(key.Statement).Derived, key.Stance);
        Put(derivation.Work, key, sources + (alike.HasFlag(InCommon.Source) ? 0 : sign), independent + (isJoined ? 0 : sign));
        return true;
    }

    private static async ValueTask CountAllAsync(Derivation derivation, Key key, Change[] changes)
    {
        var changed = changes.SelectMany(c => new[] { c.Before, c.Now }).OfType<Citation>().Select(c => c.Evidence).ToHashSet();
        var stored = (await derivation.Scope.CitationsAsync(key.Statement, key.Stance)).Where(c => !changed.Contains(c.Evidence)).ToArray();
        Citation[] now = [.. changes.Select(c => c.Now).OfType<Citation>().Where(c => Key.Of(c) == key)];
        var origins = stored.ToLookup(c => c.Origin, c => c.Source);
        foreach (var added in changes.Where(c => c.IsNew).Select(c => c.Now).OfType<Citation>())
            if (origins[added.Origin].Any() && !origins[added.Origin].Contains(added.Source))
                derivation.Copies[added.Evidence] = added.Origin;
        Citation[] all = [.. stored, .. now];
        Put(derivation.Work, key, all.DistinctBy(c => c.Source).Count(), Groups(all));
    }

    /// <summary>How many parts the graph has whose nodes are origins and publishers, joined by sources.</summary>
    private static int Groups(Citation[] citations)
    {
        var above = new Dictionary<NodeId, NodeId>();
        foreach (var citation in citations)
        {
            above.TryAdd(citation.Origin, citation.Origin);
            if (citation.Publisher is not { } publisher)
                continue;
            above.TryAdd(publisher, publisher);
            above[RootOf(citation.Origin)] = RootOf(publisher);
        }
        return above.Count(a => a.Key == a.Value);

        NodeId RootOf(NodeId id)
        {
            while (above[id] != id)
                id = above[id] = above[above[id]];
            return id;
        }
    }

    private static (int Sources, int Independent) Of(StatementDerived derived, Stance stance) =>
        stance switch
        {
            Stance.Supports => (derived.SupportSourceCount, derived.IndependentSupportSourceCount),
            Stance.Rebuts => (derived.RebutSourceCount, derived.IndependentRebutSourceCount),
            _ => (derived.ContextSourceCount, derived.IndependentContextSourceCount),
        };

    private static void Put(WorkingSet work, Key key, int sources, int independent)
    {
        var statement = work.Get<Statement>(key.Statement);
        var derived = key.Stance switch
        {
            Stance.Supports => statement.Derived with { SupportSourceCount = sources, IndependentSupportSourceCount = independent },
            Stance.Rebuts => statement.Derived with { RebutSourceCount = sources, IndependentRebutSourceCount = independent },
            _ => statement.Derived with { ContextSourceCount = sources, IndependentContextSourceCount = independent },
        };
        if (derived != statement.Derived)
            work.Put(statement with { Derived = derived });
    }

    private readonly record struct Key(NodeId Statement, Stance Stance)
    {
        public static Key Of(Citation citation) => new(citation.Target, citation.Stance);
    }

    /// <summary>What a piece of evidence cites, before and now.</summary>
    private sealed record Change(Citation? Before, Citation? Now, bool IsNew)
    {
        /// <summary>The citation that comes or goes; null where both happens.</summary>
        public Citation? One => Before is null || Now is null ? Before ?? Now : null;

        public IEnumerable<Key> Keys => new[] { Before, Now }.OfType<Citation>().Select(Key.Of).Distinct();
    }
}
