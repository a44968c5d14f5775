using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Design;

/// <summary>A page in another form.</summary>
public sealed record Alternate(string Type, string Href, string Title)
{
    /// <summary>How other sites show a page as a card (oEmbed).</summary>
    public static Alternate OEmbed(string origin, string path, string title) =>
        new("application/json+oembed", Address.With("/oembed", ("url", origin + path), ("format", "json")), title);
}
