using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Reads values of JSON-LD as publishers write them: one value, a list, or an object around it; names with and without their
/// vocabulary, in any case; texts with entities and tags of HTML.</summary>
internal static partial class Ld
{
    /// <summary>A member; undefined when there is none, or nothing in it.</summary>
    public static JsonElement Get(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return default;
        if (value.TryGetProperty(name, out var exact))
            return exact.ValueKind == JsonValueKind.Null ? default : exact;
        foreach (var member in value.EnumerateObject())
            if (
                !Additions.IsOurs(member.Name)
                && Local(member.Name).Equals(name, StringComparison.OrdinalIgnoreCase)
                && member.Value.ValueKind != JsonValueKind.Null
            )
                return member.Value;
        return default;
    }

    /// <summary>How an object spells a member; null when it does not have it.</summary>
    public static string? Name(JsonElement value, string name)
    {
        if (value.TryGetProperty(name, out _))
            return name;
        return value
            .EnumerateObject()
            .Select(m => m.Name)
            .FirstOrDefault(n => !Additions.IsOurs(n) && Local(n).Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The values of a member that can be one or several; null ones and empty lists are none.</summary>
    public static IEnumerable<JsonElement> All(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(All),
            JsonValueKind.Object when Wrapped(value) is { ValueKind: not JsonValueKind.Undefined } inner => All(inner),
            _ => [value],
        };

    /// <summary>The texts of a member, without those that are empty; of an object, its name.</summary>
    public static IEnumerable<string> Texts(JsonElement value) =>
        All(value).Select(v => v.ValueKind == JsonValueKind.Object ? Text(Get(v, "name")) : Scalar(v)).OfType<string>();

    public static string? Text(JsonElement value) => Texts(value).FirstOrDefault();

    /// <summary>The first that has a text.</summary>
    public static string? Text(JsonElement owner, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Text(Get(owner, name)) is { } text)
                return text;
        return null;
    }

    /// <summary>Whether one of the types of an object is this one.</summary>
    public static bool Is(JsonElement value, string type) => Types(value).Contains(type, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Types(JsonElement value) =>
        value.ValueKind != JsonValueKind.Object
            ? []
            : new[] { Get(value, "@type"), Get(value, "type") }.SelectMany(All).Where(IsText).Select(t => Local(t.GetString()!.Trim()));

    public static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    /// <summary>A text on one line, without tags and entities of HTML; null when nothing is left.</summary>
    public static string? Clean(string text) => Spaces().Replace(Plain(text), " ").Trim() is { Length: > 0 } clean ? clean : null;

    /// <summary>A text with its lines, without tags and entities of HTML.</summary>
    public static string? Prose(string text) =>
        Lines().Replace(Plain(text).ReplaceLineEndings("\n"), "\n\n").Trim() is { Length: > 0 } prose ? prose : null;

    private static string Plain(string text)
    {
        for (var i = 0; i < 3 && WebUtility.HtmlDecode(text) is var decoded && decoded != text; i++)
            text = decoded; // &amp;quot; has gone through two systems
        text = Tag().Replace(Break().Replace(text, "\n"), "");
        return Invisible.Trim(text.Replace("\0", "", StringComparison.Ordinal).Replace('\u00A0', ' '));
    }

    private static string? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { } text && !Invisible.IsBlank(text) ? text : null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    private static JsonElement Wrapped(JsonElement value)
    {
        foreach (var name in (ReadOnlySpan<string>)["@value", "@list", "@set"])
            if (value.TryGetProperty(name, out var inner))
                return inner;
        return default;
    }

    /// <summary>A name without its vocabulary: <c>ClaimReview</c> of <c>http://schema.org/ClaimReview</c> and
    /// <c>schema:ClaimReview</c>.</summary>
    private static string Local(string name) => name.StartsWith('@') ? name : name[(name.LastIndexOfAny(['/', '#', ':']) + 1)..];

    [GeneratedRegex("</?[a-zA-Z][^<>]*>|<!--.*?-->", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("<(?:br|/p|/li|/div)\\s*/?>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Break();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n\s*\n", RegexOptions.NonBacktracking)]
    private static partial Regex Lines();
}
