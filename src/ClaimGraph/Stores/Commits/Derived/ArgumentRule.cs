namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// What evidence is worth, what argues about its target, and the strength of statements: one rule, as each follows from the others, in
/// cycles too. It starts at the evidence that <see cref="UseRule"/> found and goes on for as long as values move.
/// </summary>
internal sealed class ArgumentRule()
    : DerivedRule([
        Fields.Evidence.Weight,
        Fields.Evidence.Converged,
        Fields.Evidence.Origin,
        Fields.Evidence.PublisherGroup,
        Fields.Evidence.BasisRetracted,
        .. Fields.Evidence.Argued.All,
        .. Fields.Statement.Argued.All,
        Fields.Statement.Strength,
        Fields.Statement.Converged,
    ])
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        NodeId[] start = [.. derivation.Evidence, .. derivation.Changes.Where(HasNewPrior).Select(w => w.After.Id)];
        if (start.Length == 0)
            return;
        var reach = await ArgumentReach.LoadAsync(derivation, start);
        var inputs = await ArgumentInputs.LoadAsync(derivation, reach);
        new Weighing(derivation.Work, reach, inputs).Run(start);
    }

    private static bool HasNewPrior(NodeWrite write) =>
        write.After is Statement now && (write.Before is not Statement before || !Equals(before.Content.Prior, now.Content.Prior));
}
