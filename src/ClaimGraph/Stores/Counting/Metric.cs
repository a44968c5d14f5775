namespace ClaimGraph.Stores.Counting;

/// <summary>
/// What is counted of active nodes by the time at which they were created. All are counted by month, the first three also by day.
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
    public static bool IsByDay(this Metric metric) => metric <= Metric.Stances;

    /// <summary>What is added to the number of a stance for evidence on a withdrawn basis, which is counted apart.</summary>
    public const long OnRetractedBasis = 8;

    /// <summary>The subject under which evidence of a stance is counted.</summary>
    public static long SubjectOf(Stance stance, bool basisRetracted) => (long)stance + (basisRetracted ? OnRetractedBasis : 0);

    /// <summary>Adds a node that was written: what it counted before is taken away, what it counts now is added.</summary>
    public static void Write(ITally tally, Node? before, Node after)
    {
        if (before is not null && IsSame(before, after))
            return;
        Add(tally, before, -1);
        Add(tally, after, +1);
    }

    /// <summary>True when a change of the node cannot change a count.</summary>
    private static bool IsSame(Node before, Node after) =>
        before.IsActive == after.IsActive
        && (before, after) switch
        {
            (Statement a, Statement b) => a.Derived.Verdict == b.Derived.Verdict,
            (Evidence a, Evidence b) => a.Content.Stance == b.Content.Stance && a.Derived.BasisRetracted == b.Derived.BasisRetracted,
            _ => true,
        };

    private static void Add(ITally tally, Node? node, int sign)
    {
        if (node is not { IsActive: true })
            return;
        var time = node.CreatedAt;
        tally.Add(Metric.Nodes, (long)node.Kind, time, sign);
        switch (node)
        {
            case Statement statement:
                tally.Add(Metric.Verdicts, statement.Derived.Verdict is { } verdict ? (long)verdict : 0, time, sign);
                break;
            case Evidence evidence:
                tally.Add(Metric.Stances, SubjectOf(evidence.Content.Stance, evidence.Derived.BasisRetracted), time, sign);
                if (!evidence.Derived.BasisRetracted)
                    AddStanding(tally, evidence.Content, time, sign);
                break;
        }
    }

    private static void AddStanding(ITally tally, EvidenceContent evidence, DateTimeOffset time, int sign)
    {
        if (evidence.Stance == Stance.Supports)
            tally.Add(Metric.Supports, evidence.Target.Value, time, sign);
        if (evidence.Stance == Stance.Rebuts)
            tally.Add(Metric.Rebuts, evidence.Target.Value, time, sign);
        tally.Add(Metric.Uses, evidence.Basis.Value, time, sign);
    }
}
