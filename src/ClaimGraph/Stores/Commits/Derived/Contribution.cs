namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>What one piece of active evidence adds to its target. While its basis is withdrawn, that is only that there is such
/// evidence.</summary>
internal readonly record struct Contribution(NodeId Target, Stance Stance, long Weight, NodeKind Basis, bool RetractedBasis, NodeId? Origin)
{
    /// <summary>What evidence was worth when it was stored; null when it was retracted.</summary>
    public static Contribution? Stored(Evidence e) =>
        !e.IsActive
            ? null
            : new Contribution(
                e.Content.Target,
                e.Content.Stance,
                e.Derived.Weight,
                e.Content.Basis.Kind,
                e.Derived.BasisRetracted,
                e.Derived.Origin
            );

    /// <summary>What evidence is worth with this basis and with what argues about it; null when it is retracted.</summary>
    public static Contribution? Of(Evidence evidence, Node basis)
    {
        if (!evidence.IsActive)
            return null;
        var (source, stands) = (basis as Source, Stands(basis));
        return new Contribution(
            evidence.Content.Target,
            evidence.Content.Stance,
            stands ? EvidenceStrength.Weight(evidence.Content, source?.Content.Reliability, evidence.Derived) : 0,
            basis.Kind,
            !stands,
            stands ? source?.Derived.Origin : null
        );
    }

    /// <summary>False for what is retracted, and for a source that copies or reports from one that is.</summary>
    public static bool Stands(Node basis) => basis.IsActive && basis is not Source { Derived.DerivesFromRetracted: true };

    /// <summary>What argues about a target with this added (sign +1) or taken away (−1).</summary>
    public ArguedFor AddTo(ArguedFor argued, int sign) =>
        RetractedBasis ? argued with { RetractedBasisCount = argued.RetractedBasisCount + sign } : AddStanding(argued, sign);

    private ArguedFor AddStanding(ArguedFor argued, int sign)
    {
        var fromStatement = Basis == NodeKind.Statement ? sign : 0;
        return Stance switch
        {
            Stance.Supports => argued with
            {
                SupportCount = argued.SupportCount + sign,
                StatementSupportCount = argued.StatementSupportCount + fromStatement,
                SupportWeight = argued.SupportWeight + sign * Weight,
            },
            Stance.Rebuts => argued with
            {
                RebutCount = argued.RebutCount + sign,
                StatementRebutCount = argued.StatementRebutCount + fromStatement,
                RebutWeight = argued.RebutWeight + sign * Weight,
            },
            _ => argued with
            {
                ContextCount = argued.ContextCount + sign,
                StatementContextCount = argued.StatementContextCount + fromStatement,
            },
        };
    }
}
