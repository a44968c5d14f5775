using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>Digital object identifiers (ISO 26324). They mean the same in upper and lower case.</summary>
internal static partial class Doi
{
    private static readonly char[] Stray = ['.', ',', ';', ' '];

    /// <summary>The canonical address of a DOI, <c>https://doi.org/10.…</c>, whether it is given bare, with <c>doi:</c> or as an address;
    /// false for what is none.</summary>
    public static bool TryCreate(string? text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (text is null || Form().Match(CanonicalUrl.Clean(text)) is not { Success: true } match)
            return false;
        var doi = match.Groups["doi"].Value.TrimEnd(Stray);
        return CanonicalUrl.TryCreate("https://doi.org/" + (match.Groups["web"].Success ? doi : Escaped(doi)), out address);
    }

    private static string Escaped(string doi) =>
        doi.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("#", "%23", StringComparison.Ordinal)
            .Replace("?", "%3F", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?:(?<web>https?://(?:dx\.|www\.)?doi\.org/)|(?:info:doi/|doi:\s*))*(?<doi>10\.[0-9]{1,9}(?:\.[0-9]+)*/.+)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
