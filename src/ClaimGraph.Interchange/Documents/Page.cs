using System.Text.Json;

namespace ClaimGraph.Interchange.Documents;

/// <summary>What a file says: values as JSON with the pointer to each, and what a saved page says of itself.</summary>
/// <param name="Parts">The pointer to each value, and the value.</param>
/// <param name="Url">The address of a saved page.</param>
/// <param name="Language">The language of a saved page.</param>
internal sealed record Page(
    string File,
    IReadOnlyList<(string Pointer, JsonElement Value)> Parts,
    string? Url = null,
    string? Language = null
);
