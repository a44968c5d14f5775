using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>Language tags as BCP 47 (RFC 5646) writes them; <see cref="Undetermined"/> when the language is not known.</summary>
public static partial class LanguageTag
{
    public const string Undetermined = "und";
    public const int MaxLength = 35;

    /// <summary>True when the tag is well-formed; the registry of subtags is not asked.</summary>
    public static bool IsWellFormed(string tag) => tag.Length <= MaxLength && WellFormed().IsMatch(tag);

    /// <summary>The recommended case of RFC 5646 section 2.1.1: language in lower case, script in title case, region in upper case.</summary>
    public static string Canonical(string tag)
    {
        var parts = tag.Split('-');
        for (var i = 0; i < parts.Length; i++) parts[i] = CanonicalPart(parts, i);
        return string.Join('-', parts);
    }

    private static string CanonicalPart(string[] parts, int i)
    {
        var lower = parts[i].ToLowerInvariant();
        if (i == 0 || parts[i - 1].Length == 1) return lower;
        return lower.Length switch
        {
            2 => lower.ToUpperInvariant(),
            4 when !char.IsDigit(lower[0]) => char.ToUpperInvariant(lower[0]) + lower[1..],
            _ => lower,
        };
    }

    [GeneratedRegex("^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$|^x(?:-[a-z0-9]{1,8})+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WellFormed();
}
