using System.Text;
using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>Language tags as BCP 47 (RFC 5646) writes them; <see cref="Undetermined"/> when the language is not known.</summary>
public static partial class LanguageTag
{
    public const string Undetermined = "und";
    public const int MaxLength = 35;

    /// <summary>True when the tag is well-formed; the registry of subtags is not consulted.</summary>
    public static bool IsWellFormed(string tag) => tag.Length <= MaxLength && Ascii.IsValid(tag) && WellFormed().IsMatch(tag);

    /// <summary>The recommended case of RFC 5646 section 2.1.1: language in lower case, script in title case, region in upper
    /// case.</summary>
    public static string Canonical(string tag)
    {
        var parts = tag.ToLowerInvariant().Split('-');
        for (var i = 1; i < parts.Length && parts[i - 1].Length > 1; i++) // extensions and private use stay in lower case
            parts[i] = parts[i].Length switch
            {
                2 => parts[i].ToUpperInvariant(),
                4 when !char.IsDigit(parts[i][0]) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..],
                _ => parts[i],
            };
        return string.Join('-', parts);
    }

    [GeneratedRegex(
        "^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?" // language, script, region
            + "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\\z" // the rest
            + "|^x(?:-[a-z0-9]{1,8})+\\z", // private use alone
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WellFormed();
}
