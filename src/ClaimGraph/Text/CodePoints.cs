using System.Text;

namespace ClaimGraph;

/// <summary>
/// Positions in text as the W3C Web Annotation Data Model counts them: in Unicode code points, start inclusive, end exclusive.
/// C# strings are UTF-16, so positions are converted here and nowhere else.
/// </summary>
public static class CodePoints
{
    /// <summary>The length of <paramref name="text"/> in code points.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (!char.IsSurrogatePair(text[i], text[i + 1]))
                continue;
            pairs++;
            i++;
        }
        return text.Length - pairs;
    }

    /// <summary>The index in UTF-16 units of the code point at <paramref name="position"/>; -1 when the text is shorter than
    /// that.</summary>
    public static int ToUtf16(ReadOnlySpan<char> text, int position)
    {
        if (position < 0)
            return -1;
        var index = 0;
        for (; position > 0 && index < text.Length; position--)
            index += index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;
        return position == 0 ? index : -1;
    }

    /// <summary>The text between two positions; null when they are not positions of this text.</summary>
    public static string? Slice(string text, int start, int end)
    {
        if (end < start)
            return null;
        var from = ToUtf16(text, start);
        if (from < 0)
            return null;
        var length = ToUtf16(text.AsSpan(from), end - start);
        return length < 0 ? null : text.Substring(from, length);
    }

    /// <summary>False when the text holds NUL or half of a surrogate pair: neither can be stored or sent everywhere.</summary>
    public static bool IsWellFormed(string text)
    {
        if (Ascii.IsValid(text))
            return !text.Contains('\0', StringComparison.Ordinal);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value == 0 || (rune == Rune.ReplacementChar && HasLoneSurrogate(text)))
                return false;
        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}
