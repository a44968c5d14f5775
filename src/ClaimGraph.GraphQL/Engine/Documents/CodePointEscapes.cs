using System.Globalization;
using System.Text;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>Writes escapes of code points in strings, <c>\u{1F600}</c>, as the parser knows them: <c>\uD83D\uDE00</c>.</summary>
internal static class CodePointEscapes
{
    private const string Start = "\\u{";
    private const string BlockQuote = "\"\"\"";

    /// <summary>The text with such escapes written out; those that stand for no character are left to the parser, which refuses
    /// them.</summary>
    public static string Rewrite(string text)
    {
        if (!text.Contains(Start, StringComparison.Ordinal))
            return text;
        var written = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var rest = text.AsSpan(at);
            var length =
                rest[0] == '#' ? Until(rest, rest.IndexOfAny('\n', '\r'))
                : rest.StartsWith(BlockQuote) ? BlockString(rest)
                : rest[0] == '"' ? Append(written, rest)
                : 1;
            if (rest[0] != '"' || rest.StartsWith(BlockQuote))
                written.Append(rest[..length]);
            at += length;
        }
        return written.ToString();
    }

    private static int BlockString(ReadOnlySpan<char> text)
    {
        for (var at = BlockQuote.Length; at < text.Length; at++)
        {
            if (text[at..].StartsWith("\\\"\"\""))
                at += BlockQuote.Length;
            else if (text[at..].StartsWith(BlockQuote))
                return at + BlockQuote.Length;
        }
        return text.Length;
    }

    /// <summary>Appends a string, and gives its length in the text.</summary>
    private static int Append(StringBuilder written, ReadOnlySpan<char> text)
    {
        written.Append('"');
        var at = 1;
        while (at < text.Length && text[at] is not ('\n' or '\r'))
        {
            if (text[at] == '"')
            {
                written.Append('"');
                return at + 1;
            }
            at += text[at] == '\\' ? AppendEscape(written, text[at..]) : AppendOne(written, text[at]);
        }
        return at;
    }

    private static int AppendOne(StringBuilder written, char character)
    {
        written.Append(character);
        return 1;
    }

    private static int AppendEscape(StringBuilder written, ReadOnlySpan<char> text)
    {
        var length = Math.Min(2, text.Length);
        if (text.StartsWith(Start) && text.IndexOf('}') is > 0 and var end && TryRead(text[Start.Length..end], out var rune))
        {
            Span<char> characters = stackalloc char[2];
            foreach (var unit in characters[..rune.EncodeToUtf16(characters)])
                written.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            return end + 1;
        }
        written.Append(text[..length]);
        return length;
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out Rune rune)
    {
        rune = default;
        return uint.TryParse(digits.TrimStart('0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                && Rune.TryCreate(value, out rune)
            || digits.Length > 0 && digits.Trim('0').IsEmpty;
    }

    private static int Until(ReadOnlySpan<char> text, int end) => end < 0 ? text.Length : end;
}
