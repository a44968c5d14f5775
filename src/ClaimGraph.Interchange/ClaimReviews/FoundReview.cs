using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>A ClaimReview where it was found.</summary>
/// <param name="Pointer">Where in the file, as a JSON pointer.</param>
/// <param name="PageUrl">The address of the page or entry around it, for a review that gives none.</param>
/// <param name="Language">The language of the page around it.</param>
internal sealed record FoundReview(
    string File,
    string Pointer,
    JsonElement Json,
    LdReferences References,
    string? PageUrl,
    string? Language
);
