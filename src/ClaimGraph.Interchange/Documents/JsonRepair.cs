using System.Globalization;
using System.Text;

namespace ClaimGraph.Interchange.Documents;

/// <summary>Escapes what must be escaped in the strings of JSON: line breaks, backslashes that escape nothing, quotation marks behind
/// which the text goes on.</summary>
internal static class JsonRepair
{
    public static string Repaired(string text)
    {
        var result = new StringBuilder(text.Length + 64);
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!quoted)
            {
                quoted = c == '"';
                result.Append(c == '\u00A0' ? ' ' : c);
            }
            else if (c == '\\')
                i = AppendEscape(text, i, result);
            else if (c == '"' && !Ends(text, i))
                result.Append("\\\"");
            else if (c < ' ')
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
            {
                quoted = c != '"';
                result.Append(c);
            }
        }
        return result.ToString();
    }

    private static int AppendEscape(string text, int at, StringBuilder result)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        var isUnicode = next == 'u' && at + 5 < text.Length && text.AsSpan(at + 2, 4).IndexOfAnyExcept(Hex) < 0;
        if (next is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' || isUnicode)
        {
            result.Append('\\').Append(next);
            return at + 1;
        }
        if (next == '\'')
        {
            result.Append('\'');
            return at + 1;
        }
        result.Append("\\\\");
        return at;
    }

    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether a quotation mark ends its string: what follows is what can follow a string.</summary>
    private static bool Ends(string text, int at)
    {
        var next = at + 1;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        if (next == text.Length || text[next] is ':' or '}' or ']')
            return true;
        if (text[next] != ',')
            return false;
        next++;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        return next == text.Length || text[next] is '"' or '{' or '[' or '}' or ']';
    }
}
