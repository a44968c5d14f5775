using System.Text.RegularExpressions;

namespace ClaimGraph;

/// <summary>
/// One identifier for each writing of it, so that an actor who is entered with the same identifier twice is one: an item of Wikidata by
/// its entity, an ORCID iD, ISNI or DOI by its https form, a web site by its domain without <c>www.</c>. A fragment stays: in an IRI it can
/// be what is identified.
/// </summary>
internal static partial class CanonicalIri
{
    private const RegexOptions Linear = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private static readonly string[] Unsafe = ["javascript", "vbscript", "data", "file", "blob", "about", "view-source", "filesystem"];

    /// <summary>False for what is neither an absolute IRI nor a DOI, for what a browser would run or open on the reader's own machine, and
    /// for an address with a user name or password.</summary>
    public static bool IsValid(string? iri) =>
        Doi.TryCreate(iri, out _)
        || iri is not null
            && Uri.TryCreate(Shown(iri), UriKind.Absolute, out var uri)
            && !Unsafe.Contains(uri.Scheme)
            && (uri.Scheme is not ("http" or "https") || uri.UserInfo.Length == 0);

    public static string Of(string iri)
    {
        var text = Shown(iri);
        if (Wikidata().Match(text) is { Success: true } item)
            return "http://www.wikidata.org/entity/" + item.Groups["a"].Value.ToUpperInvariant();
        if (Orcid().Match(text) is { Success: true } orcid)
            return "https://orcid.org/" + orcid.Groups["a"].Value.ToUpperInvariant();
        if (Isni().Match(text) is { Success: true } isni)
            return "https://isni.org/isni/" + isni.Groups["a"].Value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (Doi.TryCreate(text, out var doi))
            return doi;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return text;
        if (uri.Scheme is not ("http" or "https"))
            return uri.Scheme + text[uri.Scheme.Length..];
        return CanonicalUrl.HostOf(uri) is { Length: > 0 } host ? OfWeb(uri, host) : text;
    }

    private static string OfWeb(Uri uri, string host)
    {
        var (path, query, fragment) = (CanonicalUrl.PathOf(uri, host), CanonicalUrl.Encode(uri.Query), CanonicalUrl.Encode(uri.Fragment));
        if (path.Length + query.Length + fragment.Length == 0 && host.StartsWith("www.", StringComparison.Ordinal))
            host = host[4..];
        return $"https://{host}{CanonicalUrl.PortOf(uri)}{path}{(query == "?" ? "" : query)}{(fragment == "#" ? "" : fragment)}";
    }

    private static string Shown(string iri) => CanonicalUrl.Clean(iri);

    [GeneratedRegex(
        @"^(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki|wiki/Special:EntityPage)/|wd:|wikidata:)(?<a>Q[0-9]+)(?:[#?].*)?/?$",
        RegexOptions.IgnoreCase | Linear
    )]
    private static partial Regex Wikidata();

    [GeneratedRegex(
        @"^(?:https?://(?:www\.)?orcid\.org/|orcid:)(?<a>[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])/?$",
        RegexOptions.IgnoreCase | Linear
    )]
    private static partial Regex Orcid();

    [GeneratedRegex(
        @"^(?:https?://(?:www\.)?isni\.org/(?:isni/)?|isni:)(?<a>[0-9]{4} ?[0-9]{4} ?[0-9]{4} ?[0-9]{3}[0-9X])/?$",
        RegexOptions.IgnoreCase | Linear
    )]
    private static partial Regex Isni();
}
