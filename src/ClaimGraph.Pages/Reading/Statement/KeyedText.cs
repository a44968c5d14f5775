using System.Text.RegularExpressions;

namespace ClaimGraph.Pages.Reading.Statement;

/// <summary>Finds the keys of records in a text.</summary>
internal static partial class KeyedText
{
    /// <summary>The text in parts: between keys, and keys.</summary>
    public static IEnumerable<(string Text, bool IsKey)> Parts(string text, Func<string, bool> isKey)
    {
        var end = 0;
        foreach (Match match in Word().Matches(text))
        {
            if (!isKey(match.Value))
                continue;
            if (match.Index > end)
                yield return (text[end..match.Index], false);
            yield return (match.Value, true);
            end = match.Index + match.Length;
        }
        if (end < text.Length)
            yield return (text[end..], false);
    }

    [GeneratedRegex("[A-Za-z0-9_-]{3,200}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
