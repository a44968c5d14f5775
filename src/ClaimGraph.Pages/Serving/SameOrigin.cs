using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Serving;

/// <summary>
/// Tells whether a form was sent by a page of this server. Browsers say so in headers that no script can set; a request that does not say
/// it is refused. <see href="https://www.w3.org/TR/fetch-metadata/">Fetch metadata</see> and the header Origin (RFC 6454) are what counts.
/// </summary>
internal static class SameOrigin
{
    public static bool Sent(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && request.Headers.Origin is [{ Length: > 0 } origin]
        && Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
