namespace ClaimGraph.Stores.Commits.Derived;

/// <summary>What one piece of active evidence adds to its target.</summary>
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
        var source = basis as Source;
        var weight = basis.IsActive ? EvidenceStrength.Weight(evidence.Content, source?.Content.Reliability, evidence.Derived) : 0;
        return new Contribution(
            evidence.Content.Target,
            evidence.Content.Stance,
            weight,
            basis.Kind,
            !basis.IsActive,
            source?.Derived.Origin
        );
    }

    /// <summary>What argues about a target with this added (sign +1) or taken away (−1).</summary>
    public ArguedFor AddTo(ArguedFor argued, int sign)
    {
        var fromStatement = Basis == NodeKind.Statement ? sign : 0;
        var retracted = argued.RetractedBasisCount + (RetractedBasis ? sign : 0);
        return Stance switch
        {
            Stance.Supports => argued with
            {
                SupportCount = argued.SupportCount + sign,
                StatementSupportCount = argued.StatementSupportCount + fromStatement,
                SupportWeight = argued.SupportWeight + sign * Weight,
                RetractedBasisCount = retracted,
            },
            Stance.Rebuts => argued with
            {
                RebutCount = argued.RebutCount + sign,
                StatementRebutCount = argued.StatementRebutCount + fromStatement,
                RebutWeight = argued.RebutWeight + sign * Weight,
                RetractedBasisCount = retracted,
            },
            _ => argued with
            {
                ContextCount = argued.ContextCount + sign,
                StatementContextCount = argued.StatementContextCount + fromStatement,
                RetractedBasisCount = retracted,
            },
        };
    }
}
