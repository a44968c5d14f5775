using System.Text;

namespace ClaimGraph;

/// <summary>
/// The part of an address that makes a browser scroll to a quote and mark it: <c>#:~:text=[prefix-,]start[,end][,-suffix]</c> (WICG,
/// "URL Fragment Text Directives").
/// </summary>
public static class TextFragment
{
    private const int Whole = 200; // longer words are named by their beginning and their end
    private const int Edge = 60;
    private const int WordsAround = 3;
    private const int Short = 40; // shorter words stand in many places, so the text around them is named, too

    /// <param name="words">The quoted words as they stand in the text.</param>
    /// <param name="prefix">The text before them, if it is known.</param>
    /// <param name="suffix">The text after them, if it is known.</param>
    /// <returns>The directive without the address, such as <c>:~:text=for%20all</c>.</returns>
    public static string Of(string words, string? prefix = null, string? suffix = null)
    {
        var lines = Lines(words);
        var isShort = words.Length < Short;
        var result = new StringBuilder(":~:text=");
        if (isShort && prefix is not null && LastWords(prefix) is { Length: > 0 } before)
            result.Append(Encoded(before)).Append("-,");
        if (lines.Length == 1 && lines[0].Length <= Whole)
            result.Append(Encoded(lines[0]));
        else
            result.Append(Encoded(Beginning(lines[0]))).Append(',').Append(Encoded(End(lines[^1])));
        if (isShort && suffix is not null && FirstWords(suffix) is { Length: > 0 } after)
            result.Append(",-").Append(Encoded(after));
        return result.ToString();
    }

    /// <summary>An address with the directive; its own fragment stays.</summary>
    public static string On(string url, string directive) =>
        url.Contains('#', StringComparison.Ordinal) ? url + directive : $"{url}#{directive}";

    // A passage is looked for inside of one block of the page; only its two ends may stand in different ones.
    private static string[] Lines(string text) =>
        text.Split(['\n', '\r', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            is { Length: > 0 } lines
            ? [.. lines.Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))]
            : [text];

    private static string Beginning(string line)
    {
        if (line.Length <= Edge)
            return line;
        var space = line.LastIndexOf(' ', Edge);
        return space > 0 ? line[..space] : line[..WholeCharacters(line, Edge)];
    }

    private static string End(string line)
    {
        if (line.Length <= Edge)
            return line;
        var from = line.Length - Edge;
        var space = line.IndexOf(' ', from);
        return space > 0 ? line[(space + 1)..] : line[WholeCharacters(line, from)..];
    }

    private static int WholeCharacters(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;

    /// <summary>The last words of the last line. Of the first one, a part may be missing, so it is left out.</summary>
    private static string LastWords(string prefix)
    {
        var line = prefix[(prefix.LastIndexOfAny(['\n', '\r']) + 1)..];
        return string.Join(' ', line.Split((char[]?)null).Skip(1).Where(w => w.Length > 0).TakeLast(WordsAround));
    }

    private static string FirstWords(string suffix)
    {
        var line = suffix.IndexOfAny(['\n', '\r']) is >= 0 and var end ? suffix[..end] : suffix;
        return string.Join(' ', line.Split((char[]?)null).SkipLast(1).Where(w => w.Length > 0).Take(WordsAround));
    }

    // A hyphen marks prefix and suffix.
    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("-", "%2D", StringComparison.Ordinal);
}
