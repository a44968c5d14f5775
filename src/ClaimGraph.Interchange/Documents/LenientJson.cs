using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimGraph.Interchange.Documents;

/// <summary>What became of a text that should be JSON.</summary>
/// <param name="Values">The values in it: one, or several that follow each other as in NDJSON.</param>
/// <param name="IsRepaired">The text is not valid JSON, and was read as it was meant.</param>
/// <param name="Error">Why a part of it cannot be read; null when all was.</param>
internal sealed record LenientResult(IReadOnlyList<JsonElement> Values, bool IsRepaired, string? Error);

/// <summary>
/// Reads JSON as publishers write it. Where it can only mean one thing, it is taken in spite of comments, marks of HTML and XML around
/// it, trailing commas, raw line breaks, wrong escapes and quotation marks within strings. Of a text that stays invalid, the objects that
/// are valid and name a ClaimReview are taken.
/// </summary>
internal static partial class LenientJson
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 512, AllowMultipleValues = true };
    private static readonly JsonReaderOptions Lenient = Strict with
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static LenientResult Parse(string text)
    {
        text = LoneSurrogate().Replace(text, "\\ufffd");
        if (TryParse(text, Strict, out var values, out _))
            return new(values, false, null);
        var bare = Unwrapped(text);
        if (bare.Length == 0)
            return new([], false, null);
        if (TryParse(bare, Lenient, out values, out _) || TryParse(JsonRepair.Repaired(bare), Lenient, out values, out var error))
            return new(values, true, null);
        return new(Salvaged(bare), true, error);
    }

    private static bool TryParse(string text, JsonReaderOptions options, out List<JsonElement> values, out string? error)
    {
        values = [];
        error = null;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), options);
            while (reader.Read())
                values.Add(JsonElement.ParseValue(ref reader));
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            error = e is JsonException { LineNumber: { } line } ? $"see line {line + 1}" : "see its end";
            return false;
        }
    }

    /// <summary>Without what stands around the JSON: comments of HTML and scripts, CDATA, a semicolon; entities decoded when all is
    /// written with them.</summary>
    private static string Unwrapped(string text)
    {
        for (var before = ""; before.Length != text.Length; )
        {
            before = text;
            text = Around().Replace(text.Trim().TrimStart('\uFEFF'), "").Trim();
        }
        return text.StartsWith("{&quot;", StringComparison.Ordinal) || text.StartsWith("[{&quot;", StringComparison.Ordinal)
            ? WebUtility.HtmlDecode(text)
            : text;
    }

    /// <summary>The objects of an invalid text that are valid themselves and speak of a ClaimReview, the innermost ones.</summary>
    private static List<JsonElement> Salvaged(string text)
    {
        List<JsonElement> values = [];
        var open = new Stack<(int At, bool Speaks)>();
        var quoted = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted >= 0 && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                (quoted, open) = quoted < 0 ? (i, open) : (-1, Noted(open, text.AsSpan(quoted, i - quoted)));
            else if (quoted < 0 && text[i] == '{')
                open.Push((i, false));
            else if (quoted < 0 && text[i] == '}' && open.TryPop(out var closed) && closed.Speaks)
                if (TryParse(JsonRepair.Repaired(text[closed.At..(i + 1)]), Lenient, out var found, out _))
                    values.AddRange(found);
        }
        return values;
    }

    private static Stack<(int At, bool Speaks)> Noted(Stack<(int At, bool Speaks)> open, ReadOnlySpan<char> text)
    {
        if (text.EndsWith("ClaimReview", StringComparison.OrdinalIgnoreCase) && open.TryPop(out var inner))
            open.Push(inner with { Speaks = true });
        return open;
    }

    [GeneratedRegex(
        @"^(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|<script[^>]*>)"
            + @"|(?:-->|//\s*-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;|</script>)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Around();

    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex LoneSurrogate();
}
