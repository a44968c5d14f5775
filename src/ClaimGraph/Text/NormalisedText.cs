using System.Globalization;
using System.Text;

namespace ClaimGraph;

/// <summary>Texts as filters and search compare them.</summary>
public static class NormalisedText
{
    /// <summary>
    /// Text without case and accents, for searching: <c>Città</c> gives <c>citta</c>. Takes any text, because search words are not
    /// validated as entered texts are; half of a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant().Replace('`', '\'');
        var wellFormed = CodePoints.IsWellFormed(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var decomposed = Normal(wellFormed, NormalizationForm.FormKD);
        var result = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                result.Append(char.ToLowerInvariant(Plain(c)));
        return result.ToString();
    }

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
