using System.Text.Json;

namespace ClaimGraph.Interchange.ClaimReviews;

/// <summary>Reads who made the claim, when and where: <c>itemReviewed</c>, be it a claim, a work, a text or a list of them.</summary>
internal sealed class AppearanceReading(FoundReview found, string? reviewUrl, ActorReading actors, Losses losses)
{
    private const string Path = "/itemReviewed";
    private const int Most = 100;
    private static readonly string[] PostedAt =
    [
        "facebook.com",
        "twitter.com",
        "x.com",
        "instagram.com",
        "tiktok.com",
        "t.me",
        "threads.net",
        "bsky.app",
        "weibo.com",
        "vk.com",
        "linkedin.com",
        "reddit.com",
        "whatsapp.com",
        "gab.com",
        "truthsocial.com",
        "fb.watch",
    ];

    private readonly string? _review = CanonicalUrl.TryCreate(reviewUrl, out var url) ? url : null;

    public IReadOnlyList<ReadAppearance> Read()
    {
        var all = found.References.All(found.Json, "itemReviewed").SelectMany(OfItem).Distinct().ToArray();
        if (all.Length > Most)
            losses.Doubt(ProblemCode.TooLong, Path, $"There are {all.Length:N0} appearances; the first {Most} were taken.");
        return all.Length > Most ? all[..Most] : all;
    }

    private IEnumerable<ReadAppearance> OfItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return Pages([item], null, Path).Select(p => new ReadAppearance(null, p.Page, null));
        JsonElement[] authors = [.. found.References.All(item, "author"), .. found.References.All(item, "creator")];
        ReadActor?[] claimants = [.. authors.Select(a => actors.Claimant(a, $"{Path}/author")).OfType<ReadActor>().DistinctBy(a => a.Key)];
        if (claimants.Length == 0)
            claimants = [null];
        var said = DateOf(item, "datePublished") ?? DateOf(item, "dateCreated");
        (SourceContent? Page, PartialDate? On)[] pages = [.. PagesOf(item, authors)];
        if (pages.Length == 0)
            pages = [(null, null)];
        return claimants
            .SelectMany(c => pages.Select(p => new ReadAppearance(c, p.Page, p.On ?? said)))
            .Where(a => a != new ReadAppearance(null, null, null));
    }

    private IEnumerable<(SourceContent? Page, PartialDate? On)> PagesOf(JsonElement item, JsonElement[] authors)
    {
        var isWork = !Ld.Is(item, "Claim");
        IEnumerable<(SourceContent? Page, PartialDate? On)> all =
        [
            .. Pages(found.References.All(item, "firstAppearance"), null, $"{Path}/firstAppearance"),
            .. Pages(found.References.All(item, "appearance"), null, $"{Path}/appearance"),
            .. Pages(Ld.All(Ld.Get(item, "url")), isWork ? item : null, $"{Path}/url"),
            .. Pages(Ld.All(Ld.Get(item, "contentUrl")), isWork ? item : null, $"{Path}/contentUrl"),
            .. Pages(Ld.All(Ld.Get(item, "sameAs")), null, $"{Path}/sameAs"),
            .. authors.SelectMany(actors.PostsOf).Select(url => (PageOf(url, null), (PartialDate?)null)),
        ];
        return all.DistinctBy(p => CanonicalUrl.TryCreate(p.Page!.Url, out var url) ? url : p.Page.Url);
    }

    /// <summary>Pages by their addresses, or by objects that have one.</summary>
    private IEnumerable<(SourceContent? Page, PartialDate? On)> Pages(IEnumerable<JsonElement> values, JsonElement? work, string path)
    {
        foreach (var value in values)
        {
            var isObject = value.ValueKind == JsonValueKind.Object;
            var text = isObject ? Ld.Text(value, "url", "contentUrl", "@id", "sameAs", "archivedAt") : Ld.Text(value);
            foreach (var part in text is null ? [] : PublishedUrl.Split(text))
                if (PublishedUrl.Of(part, reviewUrl) is not { } url)
                    DoubtAddress(part, path);
                else if (!CanonicalUrl.TryCreate(url, out var canonical) || canonical != _review)
                    yield return (PageOf(url, isObject ? value : work), isObject ? DateOf(value, "datePublished") : null);
        }
    }

    private void DoubtAddress(string text, string path)
    {
        if (text.Trim().Length > 0 && path != Path)
            losses.Doubt(ProblemCode.InvalidFormat, path, $"'{Short(text)}' is not a valid URL; it is only in the object as published.");
    }

    private SourceContent PageOf(string url, JsonElement? work)
    {
        var title = work is { } object1 && Ld.Text(object1, "headline", "name") is { } name ? Ld.Clean(name) : null;
        return new SourceContent
        {
            Url = url,
            Title = losses.Within(Limits.Title, title, $"{Path}/name"),
            SourceKind = work is { } typed ? KindOf(url, typed) : KindOf(url, default),
        };
    }

    private static SourceKind KindOf(string url, JsonElement work)
    {
        var host = new Uri(url).IdnHost;
        if (Array.Exists(PostedAt, p => host == p || host.EndsWith("." + p, StringComparison.Ordinal)) || Ld.Is(work, "SocialMediaPosting"))
            return SourceKind.SocialPost;
        if (Ld.Is(work, "VideoObject") || host is "youtu.be" || host.EndsWith("youtube.com", StringComparison.Ordinal))
            return SourceKind.Video;
        if (Ld.Is(work, "AudioObject"))
            return SourceKind.Audio;
        return Ld.Is(work, "NewsArticle") ? SourceKind.News
            : Ld.Is(work, "Article") ? SourceKind.Article
            : SourceKind.Other;
    }

    private PartialDate? DateOf(JsonElement value, string member) => ReviewReading.DateOf(value, member, $"{Path}/{member}", losses);

    private static string Short(string text) => CodePoints.Slice(text, 0, 80) ?? text;
}
