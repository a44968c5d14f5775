using System.Diagnostics.CodeAnalysis;

namespace ClaimGraph;

/// <summary>
/// One address per page: different spellings of the same web address have the same canonical form, so that a source is entered once. The
/// original is kept beside it. The rules follow RFC 3986 section 6 (case, default port, dot segments, percent-encoding), and beyond it:
/// http becomes https; the fragment, parameters that only track the visitor and a slash at the end are removed; the remaining parameters
/// are sorted. <c>www.</c> stays, because it can be another site.
/// </summary>
public static class CanonicalUrl
{
    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "twclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "ref_src",
        "cmpid",
        "ocid",
    };

    /// <summary>The canonical form of an absolute http or https address; false for everything else. Applying it twice changes
    /// nothing.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? url, [NotNullWhen(true)] out string? canonical)
    {
        canonical = null;
        if (!Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri))
            return false;
        if (uri.Scheme is not ("http" or "https") || HostOf(uri) is not { Length: > 0 } host)
            return false;
        var port = uri.IsDefaultPort || (uri.Scheme, uri.Port) is ("http", 443) or ("https", 80) ? "" : $":{uri.Port}";
        var path = Encode(uri.AbsolutePath);
        if (path.Contains("/.", StringComparison.Ordinal))
            path = new Uri($"https://{host}{path}").AbsolutePath; // Uri leaves %2E as it is beside a bare %
        canonical = $"https://{host}{port}{path.TrimEnd('/')}{Query(uri.Query)}";
        return true;
    }

    /// <summary>The host in ASCII; null when international domain names cannot hold it.</summary>
    private static string? HostOf(Uri uri)
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

    private static string Query(string query)
    {
        var kept = (query.Length > 0 ? query[1..] : "")
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(Encode)
            .Where(p => !IsTracking(p.Split('=', 2)[0]))
            .Order(StringComparer.Ordinal);
        var joined = string.Join('&', kept);
        return joined.Length == 0 ? "" : "?" + joined;
    }

    private static bool IsTracking(string name) => name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name);

    /// <summary>Percent-encoded triplets in upper case, those of unreserved characters decoded.</summary>
    private static string Encode(string part)
    {
        if (!part.Contains('%'))
            return part;
        var result = new System.Text.StringBuilder(part.Length);
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
}
