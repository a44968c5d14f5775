namespace ClaimGraph.Stores.Counting;

/// <summary>
/// What is counted of active nodes by the time at which they were created. All are counted by month, those of few subjects also by day.
/// The numbers are stored; never renumber. The even numbers between them are the embedded store's, for the counts by day.
/// </summary>
public enum Metric : long
{
    /// <summary>Nodes of a kind (the subject).</summary>
    Nodes = 1,

    /// <summary>Statements with a verdict (the subject; 0 for none).</summary>
    Verdicts = 3,

    /// <summary>Evidence with a stance (the subject, <see cref="Tallies.SubjectOf(Stance, bool)"/>).</summary>
    Stances = 5,

    /// <summary>Supporting evidence on a target (the subject, an id), its basis not withdrawn.</summary>
    Supports = 7,

    /// <summary>Rebutting evidence on a target (the subject, an id), its basis not withdrawn.</summary>
    Rebuts = 9,

    /// <summary>Evidence that rests on a basis (the subject, an id) that is not withdrawn.</summary>
    Uses = 11,

    /// <summary>Statements that need attention for a reason (the subject, a flag of <see cref="ClaimGraph.Attention"/>). One with several
    /// reasons counts for each.</summary>
    Attention = 13,

    /// <summary>Proposals in a state (the subject).</summary>
    Proposals = 15,

    /// <summary>Statements of a kind (the subject).</summary>
    StatementKinds = 17,

    /// <summary>Statements in a language (the subject, <see cref="LanguageSubject"/>).</summary>
    Languages = 19,
}

/// <summary>Where a store keeps counts.</summary>
public interface ITally
{
    /// <summary>Adds to the count of the month of a moment, and of its day where <see cref="Tallies.IsByDay"/>.</summary>
    void Add(Metric metric, long subject, DateTimeOffset createdAt, int n);
}

/// <summary>Which nodes count in which metric.</summary>
public static class Tallies
{
    /// <summary>Metrics with few subjects are counted by day, too.</summary>
    public static bool IsByDay(this Metric metric) => metric is <= Metric.Stances or >= Metric.Attention;

    /// <summary>What is added to the number of a stance for evidence on a withdrawn basis, which is counted apart.</summary>
    public const long OnRetractedBasis = 8;

    /// <summary>The subject under which evidence of a stance is counted.</summary>
    public static long SubjectOf(Stance stance, bool basisRetracted) => (long)stance + (basisRetracted ? OnRetractedBasis : 0);

    /// <summary>Adds a node that was written: what it counted before is taken away, what it counts now is added.</summary>
    public static void Write(ITally tally, Node? before, Node after)
    {
        if (before is not null && IsSame(before, after))
            return;
        var (had, has) = (CountsOf(before), CountsOf(after));
        foreach (var (metric, subject) in had)
            if (!has.Contains((metric, subject)))
                tally.Add(metric, subject, before!.CreatedAt, -1);
        foreach (var (metric, subject) in has)
            if (!had.Contains((metric, subject)))
                tally.Add(metric, subject, after.CreatedAt, +1);
    }

    /// <summary>True when a change of the node cannot change a count.</summary>
    private static bool IsSame(Node before, Node after) =>
        before.IsActive == after.IsActive
        && (before, after) switch
        {
            (Statement a, Statement b) => a.Derived.Verdict == b.Derived.Verdict
                && a.Derived.Attention == b.Derived.Attention
                && (a.Content.StatementKind, a.Content.Language) == (b.Content.StatementKind, b.Content.Language),
            (Evidence a, Evidence b) => (a.Content.Stance, a.Content.Basis, a.Content.Target)
                == (b.Content.Stance, b.Content.Basis, b.Content.Target)
                && a.Derived.BasisRetracted == b.Derived.BasisRetracted,
            (Proposal a, Proposal b) => a.Content.State == b.Content.State,
            _ => true,
        };

    /// <summary>Where a node counts.</summary>
    private static List<(Metric Metric, long Subject)> CountsOf(Node? node)
    {
        if (node is not { IsActive: true })
            return [];
        List<(Metric, long)> counts = [(Metric.Nodes, (long)node.Kind)];
        switch (node)
        {
            case Statement statement:
                counts.Add((Metric.Verdicts, statement.Derived.Verdict is { } verdict ? (long)verdict : 0));
                counts.Add((Metric.StatementKinds, (long)statement.Content.StatementKind));
                counts.Add((Metric.Languages, LanguageSubject.Of(statement.Content.Language)));
                for (var rest = (long)statement.Derived.Attention; rest != 0; rest &= rest - 1)
                    counts.Add((Metric.Attention, rest & -rest));
                break;
            case Evidence evidence:
                counts.Add((Metric.Stances, SubjectOf(evidence.Content.Stance, evidence.Derived.BasisRetracted)));
                if (!evidence.Derived.BasisRetracted)
                    AddStanding(counts, evidence.Content);
                break;
            case Proposal proposal:
                counts.Add((Metric.Proposals, (long)proposal.Content.State));
                break;
        }
        return counts;
    }

    private static void AddStanding(List<(Metric Metric, long Subject)> counts, EvidenceContent evidence)
    {
        if (evidence.Stance == Stance.Supports)
            counts.Add((Metric.Supports, evidence.Target.Value));
        if (evidence.Stance == Stance.Rebuts)
            counts.Add((Metric.Rebuts, evidence.Target.Value));
        counts.Add((Metric.Uses, evidence.Basis.Value));
    }
}
