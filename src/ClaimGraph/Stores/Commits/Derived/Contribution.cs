namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>What one piece of active evidence adds to its target. While its basis is withdrawn, that is only that there is such
/// evidence.</summary>
internal readonly record struct Contribution(
    NodeId Target,
    Stance Stance,
    long Weight,
    bool Converged,
    NodeKind Basis,
    bool RetractedBasis,
    NodeId? Origin
)
{
    /// <summary>What evidence was worth when it was stored; null when it was retracted.</summary>
    public static Contribution? Stored(Evidence e) =>
        !e.IsActive
            ? null
            : new Contribution(
                e.Content.Target,
                e.Content.Stance,
                e.Derived.Weight,
                e.Derived.Converged,
                e.Content.Basis.Kind,
                e.Derived.BasisRetracted,
                e.Derived.Origin
            );

    /// <summary>What active evidence is worth that stands.</summary>
    public static Contribution Standing(Evidence e, NodeId origin, long weight, bool converged) =>
        new(e.Content.Target, e.Content.Stance, weight, converged, e.Content.Basis.Kind, false, origin);

    /// <summary>What active evidence is worth that does not stand.</summary>
    public static Contribution Fallen(Evidence e) => new(e.Content.Target, e.Content.Stance, 0, true, e.Content.Basis.Kind, true, null);

    /// <summary>False for what is retracted, and for a source that copies or reports from one that is.</summary>
    public static bool Stands(Node basis) => basis.IsActive && basis is not Source { Derived.DerivesFromRetracted: true };

    /// <summary>Whether it is in the sums of what supports or rebuts its target.</summary>
    public bool Argues => Origin is not null && Stance != Stance.Context;

    /// <summary>The counts of a target with this added (sign +1) or taken away (−1).</summary>
    public ArguedFor CountIn(ArguedFor argued, int sign) =>
        RetractedBasis ? argued with { RetractedBasisCount = argued.RetractedBasisCount + sign } : CountStanding(argued, sign);

    private ArguedFor CountStanding(ArguedFor argued, int sign)
    {
        var fromStatement = Basis == NodeKind.Statement ? sign : 0;
        var counted = Converged ? argued : argued with { UnsettledCount = argued.UnsettledCount + sign };
        return Stance switch
        {
            Stance.Supports => counted with
            {
                SupportCount = counted.SupportCount + sign,
                StatementSupportCount = counted.StatementSupportCount + fromStatement,
            },
            Stance.Rebuts => counted with
            {
                RebutCount = counted.RebutCount + sign,
                StatementRebutCount = counted.StatementRebutCount + fromStatement,
            },
            _ => counted with
            {
                ContextCount = counted.ContextCount + sign,
                StatementContextCount = counted.StatementContextCount + fromStatement,
            },
        };
    }
}
