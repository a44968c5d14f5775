using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>
/// What an export of ours has changed in an object as published, in members of its own, so that an import gets back what was published:
/// <c>claimgraph:added</c> names members that were not there, or is true for an object that was made here; <c>claimgraph:published</c>
/// holds those that were otherwise; <c>claimgraph:verdict</c> is the verdict where the rating alone would give another; and
/// <c>claimgraph:unrated</c> says that the rating stands for the verdict alone.
/// </summary>
internal static class Additions
{
    public const string Added = "claimgraph:added";
    public const string Replaced = "claimgraph:published";
    public const string Verdict = "claimgraph:verdict";
    public const string Unrated = "claimgraph:unrated";

    public static bool IsOurs(string member) => member is Added or Replaced or Verdict or Unrated;

    public static IReadOnlySet<string> NamesOf(JsonElement review) => Ld.Texts(Ld.Get(review, Added)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the whole object was made here.</summary>
    public static bool IsMadeHere(JsonElement review) => Ld.Get(review, Added).ValueKind == JsonValueKind.True;

    public static bool IsUnrated(JsonElement review) => Ld.Get(review, Unrated).ValueKind == JsonValueKind.True;
}
