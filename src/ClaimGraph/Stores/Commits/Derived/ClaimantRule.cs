namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// Who said a statement first: the actor of the active appearance with the earliest date, or of the first one entered where none has a
/// date. It reads the statement's appearances only when one was changed or withdrawn; a new one is compared with what is known.
/// </summary>
internal sealed class ClaimantRule() : DerivedRule(Fields.Statement.Claimant, Fields.Statement.ClaimedOn)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        if (!derivation.Touches(NodeKind.Appearance))
            return;
        var work = derivation.Work;
        foreach (var write in derivation.Changes)
            if (write is { Before: null, After: Appearance { IsActive: true, Content: { Actor: not null } said } })
                SetIfEarlier(work, work.Get<Statement>(said.Statement), said);
        var unsure = derivation
            .Changes.Where(w => w is { Before: not null, After: Appearance })
            .SelectMany(w => new[] { w.Before, w.After })
            .Select(n => ((Appearance)n!).Content.Statement)
            .ToArray();
        await work.LoadAsync(unsure);
        foreach (var (id, current) in await derivation.CurrentAsync<Appearance>(Fields.Appearance.Statement, [.. unsure.Distinct()]))
            Set(work, work.Get<Statement>(id), First(current)?.Content);
    }

    private static Appearance? First(IEnumerable<Appearance> said) =>
        said.Where(a => a.Content.Actor is not null)
            .OrderBy(a => a.Content.SaidOn is null)
            .ThenBy(a => a.Content.SaidOn?.FirstDay)
            .ThenBy(a => a.Id)
            .FirstOrDefault();

    // Appearances of one commit come in the order of their entry.
    private static void SetIfEarlier(WorkingSet work, Statement statement, AppearanceContent said)
    {
        var (claimant, known) = (statement.Derived.Claimant, statement.Derived.ClaimedOn);
        if (claimant is null || said.SaidOn is { } on && (known is null || on.FirstDay < known.Value.FirstDay))
            Set(work, statement, said);
    }

    private static void Set(WorkingSet work, Statement statement, AppearanceContent? said) =>
        work.Put(statement with { Derived = statement.Derived with { Claimant = said?.Actor, ClaimedOn = said?.SaidOn } });
}
