using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>Addresses that are known to lead to the same page as others: archived copies, redirects, AMP pages, short forms and mobile
/// sites.</summary>
internal static partial class EquivalentUrl
{
    private const RegexOptions Linear = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>Hosts that show archived copies under the whole address of the original.</summary>
    private static readonly string[] Archives =
    [
        "archive.org",
        "archive.today",
        "archive.ph",
        "archive.is",
        "archive.li",
        "archive.fo",
        "archive.md",
        "archive.vn",
        "archive-it.org",
        "arquivo.pt",
        "webarchive.nationalarchives.gov.uk",
        "webarchive.loc.gov",
        "webarchive.org.uk",
        "vefsafn.is",
    ];

    /// <summary>Pages that send their visitor on to the address in a parameter.</summary>
    private static readonly (Regex Host, string Path, string[] Parameters)[] Redirects =
    [
        (Google(), "/url", ["q", "url"]),
        (FacebookLink(), "/l.php", ["u"]),
        (InstagramLink(), "/", ["u"]),
        (YouTube(), "/redirect", ["q"]),
        (SafeLinks(), "/", ["url"]),
    ];

    /// <summary>The address that another only leads to; null when it leads to itself.</summary>
    public static string? Target(string host, string path, string query, string fragment)
    {
        if (Array.Exists(Archives, a => IsOf(a, host)))
            return Archived(path + query + fragment);
        if (IsOf("cdn.ampproject.org", host))
            return Behind(AmpCache().Match(path), query);
        if (Google().IsMatch(host) && AmpViewer().Match(path) is { Success: true } amp)
            return Behind(amp, query);
        foreach (var redirect in Redirects)
            if (redirect.Path == path && redirect.Host.IsMatch(host))
                return ParameterOf(query, redirect.Parameters);
        return null;
    }

    /// <summary>The address by which a page goes on its own site.</summary>
    public static UrlParts OnItsSite(UrlParts url) =>
        WithoutAmp(url) switch
        {
            var twitter when Twitter().IsMatch(twitter.Host) => OnTwitter(twitter),
            var video when YouTube().IsMatch(video.Host) => OnYouTube(video),
            var facebook when Facebook().IsMatch(facebook.Host) => facebook with { Host = "www.facebook.com" },
            var reddit when Reddit().IsMatch(reddit.Host) => reddit with { Host = "www.reddit.com" },
            { Host: "dx.doi.org" or "www.doi.org" or "doi.org" } doi => doi with { Host = "doi.org", Path = doi.Path.ToLowerInvariant() },
            var wiki when MobileWiki().IsMatch(wiki.Host) => wiki with { Host = wiki.Host.Replace(".m.", ".", StringComparison.Ordinal) },
            var other => other,
        };

    private static bool IsOf(string site, string host) =>
        host.EndsWith(site, StringComparison.Ordinal) && (host.Length == site.Length || host[^(site.Length + 1)] == '.');

    private static string? Archived(string rest)
    {
        if (WholeAddress().Match(rest) is { Success: true } whole)
            return $"{whole.Groups["a"].Value}://{Decoded(whole.Groups["b"].Value)}";
        return WithoutScheme().Match(rest) is { Success: true } bare ? "https://" + bare.Groups["a"].Value : null;
    }

    private static string Decoded(string rest) => rest.Contains('/', StringComparison.Ordinal) ? rest : Uri.UnescapeDataString(rest);

    private static string? Behind(Match match, string query) => match.Success ? "https://" + match.Groups["a"].Value + query : null;

    private static string? ParameterOf(string query, string[] names) =>
        query
            .TrimStart('?')
            .Split('&')
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2 && names.Contains(p[0]))
            .Select(p => Uri.UnescapeDataString(p[1]))
            .FirstOrDefault(u => u.StartsWith("http", StringComparison.OrdinalIgnoreCase));

    /// <summary>The page of which this is the AMP form. A segment <c>amp</c> counts only beside one that looks like an article's.</summary>
    private static UrlParts WithoutAmp(UrlParts url)
    {
        var host = AmpHost().Match(url.Host) is { Success: true } amp ? "www." + amp.Groups["a"].Value : url.Host;
        return url with
        {
            Host = host,
            Path = WithoutAmp(url.Path),
            Parameters =
            [
                .. url.Parameters.Where(p => p.ToLowerInvariant() is not ("amp" or "amp=" or "amp=1" or "amp=true" or "outputtype=amp")),
            ],
        };
    }

    // A segment that goes can leave an ending last, and an ending that goes can leave a segment.
    private static string WithoutAmp(string path)
    {
        if (!path.Contains("amp", StringComparison.Ordinal))
            return path.TrimEnd('/');
        while (true)
        {
            var shorter = AmpEnding().Replace(path, "${a}${b}");
            var segments = shorter.Split('/');
            if (segments.Contains("amp") && segments.Any(s => s.Contains('-', StringComparison.Ordinal) || s.Any(char.IsAsciiDigit)))
                shorter = string.Join('/', segments.Where(s => s != "amp"));
            shorter = shorter.TrimEnd('/');
            if (shorter == path)
                return path;
            path = shorter;
        }
    }

    private static UrlParts OnTwitter(UrlParts url)
    {
        var path = url is { Path: "", Fragment: ['!', '/', ..] } ? url.Fragment[1..].Split('?')[0] : url.Path;
        var post = Post().Match(path);
        return new UrlParts(
            "x.com",
            url.Port,
            post.Success ? "/i/status/" + post.Groups["a"].Value : path,
            post.Success ? [] : [.. url.Parameters.Where(p => p[0] is not ('s' or 't') || p.IndexOf('=', StringComparison.Ordinal) != 1)],
            path == url.Path ? url.Fragment : ""
        );
    }

    private static UrlParts OnYouTube(UrlParts url)
    {
        var id =
            url.Host == "youtu.be" ? url.Path.TrimStart('/')
            : VideoPath().Match(url.Path) is { Success: true } video ? video.Groups["a"].Value
            : url.Path == "/watch" ? url.Parameters.FirstOrDefault(p => p.StartsWith("v=", StringComparison.Ordinal))?[2..]
            : null;
        return id is not null && VideoId().IsMatch(id)
            ? new UrlParts("www.youtube.com", url.Port, "/watch", ["v=" + id], "")
            : url with
            {
                Host = url.Host == "youtu.be" ? url.Host : "www.youtube.com",
                Parameters = [.. url.Parameters.Where(p => !p.StartsWith("si=", StringComparison.Ordinal))],
            };
    }

    [GeneratedRegex("/(?<a>https?)(?::|%3A)(?:/|%2F){1,2}(?<b>.+)", RegexOptions.IgnoreCase | Linear)]
    private static partial Regex WholeAddress();

    [GeneratedRegex(@"^/web/[0-9]{1,14}(?:[a-z]{2}_)?/(?<a>[^/]+\.[^/]+.*)$", Linear)]
    private static partial Regex WithoutScheme();

    [GeneratedRegex(@"^/[a-z]/(?:s/)?(?<a>[^/]+\.[^/]+.*)$", Linear)]
    private static partial Regex AmpCache();

    [GeneratedRegex(@"^/amp/(?:s/)?(?<a>[^/]+\.[^/]+.*)$", Linear)]
    private static partial Regex AmpViewer();

    [GeneratedRegex(@"^amp\.(?<a>[^.]+\..+)$", Linear)]
    private static partial Regex AmpHost();

    [GeneratedRegex(@"(?<a>[A-Za-z0-9_-])(?:\.amp)+(?<b>\.html)?/*$", Linear)]
    private static partial Regex AmpEnding();

    [GeneratedRegex(@"^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$", Linear)]
    private static partial Regex Google();

    [GeneratedRegex(@"^lm?\.facebook\.com$", Linear)]
    private static partial Regex FacebookLink();

    [GeneratedRegex(@"^l\.instagram\.com$", Linear)]
    private static partial Regex InstagramLink();

    [GeneratedRegex(@"\.safelinks\.protection\.outlook\.com$", Linear)]
    private static partial Regex SafeLinks();

    [GeneratedRegex(@"^(?:(?:www|mobile|m)\.)?(?:twitter|x)\.com$", Linear)]
    private static partial Regex Twitter();

    [GeneratedRegex(@"^/(?:[^/]+|i/web)/status(?:es)?/(?<a>[0-9]+)(?:/.*)?$", Linear)]
    private static partial Regex Post();

    [GeneratedRegex(@"^(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com$|^youtu\.be$", Linear)]
    private static partial Regex YouTube();

    [GeneratedRegex("^[A-Za-z0-9_-]+$", Linear)]
    private static partial Regex VideoId();

    [GeneratedRegex("^/(?:embed|shorts|live|v|e)/(?<a>[A-Za-z0-9_-]{6,})$", Linear)]
    private static partial Regex VideoPath();

    [GeneratedRegex(@"^(?:(?:m|mobile|touch|web|mbasic)\.)?facebook\.com$", Linear)]
    private static partial Regex Facebook();

    [GeneratedRegex(@"^(?:(?:old|new|np|m)\.)?reddit\.com$", Linear)]
    private static partial Regex Reddit();

    [GeneratedRegex(@"^[a-z-]+\.m\.wik(?:ipedia|tionary|inews|iquote|isource|ibooks|iversity|ivoyage)\.org$", Linear)]
    private static partial Regex MobileWiki();
}
