namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>
/// How many sources support a statement, copies counted with their origin. It reads how much active evidence supports each statement from
/// each origin that came or went.
/// </summary>
internal sealed class IndependenceRule() : DerivedRule(Fields.Statement.IndependentSources)
{
    public override async ValueTask ApplyAsync(Derivation derivation)
    {
        var differences = new Dictionary<(NodeId Statement, NodeId Origin), int>();
        foreach (var (before, after) in derivation.Differences)
        {
            Count(differences, before, -1);
            Count(differences, after, +1);
        }
        var pairs = differences.Where(d => d.Value != 0).Select(d => d.Key).ToArray();
        if (pairs.Length == 0)
            return;
        var stored = await derivation.Scope.CountSupportAsync(pairs);
        for (var i = 0; i < pairs.Length; i++)
        {
            // +1 when this is the first support from its origin, −1 when it was the last.
            var change = (stored[i] + differences[pairs[i]] > 0 ? 1 : 0) - (stored[i] > 0 ? 1 : 0);
            if (change == 0)
                continue;
            var statement = derivation.Work.Get<Statement>(pairs[i].Statement);
            derivation.Work.Put(
                statement with
                {
                    Derived = statement.Derived with { IndependentSources = statement.Derived.IndependentSources + change },
                }
            );
        }
    }

    private static void Count(Dictionary<(NodeId, NodeId), int> differences, Contribution? contribution, int sign)
    {
        if (contribution is not { Stance: Stance.Supports, Origin: { } origin, Target.Kind: NodeKind.Statement } c)
            return;
        differences[(c.Target, origin)] = differences.GetValueOrDefault((c.Target, origin)) + sign;
    }
}
