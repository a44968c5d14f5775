using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ClaimGraph;

/// <summary>What counts as the same wording.</summary>
public static class NormalisedText
{
    /// <summary>
    /// The wording of a statement reduced to what distinguishes it: Unicode compatibility form (NFKC), lower case, typographic quotes,
    /// apostrophes and dashes as ASCII, runs of white space as one space, no punctuation at the end.
    /// </summary>
    public static string Of(string text)
    {
        var folded = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var result = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            if (char.IsWhiteSpace(c))
            {
                if (result.Length > 0 && result[^1] != ' ')
                    result.Append(' ');
            }
            else
                result.Append(Plain(c));
        }
        var end = result.Length;
        while (end > 0 && (result[end - 1] is ' ' or '.' or '!' or '…'))
            end--;
        return result.ToString(0, end);
    }

    /// <summary>The natural key of a statement: a hash of its language and its normalised text.</summary>
    public static byte[] Hash(string language, string text) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{LanguageTag.Canonical(language)}\n{Of(text)}"))[..16];

    /// <summary>
    /// Text without case and accents, for searching: <c>Città</c> gives <c>citta</c>. Takes any text, because search words are not
    /// validated as entered texts are; half of a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant().Replace('`', '\'');
        var decomposed = (CodePoints.IsWellFormed(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))).Normalize(
            NormalizationForm.FormKD
        );
        var result = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                result.Append(char.ToLowerInvariant(Plain(c)));
        return result.ToString();
    }

    private static char Plain(char c) =>
        c switch
        {
            '‘' or '’' or '‚' or '‛' or 'ʼ' or '′' or '`' => '\'',
            '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
            '‐' or '‑' or '‒' or '–' or '—' or '−' => '-',
            _ => c,
        };
}
