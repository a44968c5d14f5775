using System.Globalization;
using System.Text;

namespace ClaimGraph;

/// <summary>
/// Characters that nobody sees: zero-width spaces and joiners, soft hyphens, marks of direction, byte order marks, variation selectors,
/// fillers, control characters. They come along with pasted text and never make it another.
/// </summary>
internal static class Invisible
{
    private const int BlackFlag = 0x1F3F4;

    public static bool Is(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Format => !IsPrepended(rune.Value),
            UnicodeCategory.Control => !Rune.IsWhiteSpace(rune),
            _ => rune.Value
                is 0x034F // combining grapheme joiner
                    or 0x115F
                    or 0x1160
                    or 0x17B4
                    or 0x17B5
                    or 0x3164
                    or 0xFFA0 // fillers of Hangul and Khmer
                    or (>= 0x180B and <= 0x180F)
                    or (>= 0xFE00 and <= 0xFE0F)
                    or (>= 0xE0100 and <= 0xE01EF), // variation selectors
        };

    /// <summary>True for a text in which there is nothing to see.</summary>
    public static bool IsBlank(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
            if (!Rune.IsWhiteSpace(rune) && !Is(rune))
                return false;
        return true;
    }

    /// <summary>The text without white space and invisible characters at its ends.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (Rune.DecodeFromUtf16(text.AsSpan(start, end - start), out var rune, out var length) == default && IsNothing(rune))
            start += length;
        while (Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var rune, out var length) == default && IsNothing(rune))
            end -= length;
        return text[start..end];

        static bool IsNothing(Rune rune) => Rune.IsWhiteSpace(rune) || Is(rune);
    }

    /// <summary>The text without its invisible characters. The tags of a flag stay: they say whose it is.</summary>
    public static string Remove(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Contains('\u007F', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var inFlag = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isTag = rune.Value is >= 0xE0020 and <= 0xE007F;
            inFlag = rune.Value == BlackFlag || inFlag && isTag;
            if (!Is(rune) || inFlag && isTag)
                result.Append(rune.ToString());
        }
        return result.ToString();
    }

    // Signs that enclose the numbers after them: of category Format, but to be seen.
    private static bool IsPrepended(int value) =>
        value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;
}
