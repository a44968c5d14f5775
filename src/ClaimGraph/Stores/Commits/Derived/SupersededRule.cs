namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>How many active statements supersede a statement. It reads the relations to each statement that a changed or withdrawn
/// statement relates to.</summary>
internal sealed class SupersededRule() : DerivedRule(Fields.Statement.SupersededCount)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        if (!derivation.Touches(NodeKind.Relation) && !derivation.Touches(NodeKind.Statement))
            return;
        var work = derivation.Work;
        NodeId[] withdrawn = [.. derivation.Changes.Where(IsWithdrawnOrRestored).Select(w => w.After.Id)];
        if (withdrawn.Length > 0)
            foreach (var relation in await derivation.Scope.LinkedAsync(Fields.Relation.Statement, withdrawn))
                work.Adopt(relation);
        var concerned = work.OfKind<Relation>()
            .Where(r => withdrawn.Contains(r.Content.Statement))
            .Concat(derivation.Changes.SelectMany(w => new[] { w.Before, w.After }).OfType<Relation>())
            .Select(r => r.Content.Other)
            .Distinct()
            .ToArray();
        var superseded = (await derivation.CurrentAsync<Relation>(Fields.Relation.Other, concerned))
            .Select(c => (c.Key, By: c.Nodes.Where(IsSuperseding).Select(r => r.Content.Statement).ToArray()))
            .ToArray();
        await work.LoadAsync(superseded.SelectMany(s => s.By.Append(s.Key)));
        foreach (var (id, by) in superseded)
        {
            var statement = work.Get<Statement>(id);
            var count = by.Count(s => work[s].IsActive);
            if (count != statement.Derived.SupersededCount)
                work.Put(statement with { Derived = statement.Derived with { SupersededCount = count } });
        }
    }

    private static bool IsSuperseding(Relation relation) => relation.Content.RelationKind == RelationKind.Supersedes;

    private static bool IsWithdrawnOrRestored(NodeWrite write) =>
        write is { Before: Statement before, After: Statement now } && before.IsActive != now.IsActive;
}
