using System.Globalization;
using System.Text;

namespace ClaimGraph;

/// <summary>Texts as filters and search compare them.</summary>
public static class NormalisedText
{
    /// <summary>
    /// Text without case, accents and other differences of spelling that a reader does not search for: <c>Città</c> gives <c>citta</c>,
    /// <c>Straße</c> <c>strasse</c>, <c>Đảng</c> <c>dang</c>. In Arabic and Hebrew, vowel marks are left out and forms of a letter become
    /// one; in Indic scripts, vowel signs are letters and stay. Digits become ASCII; invisible characters are left out. Takes any text,
    /// because search words are not validated as entered texts are; half of a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant().Replace('`', '\'');
        var wellFormed = CodePoints.IsWellFormed(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var result = new StringBuilder(text.Length);
        foreach (var c in Normal(wellFormed, NormalizationForm.FormKD))
            if (!IsLeftOut(c))
                AppendFolded(result, char.ToLowerInvariant(Plain(c)));
        return result.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsLeftOut(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark => IsAccent(c),
            UnicodeCategory.Format => true,
            _ => c == '\u0640', // the Arabic tatweel only stretches a word
        };

    // Marks of Latin, Greek and Cyrillic, points of Hebrew, Arabic and Syriac, the nukta of Indic scripts, variation selectors.
    private static bool IsAccent(char c) =>
        c
            is (>= '\u0300' and <= '\u036F')
                or (>= '\u0483' and <= '\u0487')
                or (>= '\u0591' and <= '\u05C7')
                or (>= '\u0610' and <= '\u061A')
                or (>= '\u064B' and <= '\u065F')
                or '\u0670'
                or (>= '\u06D6' and <= '\u06ED')
                or '\u0711'
                or (>= '\u0730' and <= '\u074A')
                or (>= '\u08CA' and <= '\u08FF')
                or '\u093C'
                or '\u09BC'
                or '\u0A3C'
                or '\u0ABC'
                or '\u0B3C'
                or (>= '\u1AB0' and <= '\u1AFF')
                or (>= '\u1DC0' and <= '\u1DFF')
                or (>= '\u20D0' and <= '\u20FF')
                or (>= '\uFE00' and <= '\uFE0F')
                or (>= '\uFE20' and <= '\uFE2F');

    private static void AppendFolded(StringBuilder result, char c)
    {
        if (c < '\u0080')
            result.Append(c);
        else if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
            result.Append((char)('0' + digit));
        else if (Letters(c) is { } letters)
            result.Append(letters);
        else
            result.Append(c);
    }

    /// <summary>The letters that readers type for one that Unicode does not decompose.</summary>
    private static string? Letters(char c) =>
        c switch
        {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            'ø' => "o",
            'ł' => "l",
            'đ' or 'ð' => "d",
            'ħ' => "h",
            'ŧ' => "t",
            'ı' => "i",
            'ς' => "σ",
            'ٱ' => "ا",
            'ى' or 'ی' => "ي",
            'ة' or 'ہ' or 'ھ' => "ه",
            'ک' => "ك",
            _ => null,
        };

    /// <summary>A well-formed text in a normal form. .NET does not normalise U+FFFE, which becomes U+FFFD.</summary>
    internal static string Normal(string text, NormalizationForm form) => text.Replace('\uFFFE', '\uFFFD').Normalize(form);

    /// <summary>Quotation marks, apostrophes and dashes as ASCII.</summary>
    internal static char Plain(char c) =>
        c switch
        {
            '‘' or '’' or '‚' or '‛' or 'ʼ' or '′' or '`' => '\'',
            '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
            '‐' or '‑' or '‒' or '–' or '—' or '−' => '-',
            _ => c,
        };
}
