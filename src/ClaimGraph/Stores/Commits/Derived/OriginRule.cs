namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// The origin of a source: the first of the chain that it derives from; and whether one of that chain is retracted. It reads the source
/// above each changed one, and everything that derives from a source of which this changed.
/// </summary>
internal sealed class OriginRule() : DerivedRule(Fields.Source.Origin, Fields.Source.DerivesFromRetracted)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var (work, scope) = (derivation.Work, derivation.Scope);
        var sources = derivation.Changes.Select(w => w.After).OfType<Source>().Select(s => s.Id).ToArray();
        await work.LoadAsync(sources.Select(id => work.Get<Source>(id).Content.DerivedFrom).OfType<NodeId>());
        for (NodeId[] moved = [.. sources.Where(id => SetOrigin(work, id) | IsWithdrawnOrRestored(work, id))]; moved.Length > 0; )
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

    /// <returns>True when something is other than before.</returns>
    private static bool SetOrigin(WorkingSet work, NodeId id)
    {
        var source = work.Get<Source>(id);
        var above = source.Content.DerivedFrom is { } from ? work.Get<Source>(from) : null;
        var derived = source.Derived with
        {
            Origin = above?.Derived.Origin ?? id,
            DerivesFromRetracted = above is not null && !Contribution.Stands(above),
        };
        if (source.Derived == derived)
            return false;
        work.Put(source with { Derived = derived });
        return true;
    }

    private static bool IsWithdrawnOrRestored(WorkingSet work, NodeId id) =>
        work.Before(id) is { } before && before.IsActive != work[id].IsActive;
}
