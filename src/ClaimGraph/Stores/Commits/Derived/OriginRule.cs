namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// The origin of a source: the first of the chain that it derives from. It reads the source above each changed one, and everything that
/// derives from a source whose origin moved.
/// </summary>
internal sealed class OriginRule() : DerivedRule(Fields.Source.Origin)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var (work, scope) = (derivation.Work, derivation.Scope);
        var sources = derivation.Changes.Select(w => w.After).OfType<Source>().Select(s => s.Id).ToArray();
        await work.LoadAsync(sources.Select(id => work.Get<Source>(id).Content.DerivedFrom).OfType<NodeId>());
        for (NodeId[] moved = [.. sources.Where(id => SetOrigin(work, id))]; moved.Length > 0; )
        {
            NodeId[] stored = [.. moved.Where(id => work.Before(id) is not null)];
            if (stored.Length > 0)
                foreach (var source in await scope.LinkedAsync(Fields.Source.DerivedFrom, stored))
                    work.Adopt(source);
            var above = moved.ToHashSet();
            var below = work.OfKind<Source>()
                .Where(s => s.Content.DerivedFrom is { } from && above.Contains(from))
                .Select(s => s.Id)
                .ToArray();
            moved = [.. below.Where(id => SetOrigin(work, id))];
        }
    }

    /// <returns>True when it is another than before.</returns>
    private static bool SetOrigin(WorkingSet work, NodeId id)
    {
        var source = work.Get<Source>(id);
        var origin = source.Content.DerivedFrom is { } above ? work.Get<Source>(above).Derived.Origin : id;
        if (source.Derived.Origin == origin)
            return false;
        work.Put(source with { Derived = source.Derived with { Origin = origin } });
        return true;
    }
}
