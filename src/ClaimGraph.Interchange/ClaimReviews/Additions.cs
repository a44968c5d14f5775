using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>
/// What an export of ours has changed in an object as published, in members of its own, so that an import gets back what was published:
/// <c>claimgraph:added</c> names members that were not there, or is true for an object that was made here; <c>claimgraph:published</c>
/// holds those that were otherwise; <c>claimgraph:verdict</c> is the verdict where the rating alone would give another;
/// <c>claimgraph:unrated</c> says that the rating stands for the verdict alone; and <c>claimgraph:unaddressed</c> that the review has no
/// address of its own, so that <c>url</c> is the page of the claim.
/// </summary>
internal static class Additions
{
    public const string Added = "claimgraph:added";
    public const string Replaced = "claimgraph:published";
    public const string Verdict = "claimgraph:verdict";
    public const string Unrated = "claimgraph:unrated";
    public const string Unaddressed = "claimgraph:unaddressed";

    public static bool IsOurs(string member) => member is Added or Replaced or Verdict or Unrated or Unaddressed;

    public static IReadOnlySet<string> NamesOf(JsonElement review) => Ld.Texts(Ld.Get(review, Added)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the whole object was made here.</summary>
    public static bool IsMadeHere(JsonElement review) => Ld.Get(review, Added).ValueKind == JsonValueKind.True;

    public static bool IsUnrated(JsonElement review) => Ld.Get(review, Unrated).ValueKind == JsonValueKind.True;

    public static bool IsUnaddressed(JsonElement review) => Ld.Get(review, Unaddressed).ValueKind == JsonValueKind.True;
}
