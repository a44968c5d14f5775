using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>
/// One address per page: different spellings of the same web address have the same canonical form, so that a source is entered once. The
/// original is kept beside it. The rules follow RFC 3986 section 6 (case, default port, dot segments, percent-encoding), and beyond it:
/// http becomes https; parameters that only track the visitor (<see cref="TrackingParameters"/>), a slash at the end and a fragment are
/// removed, unless the fragment names the page; the remaining parameters are sorted by name; an address that only leads to another, as an
/// archived copy does, is that other one (<see cref="EquivalentUrl"/>). <c>www.</c> stays, because it can be another site.
/// </summary>
public static partial class CanonicalUrl
{
    private const RegexOptions Linear = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int MostNested = 4; // an archived copy of a redirect to an AMP page

    /// <summary>The canonical form of an absolute http or https address without a user name or password; false for everything else.
    /// Applying it twice changes nothing.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? url, [NotNullWhen(true)] out string? canonical)
    {
        canonical = url is null ? null : Of(Clean(url), MostNested);
        return canonical is not null;
    }

    /// <summary>The address as it was meant: without white space and invisible characters around it, and without line breaks and marks of
    /// direction that came along when it was pasted.</summary>
    public static string Clean(string url)
    {
        var trimmed = Invisible.Trim(url);
        return Ascii.IsValid(trimmed) && !trimmed.AsSpan().ContainsAny('\t', '\r', '\n') ? trimmed : Stray().Replace(trimmed, "");
    }

    /// <summary>True for an address with a user name or password, which must not be kept.</summary>
    public static bool HasCredentials(string? url) => url is not null && IsWeb(Clean(url), out var uri) && uri.UserInfo.Length > 0;

    private static string? Of(string url, int nested)
    {
        if (!IsWeb(url, out var uri) || uri.UserInfo.Length > 0 || HostOf(uri) is not { Length: > 0 } host)
            return null;
        if (nested > 0 && EquivalentUrl.Target(host, uri.AbsolutePath, uri.Query, uri.Fragment) is { } target && IsWeb(target, out _))
            return Of(target, nested - 1);
        var parts = EquivalentUrl.OnItsSite(
            new UrlParts(host, PortOf(uri), PathOf(uri, host), Parameters(Cut(uri.Query, '?').After), FragmentOf(uri))
        );
        return parts.ToString();
    }

    private static bool IsWeb(string url, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(url, UriKind.Absolute, out uri) && uri.Scheme is "http" or "https";

    /// <summary>The host in ASCII; null when international domain names cannot hold it.</summary>
    internal static string? HostOf(Uri uri)
    {
        try
        {
            return uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    internal static string PortOf(Uri uri) =>
        uri.IsDefaultPort || (uri.Scheme, uri.Port) is ("http", 443) or ("https", 80) ? "" : $":{uri.Port}";

    internal static string PathOf(Uri uri, string host)
    {
        var path = Encode(uri.AbsolutePath);
        if (path.Contains("/.", StringComparison.Ordinal))
            path = new Uri($"https://{host}{path}").AbsolutePath; // Uri leaves %2E as it is beside a bare %
        return (path.Contains(';', StringComparison.Ordinal) ? SessionId().Replace(path, "") : path).TrimEnd('/');
    }

    /// <summary>
    /// What a query, given without its <c>?</c>, asks for, sorted by name; values of one name in their order, which can mean something.
    /// </summary>
    private static IReadOnlyList<string> Parameters(string query)
    {
        var plain = Encode(query).Replace("+", "%20", StringComparison.Ordinal);
        while (plain.Contains("&amp;", StringComparison.OrdinalIgnoreCase)) // copied from the source text of a page
            plain = plain.Replace("&amp;", "&", StringComparison.OrdinalIgnoreCase);
        return
        [
            .. plain
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(p => p.Replace("%20", "", StringComparison.Ordinal).Length > 0 && !TrackingParameters.Contains(p.Split('=', 2)[0]))
                .OrderBy(p => p.Split('=', 2)[0], StringComparer.Ordinal),
        ];
    }

    /// <summary>The fragment of a page that is addressed by it (<c>#!topic/5</c>, <c>#/story/5</c>, <c>#book/1</c>); empty for one that
    /// names a place in the page or tracks the visitor.</summary>
    private static string FragmentOf(Uri uri)
    {
        var fragment = uri.Fragment.Length > 0 ? Encode(uri.Fragment)[1..] : "";
        var directive = fragment.IndexOf(":~:", StringComparison.Ordinal);
        var (route, query) = Cut(directive < 0 ? fragment : fragment[..directive], '?');
        route = route.TrimEnd('/');
        if (route.TrimStart('!', '/').Length == 0 || !(route[0] is '!' or '/' || route.Contains('/', StringComparison.Ordinal)))
            return "";
        return TrackingParameters.Contains(Cut(route, '=').Before) ? "" : route + UrlParts.Joined(Parameters(query));
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, "");

    /// <summary>Percent-encoded triplets in upper case, those of unreserved characters decoded.</summary>
    internal static string Encode(string part)
    {
        if (!part.Contains('%'))
            return part;
        var result = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%' || i + 2 >= part.Length || !Uri.IsHexDigit(part[i + 1]) || !Uri.IsHexDigit(part[i + 2]))
            {
                result.Append(part[i]);
                continue;
            }
            var value = (char)Convert.ToInt32(part.Substring(i + 1, 2), 16);
            if (char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~')
                result.Append(value);
            else
                result.Append(part.AsSpan(i, 3).ToString().ToUpperInvariant());
            i += 2;
        }
        return result.ToString();
    }

    [GeneratedRegex(@"\s*[\t\r\n]+\s*|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]", Linear)]
    private static partial Regex Stray();

    [GeneratedRegex(";jsessionid=[^/;]*", RegexOptions.IgnoreCase | Linear)]
    private static partial Regex SessionId();
}
