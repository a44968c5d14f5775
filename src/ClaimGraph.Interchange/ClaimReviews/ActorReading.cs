using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>
/// Reads who reviewed and who claimed. A reviewer is known by its address, or by its name on its site: two desks can have one name. A
/// claimant is known by its name, and by entries in reference works; its <c>sameAs</c> is otherwise a post more often than a person.
/// </summary>
internal sealed class ActorReading(string? reviewUrl, Losses losses)
{
    private static readonly string[] Reference =
    [
        "wikidata.org",
        "wikipedia.org",
        "dbpedia.org",
        "orcid.org",
        "viaf.org",
        "isni.org",
        "ror.org",
        "d-nb.info",
        "imdb.com",
    ];
    private static readonly HashSet<string> NoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "-",
        "n/a",
        "na",
        "none",
        "null",
        "unknown",
        "undefined",
        "desconocido",
        "desconhecido",
        "inconnu",
        "unbekannt",
    };

    private readonly string? _page = CanonicalUrl.TryCreate(reviewUrl, out var url) ? url : null;

    public string Site => reviewUrl is not null && Uri.TryCreate(reviewUrl, UriKind.Absolute, out var uri) ? SiteOf(uri) : "";

    public ReadActor? Reviewer(JsonElement author, string path)
    {
        var identifier = AddressesOf(author, ["url", "@id"], path).FirstOrDefault(u => u != _page);
        var name = NameOf(author) ?? (identifier is null ? null : SiteOf(new Uri(identifier)));
        if (name is null)
            return null;
        var content = Content(author, name, ActorKind.Organisation, path) with { Identifiers = identifier is null ? [] : [identifier] };
        return new ReadActor(KeyOf("reviewer", $"{Site} {content.Name}"), content);
    }

    public ReadActor? Claimant(JsonElement author, string path)
    {
        if (NameOf(author) is not { } name || NoNames.Contains(name))
            return null;
        var known = AddressesOf(author, ["sameAs", "@id", "url"], path)
            .Where(u => Reference.Any(r => IsAt(u, r)))
            .Distinct()
            .Take(Limits.Identifiers);
        var content = Content(author, name, ActorKind.Person, path) with { Identifiers = [.. known] };
        return new ReadActor(KeyOf("claimant", content.Name), content);
    }

    /// <summary>The posts and pages that stand where publishers should name the claimant's own.</summary>
    public IEnumerable<string> PostsOf(JsonElement author) =>
        author.ValueKind != JsonValueKind.Object
            ? []
            : Ld.Texts(Ld.Get(author, "sameAs"))
                .SelectMany(PublishedUrl.Split)
                .Select(t => PublishedUrl.Of(t, reviewUrl))
                .OfType<string>()
                .Where(IsPost);

    private bool IsPost(string url)
    {
        var uri = new Uri(url);
        return SiteOf(uri) != Site
            && !Reference.Any(r => IsAt(url, r))
            && (uri.Query.Length > 1 || uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Length > 1);
    }

    private ActorContent Content(JsonElement author, string name, ActorKind otherwise, string path)
    {
        var isObject = author.ValueKind == JsonValueKind.Object;
        string[] names = isObject
            ?
            [
                .. Ld.Texts(Ld.Get(author, "name"))
                    .Skip(1)
                    .Concat(Ld.Texts(Ld.Get(author, "alternateName")))
                    .Select(Ld.Clean)
                    .OfType<string>(),
            ]
            : [];
        return new ActorContent
        {
            Name = losses.Within(Limits.Name, name, path)!,
            ActorKind =
                Ld.Is(author, "Person") ? ActorKind.Person
                : Ld.Types(author).Any() ? ActorKind.Organisation
                : otherwise,
            Aliases = [.. names.Where(n => n != name && CodePoints.Count(n) <= Limits.Name).Distinct().Take(Limits.Aliases)],
            Description =
                isObject && Ld.Text(author, "jobTitle", "description") is { } text
                    ? losses.Within(Limits.Note, Ld.Prose(text), path)
                    : null,
        };
    }

    private static string? NameOf(JsonElement author) =>
        author.ValueKind == JsonValueKind.Object
            ? Ld.Text(author, "name", "alternateName", "legalName") is { } name
                ? Ld.Clean(name)
                : null
            : Ld.Text(author) is { } text && !CanonicalUrl.TryCreate(text, out _)
                ? Ld.Clean(text)
                : null;

    /// <summary>The addresses of some members in canonical form, so that http and https, with and without a slash, are one.</summary>
    private IEnumerable<string> AddressesOf(JsonElement author, string[] members, string path)
    {
        IEnumerable<string> texts =
            author.ValueKind == JsonValueKind.Object
                ? members.SelectMany(m => Ld.Texts(Ld.Get(author, m)))
                : Ld.Texts(author).Where(t => CanonicalUrl.TryCreate(t, out _));
        foreach (var text in texts.SelectMany(PublishedUrl.Split))
            if (PublishedUrl.Of(text, reviewUrl) is { } url && CanonicalUrl.TryCreate(url, out var canonical))
                yield return canonical;
            else if (text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                losses.Doubt(ProblemCode.InvalidFormat, path, $"'{text}' is not a valid URL; it is only in the object as published.");
    }

    public static string KeyOf(string role, string name)
    {
        var key = $"claimreview:{role}:{Wording.Normalised(name)}";
        return CodePoints.Count(key) <= Limits.Key && CodePoints.IsWellFormed(key) ? key : $"claimreview:{role}:#{NaturalKey.HashOf(key)}";
    }

    private static bool IsAt(string url, string site) =>
        new Uri(url).IdnHost is var host && (host == site || host.EndsWith("." + site, StringComparison.Ordinal));

    private static string SiteOf(Uri uri) => uri.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? uri.IdnHost[4..] : uri.IdnHost;
}
