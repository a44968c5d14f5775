using ClaimGraph.Pages.Nouns;

namespace ClaimGraph.Pages.Reading.Overview;

/// <summary>What <c>Overview.graphql</c> selects.</summary>
public sealed record OverviewData(
    Totals Overview,
    IReadOnlyList<TimeCount> Publication,
    IReadOnlyList<ValueCount> Topics,
    Connection<LatestEvidence> LatestEvidence,
    Connection<ReviewItem> LatestReviews
);

public sealed record Totals(
    NodeCounts Counts,
    IReadOnlyList<VerdictCount> Verdicts,
    IReadOnlyList<StanceCount> Stances,
    IReadOnlyList<AttentionCount> Attention,
    IReadOnlyList<RankedStatement> MostRebutted,
    IReadOnlyList<RankedSource> MostUsedSources,
    int Revision
);

public sealed record NodeCounts(int Actors, int Sources, int Events, int Statements, int Appearances, int Evidence, int Reviews);

public sealed record VerdictCount(string? Verdict, int Count);

public sealed record StanceCount(string Stance, int Count);

public sealed record AttentionCount(string Attention, int Count);

public sealed record RankedStatement(int Count, StatementName Statement);

public sealed record RankedSource(int Count, SourceName Source);

public sealed record LatestEvidence(string Id, string Stance, string? Note, DateTime CreatedAt, AnyNode Basis, AnyNode Target);
