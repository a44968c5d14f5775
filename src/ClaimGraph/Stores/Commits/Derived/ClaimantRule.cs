namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Who said a statement, in its first active appearance that names an actor. It reads the statement's appearances only when one was
/// changed or withdrawn; a new one can only name a claimant where there is none.
/// </summary>
internal sealed class ClaimantRule() : DerivedRule(Fields.Statement.Claimant)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        foreach (var write in derivation.Changes)
            if (
                write is { Before: null, After: Appearance { IsActive: true, Content: { Actor: { } actor } content } }
                && work.Get<Statement>(content.Statement) is { Derived.Claimant: null } statement
            )
                Set(work, statement, actor);
        var unsure = derivation
            .Changes.Where(w => w is { Before: not null, After: Appearance })
            .Select(w => ((Appearance)w.After).Content.Statement);
        foreach (var (id, current) in await derivation.CurrentAsync<Appearance>(Fields.Appearance.Statement, [.. unsure.Distinct()]))
            Set(work, work.Get<Statement>(id), current.OrderBy(a => a.Id).Select(a => a.Content.Actor).FirstOrDefault(a => a is not null));
    }

    private static void Set(WorkingSet work, Statement statement, NodeId? claimant) =>
        work.Put(statement with { Derived = statement.Derived with { Claimant = claimant } });
}
