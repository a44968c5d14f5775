using System.Net;
using System.Text.RegularExpressions;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Addresses as publishers write them: relative, without a scheme, several in one text, with entities.</summary>
internal static partial class PublishedUrl
{
    /// <summary>The address as an absolute one; null for what is none.</summary>
    /// <param name="page">The address that a relative one starts from; null for none.</param>
    public static string? Of(string text, string? page)
    {
        var url = CanonicalUrl.Clean(WebUtility.HtmlDecode(text)).Trim('"', '\'', '<', '>', ' ', ',', ';').Replace('\\', '/');
        if (url.Length is 0 || url[0] == '#')
            return null;
        if (Scheme().Match(url) is { Success: true } scheme)
            return IsUsable(
                "http" + (scheme.Value.Contains('s', StringComparison.OrdinalIgnoreCase) ? "s" : "") + "://" + url[scheme.Length..]
            );
        if (url.StartsWith("//", StringComparison.Ordinal))
            return IsUsable("https:" + url);
        if (Host().IsMatch(url))
            return IsUsable("https://" + url);
        return
            page is not null
            && !url.Contains(':', StringComparison.Ordinal)
            && !url.Contains(' ', StringComparison.Ordinal)
            && (url[0] is '/' or '?' or '.' || url.Length > 5 && url.Contains('/', StringComparison.Ordinal)) // not N/A
            && Uri.TryCreate(new Uri(page), url, out var absolute)
            ? IsUsable(absolute.AbsoluteUri)
            : null;
    }

    /// <summary>The addresses in one text, which publishers part by spaces, commas and semicolons.</summary>
    public static IEnumerable<string> Split(string text) =>
        Start().Count(text) > 1 ? Start().Split(text).Where(p => p.Trim().Length > 0) : [text];

    private static string? IsUsable(string url) =>
        CodePoints.Count(url) <= Limits.Url && CodePoints.IsWellFormed(url) && CanonicalUrl.TryCreate(url, out _) ? url : null;

    [GeneratedRegex("^https?:/{1,3}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?:www\.|[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?#].*)?$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();

    [GeneratedRegex(@"(?:^|[\s,;|]+)(?=(?:https?:)?//|www\.)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();
}
