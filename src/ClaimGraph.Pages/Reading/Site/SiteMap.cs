using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.Reading.Site;

/// <summary>The addresses of the site for search engines: the fixed pages and the claims that changed last.</summary>
internal sealed class SiteMap : IDownload
{
    /// <summary>So many claims are listed.</summary>
    public const int MaxClaims = 1_000;

    private static readonly XNamespace Space = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public string Pattern => "/sitemap.xml";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        var urls = new List<XElement>
        {
            Url(visit, "/"),
            Url(visit, "/statements"),
            Url(visit, "/topics"),
            Url(visit, "/queues"),
            Url(visit, "/about"),
        };
        string? after = null;
        for (var claims = 0; claims < MaxClaims; claims += 100)
        {
            var page = (await visit.AskAsync<SiteMapData>("SiteMap", new JsonObject { ["after"] = after })).Statements;
            urls.AddRange(page.Nodes.Select(s => Url(visit, Address.Statement(s.Id, s.Key), s.UpdatedAt)));
            if (!page.PageInfo!.HasNextPage)
                break;
            after = page.PageInfo.EndCursor;
        }
        var document = new XElement(Space + "urlset", urls);
        return new Download("application/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + document);
    }

    private static XElement Url(Visit visit, string path, DateTime? changed = null) =>
        new(
            Space + "url",
            new XElement(Space + "loc", visit.Origin + path),
            changed is { } time
                ? new XElement(Space + "lastmod", time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
                : null
        );
}

/// <summary>What <c>SiteMap.graphql</c> selects.</summary>
public sealed record SiteMapData(Connection<StatementName> Statements);

/// <summary>What search engines may read.</summary>
internal sealed class Robots : IDownload
{
    public string Pattern => "/robots.txt";

    public ValueTask<Download?> WriteAsync(Visit visit)
    {
        var isIndexed = visit.Http.RequestServices.GetRequiredService<PagesOptions>().Indexed;
        var rules = isIndexed
            ? "Disallow: /graphql\nDisallow: /search\nDisallow: /statements?\nDisallow: /statements.csv\nDisallow: /sign-in\n"
                + $"Sitemap: {visit.Origin}/sitemap.xml\n"
            : "Disallow: /\n";
        return new(new Download("text/plain; charset=utf-8", "User-agent: *\n" + rules));
    }
}
