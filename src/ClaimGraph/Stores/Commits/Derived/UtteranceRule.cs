namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>How many active appearances a statement and a source have. It reads both, of each changed appearance as it was and as it
/// is.</summary>
internal sealed class UtteranceRule() : DerivedRule(Fields.Statement.AppearanceCount, Fields.Source.AppearanceCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var work = derivation.Work;
        var appearances = derivation.Changes.Where(w => w.After is Appearance).ToArray();
        if (appearances.Length == 0)
            return;
        await work.LoadAsync(appearances.SelectMany(Named));
        foreach (var write in appearances)
        {
            Count(work, write.Before as Appearance, -1);
            Count(work, (Appearance)write.After, +1);
        }
    }

    private static IEnumerable<NodeId> Named(NodeWrite write)
    {
        var now = ((Appearance)write.After).Content;
        yield return now.Statement;
        if (now.Source is { } source)
            yield return source;
        if (write.Before is not Appearance { Content: var before })
            yield break;
        yield return before.Statement;
        if (before.Source is { } earlier)
            yield return earlier;
    }

    private static void Count(WorkingSet work, Appearance? appearance, int sign)
    {
        if (appearance is not { IsActive: true })
            return;
        var statement = work.Get<Statement>(appearance.Content.Statement);
        work.Put(statement with { Derived = statement.Derived with { AppearanceCount = statement.Derived.AppearanceCount + sign } });
        if (appearance.Content.Source is not { } id)
            return;
        var source = work.Get<Source>(id);
        work.Put(source with { Derived = source.Derived with { AppearanceCount = source.Derived.AppearanceCount + sign } });
    }
}
