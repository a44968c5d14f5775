using System.Text.Json;

namespace ClaimGraph.Server;

/// <summary>What went wrong by the words of a GraphQL response, for people and for language models.</summary>
internal static class Problems
{
    /// <summary>A line for each error of the request, and for what a mutation found wrong with its input; empty when all went
    /// well.</summary>
    public static IReadOnlyList<string> In(JsonElement response)
    {
        var lines = new List<string>();
        foreach (var error in ListOf(response, "errors"u8))
            lines.Add(Text(error) + Code(error));
        if (response.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Object)
            foreach (var error in data.EnumerateObject().SelectMany(field => ListOf(field.Value, "userErrors"u8)))
                lines.Add(Text(error) + Place(error));
        return lines;
    }

    private static JsonElement[] ListOf(JsonElement owner, ReadOnlySpan<byte> name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)]
            : [];

    private static string Text(JsonElement error) =>
        error.TryGetProperty("message"u8, out var message) ? message.ToString() : "The input was refused.";

    private static string Code(JsonElement error) =>
        error.TryGetProperty("extensions"u8, out var extensions) && extensions.TryGetProperty("code"u8, out var code) ? $" ({code})" : "";

    private static string Place(JsonElement error) => ListOfTexts(error) is { Length: > 0 } steps ? $" ({string.Join('.', steps)})" : "";

    private static string[] ListOfTexts(JsonElement error) =>
        error.TryGetProperty("path"u8, out var path) && path.ValueKind == JsonValueKind.Array
            ? [.. path.EnumerateArray().Select(step => step.ToString())]
            : [];
}
