using System.Text.Json;
using ClaimGraph.Pages.Localization;

namespace ClaimGraph.Pages.Nouns;

/// <summary>The values of fields in histories, for people. The API writes lists and parts as JSON, and enums by their names.</summary>
internal static class FieldWords
{
    /// <param name="type">The type of the record.</param>
    /// <param name="field">The name of its field.</param>
    public static string? Of(string? type, string field, string? value, Reader reader) =>
        value is null ? null
        : value is ['[' or '{', ..] && Parsed(value) is { } json ? Of(type, field, json, reader)
        : (type, field) switch
        {
            ("Statement", "kind") => Words.StatementKind(value),
            ("Source", "kind") => Words.SourceKind(value),
            ("Actor", "kind") => Words.ActorKind(value),
            ("Relation", "kind") => Words.RelationKind(value, backwards: false),
            (_, "stance") => Words.Stance(value),
            (_, "verdict") => Words.Verdict(value),
            (_, "status") => Words.Status(value),
            (_, "reliability") => Words.Reliability(value),
            (_, "role") => Words.Role(value),
            (_, "language") => Languages.Name(value, reader),
            (_, "publishedOn" or "saidOn" or "startsOn" or "endsOn" or "reviewedOn" or "noticeOn" or "since") => reader.Date(value),
            (_, "checkable" or "published") => value == "true" ? Texts.Yes : Texts.No,
            _ => value,
        };

    private static string Of(string? type, string field, JsonElement json, Reader reader) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => string.Join("; ", json.EnumerateArray().Select(item => Of(type, field, item, reader))),
            JsonValueKind.Object => string.Join(
                " · ",
                json.EnumerateObject()
                    .Where(part => part.Value.ValueKind != JsonValueKind.Null)
                    .Select(part => $"{Words.Field(part.Name)}: {Of(type, part.Name, part.Value, reader)}")
            ),
            _ => Of(type, field, json.ToString(), reader)!,
        };

    // A text can begin like JSON.
    private static JsonElement? Parsed(string value)
    {
        try
        {
            return JsonElement.Parse(value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
