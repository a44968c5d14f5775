using System.Text;
using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>Language tags as BCP 47 (RFC 5646) writes them; <see cref="Undetermined"/> when the language is not known.</summary>
public static partial class LanguageTag
{
    public const string Undetermined = "und";
    public const int MaxLength = 35;

    /// <summary>True when the tag is well-formed, be it with underscores as POSIX and Open Graph write it (<c>pt_BR</c>), and begins with
    /// the code of a language and not with its name.</summary>
    public static bool IsValid(string tag)
    {
        if (tag.Length > MaxLength || !Ascii.IsValid(tag))
            return false;
        var lower = tag.Replace('_', '-').ToLowerInvariant();
        if (!WellFormed().IsMatch(lower))
            return false;
        var parts = lower.Split('-');
        return parts[0] == "x" || LanguageSubtags.IsLanguage(parts[0]) && (!IsExtended(parts) || LanguageSubtags.HasExtended(parts[0]));
    }

    /// <summary>
    /// The one tag of a language (RFC 5646 section 4.5), so that <c>iw</c>, <c>heb</c> and <c>he</c> are one: the code that the registry
    /// prefers, and the recommended case: language in lower case, script in title case, region in upper case. A variety stays itself:
    /// <c>en-GB</c> is not <c>en</c>.
    /// </summary>
    public static string Canonical(string tag)
    {
        var lower = tag.Replace('_', '-').ToLowerInvariant();
        var parts = WithoutExtendedLanguage(LanguageSubtags.Preferred(lower)).Split('-');
        parts[0] = LanguageSubtags.Preferred(parts[0]);
        for (var i = 1; i < parts.Length && parts[i - 1].Length > 1; i++) // extensions and private use stay in lower case
            parts[i] = parts[i].Length switch
            {
                2 => LanguageSubtags.PreferredRegion(parts[i]).ToUpperInvariant(),
                4 when !char.IsDigit(parts[i][0]) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..],
                _ => parts[i],
            };
        return string.Join('-', parts);
    }

    /// <summary>An extended language stands for the whole: <c>zh-yue</c> is <c>yue</c>.</summary>
    private static string WithoutExtendedLanguage(string tag)
    {
        var parts = tag.Split('-');
        var last = 0;
        while (last < 3 && IsExtended(parts.AsSpan(last)))
            last++;
        return string.Join('-', parts[last..]);
    }

    private static bool IsExtended(ReadOnlySpan<string> parts) =>
        parts.Length > 1 && parts[0].Length is 2 or 3 && parts[1].Length == 3 && parts[1].All(char.IsAsciiLetter);

    [GeneratedRegex(
        "^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?" // language, script, region
            + "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\\z" // the rest
            + "|^x(?:-[a-z0-9]{1,8})+\\z", // private use alone
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WellFormed();
}
