using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Embed;

/// <summary>
/// Tells other sites how to show a page of this one as a card: <see href="https://oembed.com/">oEmbed 1.0</see>, as JSON or XML.
/// </summary>
internal sealed class OEmbed : IDownload
{
    /// <summary>How large a card is unless less is asked for, in pixels.</summary>
    public const int Width = 560;

    /// <inheritdoc cref="Width"/>
    public const int Height = 320;

    private const int OverviewHeight = 520;
    private const int LeastWidth = 240;

    public string Pattern => "/oembed";

    /// <summary>The markup that shows a card.</summary>
    public static string Markup(string address, string title, int width = Width, int height = Height) =>
        $"<iframe src=\"{WebUtility.HtmlEncode(address)}\" title=\"{WebUtility.HtmlEncode(title)}\" width=\"{width}\" height=\"{height}\" "
        + "loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        if (await CardAsync(visit) is not var (path, title, tall))
            return null;
        var (width, height) = (Most(visit, "maxwidth", Width, LeastWidth), Most(visit, "maxheight", tall, 1));
        (string Name, JsonNode Value)[] fields =
        [
            ("version", "1.0"),
            ("type", "rich"),
            ("title", title),
            ("provider_name", "ClaimGraph"),
            ("provider_url", visit.Origin + "/"),
            ("html", Markup(visit.Origin + path, title, width, height)),
            ("width", width),
            ("height", height),
            ("cache_age", 600),
        ];
        return visit.Value("format") switch
        {
            null or "json" => new Download(
                "application/json; charset=utf-8",
                new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Value))).ToJsonString(Json.Readable)
            ),
            "xml" => new Download(
                "text/xml; charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                    + new XElement("oembed", fields.Select(f => new XElement(f.Name, f.Value.ToString())))
            ),
            _ => null,
        };
    }

    /// <summary>The card of the page that is asked about, its title and how high it is; null when it has none.</summary>
    private static async ValueTask<(string Path, string Title, int Height)?> CardAsync(Visit visit)
    {
        if (!Uri.TryCreate(visit.Value("url"), UriKind.Absolute, out var page) || page.GetLeftPart(UriPartial.Authority) != visit.Origin)
            return null;
        if (page.AbsolutePath is "/" or "/embed/overview")
            return ("/embed/overview", "ClaimGraph", OverviewHeight);
        var path = page.AbsolutePath.StartsWith("/embed/", StringComparison.Ordinal)
            ? page.AbsolutePath["/embed".Length..]
            : page.AbsolutePath;
        return
            path.Split('/') is ["", "statements", var segment]
            && await CardPage.FindAsync(visit, Uri.UnescapeDataString(segment)) is { } claim
            ? ($"/embed/statements/{Address.Segment(claim.Id, claim.Key)}", claim.Text, Height)
            : null;
    }

    private static int Most(Visit visit, string name, int usual, int least) =>
        int.TryParse(visit.Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? Math.Clamp(most, least, usual)
            : usual;
}
