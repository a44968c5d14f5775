using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Serving;

/// <summary>What a browser may do with a page.</summary>
internal static class BrowserRules
{
    // Everything comes from this server. Scripts and styles come from files only; a script element of another type than JavaScript, such as
    // JSON-LD, is data and no matter of the policy.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors ";

    /// <param name="isEmbedded">True for a card that other sites may show in a frame.</param>
    public static void Set(HttpResponse response, PagesOptions options, bool isEmbedded)
    {
        var frames = isEmbedded && options.EmbeddedBy.Count > 0 ? string.Join(' ', options.EmbeddedBy) : "'none'";
        response.Headers.ContentSecurityPolicy = Policy + frames;
        if (!options.Indexed || isEmbedded)
            response.Headers["X-Robots-Tag"] = "noindex";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept-Language, Accept-Encoding, Authorization, Cookie";
    }
}
