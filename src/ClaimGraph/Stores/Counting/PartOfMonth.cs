namespace ClaimGraph.Stores.Counting;

/// <summary>
/// The part of a month in which nodes are counted to find how many were created in the month since a moment. The shorter part, because
/// the count of the whole month is known.
/// </summary>
/// <param name="First">The first millisecond of the part.</param>
/// <param name="End">The millisecond up to which it goes, itself not included.</param>
/// <param name="IsSince">True for the part since the moment, false for the one before it.</param>
public readonly record struct PartOfMonth(long First, long End, bool IsSince)
{
    public static PartOfMonth Shorter(DateTimeOffset moment)
    {
        var (start, since, end) = (Period.MonthStart(moment), Period.CeilingMilliseconds(moment), Period.NextMonthStart(moment));
        return end - since <= since - start ? new(since, end, true) : new(start, since, false);
    }

    /// <summary>The candidate with what was created in its month since the moment in <see cref="Candidate.Later"/>.</summary>
    /// <param name="counted">What names it and was created in this part.</param>
    public Candidate Of(Candidate candidate, long counted) =>
        candidate with
        {
            InMonth = 0,
            Later = candidate.Later + (IsSince ? counted : candidate.InMonth - counted),
        };
}
