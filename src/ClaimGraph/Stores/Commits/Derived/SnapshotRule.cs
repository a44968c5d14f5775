namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>Which snapshots a source has had. It reads nothing but changed sources.</summary>
internal sealed class SnapshotRule() : DerivedRule(Fields.Source.SnapshotCount, Fields.Source.EarlierSnapshots)
{
    public override ValueTask ApplyAsync(Derivation derivation)
    {
        foreach (var write in derivation.Changes)
            if (write.After is Source)
                Note(derivation.Work, write.After.Id);
        return default;
    }

    private static void Note(WorkingSet work, NodeId id)
    {
        var source = work.Get<Source>(id);
        var (had, has) = ((work.Before(id) as Source)?.Content.Snapshot?.Sha256, source.Content.Snapshot?.Sha256);
        if (had == has)
            return;
        var derived = source.Derived;
        if (had is not null && !derived.HadSnapshot(had))
            derived = derived with { EarlierSnapshots = $"{derived.EarlierSnapshots} {SourceDerived.ShortHash(had)}".TrimStart() };
        if (has is not null)
            derived = derived with { SnapshotCount = derived.SnapshotCount + 1 };
        work.Put(source with { Derived = derived });
    }
}
