namespace ClaimGraph.Stores.Counting;

/// <summary>
/// What a store offers for counts since a moment (<see cref="CountsSince"/>). Each call is one trip to the database, whatever the number
/// of subjects. A store that answers in the calling thread returns completed tasks.
/// </summary>
public interface ICounts
{
    /// <summary>How many pieces of evidence are counted one by one in the time that one candidate takes.</summary>
    int EvidencePerCandidate { get; }

    /// <summary>Adds to <paramref name="sums"/>, for each subject in its order, what the metric, one that <see cref="Tallies.IsByDay"/>,
    /// counted in all parts.</summary>
    ValueTask AddAsync(Metric metric, long[] subjects, Parts parts, long[] sums);

    /// <summary>Every subject that the metric ever counted, in any order.</summary>
    ValueTask<long[]> SubjectsAsync(Metric metric);

    /// <summary>Begins to visit the nodes of a ranking in falling order of their total, those with the same total by id; nodes with none
    /// are left out.</summary>
    ICandidates Candidates(Ranking ranking, DateTimeOffset? since);
}

/// <summary>The nodes of a ranking, some at a time.</summary>
public interface ICandidates : IDisposable
{
    /// <summary>
    /// Puts the next candidates into the empty list; none at the end. How many is up to the store: one at a time where a call costs
    /// nothing, more and more where it is a trip.
    /// </summary>
    ValueTask NextAsync(List<Candidate> batch);

    /// <summary>Replaces each candidate by one that counts, of the first month, only what was created since the moment, and has this in
    /// <see cref="Candidate.Later"/>.</summary>
    ValueTask CountAsync(List<Candidate> batch);
}

/// <summary>A node that may be among the first.</summary>
/// <param name="Total">What names it, of all time.</param>
/// <param name="InMonth">What names it and was created in the month of the moment, before and after it; 0 when there is no moment.</param>
/// <param name="Later">What names it and was created in later months; all when there is no moment.</param>
public readonly record struct Candidate(NodeId Id, long Total, long InMonth, long Later);

/// <summary>A ranking that totals and counts by month are kept for.</summary>
/// <param name="Via">The field in which evidence names the nodes.</param>
/// <param name="Named">Their kind.</param>
/// <param name="Stance">The only stance that counts; null for all.</param>
/// <param name="Total">The field of the nodes with the count over all time, an upper bound for the count since any moment.</param>
/// <param name="ByMonth">What counts by month.</param>
/// <param name="Unless">A flag of nodes that have no rank, as retracted nodes have none; null if all others have one. Evidence on a
/// withdrawn basis does not count, but is part of some totals.</param>
public sealed record Ranking(Field Via, NodeKind Named, Stance? Stance, Field Total, Metric ByMonth, Field? Unless = null)
{
    /// <summary>False when the total counts evidence that does not stand, as it does where a joint premise fell; the counts by month
    /// do not.</summary>
    public bool IsTotalExact => Unless is null;

    public static readonly Ranking MostUsed = new(
        Fields.Evidence.Basis,
        NodeKind.Source,
        null,
        Fields.Source.EvidenceCount,
        Metric.Uses,
        Fields.Source.DerivesFromRetracted
    );
    public static readonly Ranking MostSupported = new(
        Fields.Evidence.Target,
        NodeKind.Statement,
        ClaimGraph.Stance.Supports,
        Fields.Statement.Argued.SupportCount,
        Metric.Supports
    );
    public static readonly Ranking MostRebutted = new(
        Fields.Evidence.Target,
        NodeKind.Statement,
        ClaimGraph.Stance.Rebuts,
        Fields.Statement.Argued.RebutCount,
        Metric.Rebuts
    );

    public static IReadOnlyList<Ranking> All { get; } = [MostUsed, MostSupported, MostRebutted];

    internal static Ranking? Of(Field via, NodeKind named, Stance? stance)
    {
        foreach (var ranking in All)
            if (ranking.Via == via && ranking.Named == named && ranking.Stance == stance)
                return ranking;
        return null;
    }
}
