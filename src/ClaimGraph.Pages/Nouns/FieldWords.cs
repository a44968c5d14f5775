using System.Text.Json;
using ClaimGraph.Pages.Localization;

namespace ClaimGraph.Pages.Nouns;

/// <summary>The values of fields in histories, for people. The API writes lists and parts as JSON, and enums by their names.</summary>
internal static class FieldWords
{
    /// <summary>A single value in words.</summary>
    /// <param name="type">The type of the record.</param>
    /// <param name="field">The name of its field.</param>
    public static string Of(string? type, string field, string value, Reader reader) =>
        (type, field) switch
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

    /// <summary>The list or the part that a value is; null for a single value.</summary>
    public static JsonElement? Parsed(string value)
    {
        if (value is not ['[' or '{', ..])
            return null;
        try
        {
            return JsonElement.Parse(value);
        }
        catch (JsonException)
        {
            return null; // a text can begin like JSON
        }
    }
}
