using ClaimGraph.Provenance;

namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Which sources are copies of each other, the origin of each group of copies, and whether it or a source above is retracted. It reads, for
/// what a changed source has in common with others, one source that has it; the members of a group only when somebody leaves it or its
/// origin is another.
/// </summary>
internal sealed class OriginRule()
    : DerivedRule(
        Fields.Source.Origin,
        Fields.Source.DerivesFromRetracted,
        Fields.Source.Traces,
        Fields.Source.ContestedTraces,
        Fields.Source.PublisherGroup
    )
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        NodeId[] changed = [.. derivation.Changes.Select(w => w.After).OfType<Source>().Select(s => s.Id)];
        if (changed.Length == 0)
            return;
        await work.LoadAsync(changed.Select(id => work.Get<Source>(id).Content.DerivedFrom).OfType<NodeId>());
        var traced = await TraceAsync(derivation, changed);
        await new CopyGroups(derivation).UpdateAsync([.. traced.Where(id => IsRelinked(work, id))]);
        await FlagAsync(derivation, [.. changed.Concat(traced)]);
    }

    /// <summary>Gives sources their traces, those too that say that they are no copy of a changed one.</summary>
    private static async ValueTask<HashSet<NodeId>> TraceAsync(Derivation derivation, NodeId[] changed)
    {
        var work = derivation.Work;
        var all = new Dictionary<NodeId, Trace[]>();
        foreach (var id in changed)
            all[id] = SourceTraces.All(work.Get<Source>(id).Content, work.Before(id) as Source);
        var traced = changed.ToHashSet();
        NodeId[] others = [.. changed.Where(id => work.Before(id) is Source before && IsOther(before, work.Get<Source>(id), all[id]))];
        if (others.Length > 0)
            foreach (var contesting in await derivation.Scope.LinkedAsync(Fields.Source.NotCopyOf, others))
                work.Adopt(contesting);
        foreach (var source in work.OfKind<Source>())
            if (source.Content.NotCopyOf.Any(all.ContainsKey))
                traced.Add(source.Id);
        await work.LoadAsync(traced.SelectMany(id => work.Get<Source>(id).Content.NotCopyOf));
        foreach (var id in traced)
            SetTraces(work, id, all);
        return traced;
    }

    private static bool IsOther(Source before, Source now, Trace[] traces) =>
        before.Content.Publisher != now.Content.Publisher || Trace.Write(SourceTraces.Stored(before.Derived)) != Trace.Write(traces);

    private static void SetTraces(WorkingSet work, NodeId id, Dictionary<NodeId, Trace[]> all)
    {
        var source = work.Get<Source>(id);
        Source[] contested = [.. source.Content.NotCopyOf.Where(other => other != id).Select(work.Get<Source>)];
        HashSet<long> not = [.. contested.SelectMany(TracesOf).Select(t => t.Value)];
        var traces = TracesOf(source).ToLookup(t => not.Contains(t.Value));
        var publisher = source.Content.Publisher;
        var derived = source.Derived with
        {
            Traces = Trace.Write(traces[false]),
            ContestedTraces = Trace.Write(traces[true]),
            PublisherGroup = Array.Exists(contested, s => s.Content.Publisher == publisher) ? null : publisher,
        };
        if (derived != source.Derived)
            work.Put(source with { Derived = derived });

        IEnumerable<Trace> TracesOf(Source s) => all.TryGetValue(s.Id, out var now) ? now : SourceTraces.Stored(s.Derived);
    }

    /// <summary>Whether it may belong to another group than before, or its group have another origin.</summary>
    private static bool IsRelinked(WorkingSet work, NodeId id)
    {
        var now = work.Get<Source>(id);
        return work.Before(id) is not Source before
            || before.Derived.Traces != now.Derived.Traces
            || before.Content.DerivedFrom != now.Content.DerivedFrom
            || CopyOrder.IsMoved(before, now);
    }

    /// <summary>Flags what derives from retracted sources, from those down of which something may be other than before.</summary>
    private static async ValueTask FlagAsync(Derivation derivation, NodeId[] start)
    {
        var work = derivation.Work;
        HashSet<NodeId> next =
        [
            .. start,
            .. work.Changed<Source>().Where(s => (work.Before(s.Id) as Source)?.Derived.Origin != s.Derived.Origin).Select(s => s.Id),
        ];
        NodeId[] toggled = [.. start.Where(id => IsWithdrawnOrRestored(work, id))];
        NodeId[] origins = [.. toggled.Where(id => work.Get<Source>(id).Derived.Origin == id)];
        if (origins.Length > 0)
            foreach (var copy in await derivation.Scope.LinkedAsync(Fields.Source.Origin, origins))
                work.Adopt(copy);
        next.UnionWith(work.OfKind<Source>().Where(s => origins.Contains(s.Derived.Origin)).Select(s => s.Id));
        for (var moved = toggled.ToHashSet(); next.Count > 0; moved = [])
        {
            await work.LoadAsync(next.SelectMany(id => AboveOf(work.Get<Source>(id))));
            moved.UnionWith(next.Where(id => SetFlag(work, id)));
            NodeId[] stored = [.. moved.Where(id => work.Before(id) is not null)];
            if (stored.Length > 0)
                foreach (var source in await derivation.Scope.LinkedAsync(Fields.Source.DerivedFrom, stored))
                    work.Adopt(source);
            next = [.. work.OfKind<Source>().Where(s => s.Content.DerivedFrom is { } from && moved.Contains(from)).Select(s => s.Id)];
        }
    }

    private static IEnumerable<NodeId> AboveOf(Source source) =>
        source.Content.DerivedFrom is { } from ? [from, source.Derived.Origin] : [source.Derived.Origin];

    /// <returns>True when it is other than before.</returns>
    private static bool SetFlag(WorkingSet work, NodeId id)
    {
        var source = work.Get<Source>(id);
        var flag = AboveOf(source).Any(above => above != id && !Contribution.Stands(work[above]));
        if (source.Derived.DerivesFromRetracted == flag)
            return false;
        work.Put(source with { Derived = source.Derived with { DerivesFromRetracted = flag } });
        return true;
    }

    private static bool IsWithdrawnOrRestored(WorkingSet work, NodeId id) =>
        work.Before(id) is { } before && before.IsActive != work[id].IsActive;
}
