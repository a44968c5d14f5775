using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ClaimGraph.Import;

/// <summary>Says in our words why a record could not be read.</summary>
internal static class RecordProblem
{
    public static Problem Of(JsonException error, JsonTypeInfo type)
    {
        var path = JsonPointer.SegmentsOf(error.Path);
        var at = TypeAt(path, type, out var unknown);
        if (unknown is not null) return new Problem(ProblemCode.UnknownField, $"There is no field '{unknown}' here.", path);
        if (error.Message.StartsWith("Duplicate", StringComparison.Ordinal))
            return new Problem(ProblemCode.InvalidFormat, $"The field '{path.LastOrDefault()}' stands here twice.", path);
        // The serializer's own messages end with the path and speak of .NET types; those of our converters are for people.
        var own = !error.Message.Contains("Path: $", StringComparison.Ordinal);
        return new Problem(ProblemCode.InvalidFormat, own ? error.Message : $"{Expected(at)} is expected here.", path);
    }

    /// <summary>Walks down the path; <paramref name="unknown"/> is the first name that the records do not have.</summary>
    private static JsonTypeInfo? TypeAt(IEnumerable<string> path, JsonTypeInfo type, out string? unknown)
    {
        unknown = null;
        JsonTypeInfo? at = type;
        foreach (var name in path)
        {
            if (at is null) break;
            var next = at.Kind == JsonTypeInfoKind.Enumerable ? at.ElementType : at.Properties.FirstOrDefault(p => p.Name == name)?.PropertyType;
            if (next is null && at.Kind == JsonTypeInfoKind.Object) unknown = name;
            at = next is null ? null : at.Options.GetTypeInfo(next);
        }
        return at;
    }

    private static string Expected(JsonTypeInfo? type) => type switch
    {
        { Kind: JsonTypeInfoKind.Object } => "An object",
        { Kind: JsonTypeInfoKind.Enumerable } => "A list",
        _ when type?.Type == typeof(string) => "A well-formed text",
        _ when type?.Type == typeof(bool?) => "true or false",
        _ when type?.Type == typeof(int?) => "A whole number",
        _ when type?.Type == typeof(double?) => "A number",
        _ when type?.Type == typeof(PartialDate?) => "A date like 2025, 2025-02 or 2025-02-11",
        _ => "Another value",
    };
}
