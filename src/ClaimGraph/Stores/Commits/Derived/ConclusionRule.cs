namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>What follows from a statement's own content and counts, for each statement that the commit changed. It reads nothing
/// else.</summary>
internal sealed class ConclusionRule(params Conclusion[] conclusions) : DerivedRule([.. conclusions.Select(c => c.Sets)])
{
    public override ValueTask ApplyAsync(Derivation derivation)
    {
        foreach (var statement in derivation.Work.Changed<Statement>().ToArray())
        {
            var derived = statement.Derived;
            foreach (var conclusion in conclusions)
                derived = conclusion.Draw(statement.Content, derived);
            if (derived != statement.Derived)
                derivation.Work.Put(statement with { Derived = derived });
        }
        return default;
    }
}

/// <summary>One value that follows from a statement alone.</summary>
internal abstract class Conclusion(Field sets)
{
    public Field Sets { get; } = sets;

    /// <summary>The derived values with this one as it must be.</summary>
    public abstract StatementDerived Draw(StatementContent content, StatementDerived derived);
}

/// <summary>What asks for a fact-checker's attention.</summary>
internal sealed class AttentionConclusion() : Conclusion(Fields.Statement.Attention)
{
    public override StatementDerived Draw(StatementContent content, StatementDerived derived)
    {
        var attention = AttentionFor(content, derived);
        return attention == derived.Attention ? derived : derived with { Attention = attention };
    }

    // The strength of a statement with as much for it as against it.
    private const double Undecided = 0.5;

    private static Attention AttentionFor(StatementContent content, StatementDerived derived)
    {
        var attention = Attention.None;
        if (derived is { SupportCount: > 0, RebutCount: > 0 })
            attention |= Attention.Contested;
        if (content.Checkable && derived.SupportCount == 0)
            attention |= Attention.Unsupported;
        if (content.Checkable && derived.ReviewCount == 0)
            attention |= Attention.Unreviewed;
        if (derived.IndependentSupportSourceCount == 1)
            attention |= Attention.SingleSource;
        if (derived.RetractedBasisCount > 0)
            attention |= Attention.RetractedBasis;
        if (derived.LostQuoteCount > 0)
            attention |= Attention.QuoteLost;
        if (derived.VerdictsDisagree)
            attention |= Attention.VerdictsDisagree;
        if (derived.Verdict.IsFor && derived.Strength < Undecided || derived.Verdict.IsAgainst && derived.Strength > Undecided)
            attention |= Attention.StrengthAgainstVerdict;
        if (derived.SupersededCount > 0)
            attention |= Attention.Superseded;
        if (derived.LaterEvidenceCount > 0)
            attention |= Attention.Stale;
        return attention;
    }
}
