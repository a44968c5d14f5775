namespace ClaimGraph.Interchange.Giving;

/// <summary>A review with what it names.</summary>
/// <param name="Appearances">Those of the statement; empty where the object as published tells of them.</param>
internal sealed record ReviewRecord(Review Review, Statement Statement, Actor Reviewer, IReadOnlyList<AppearanceRecord> Appearances);

/// <summary>An appearance with what it names.</summary>
internal sealed record AppearanceRecord(Appearance Appearance, Actor? Claimant, Source? Page);
