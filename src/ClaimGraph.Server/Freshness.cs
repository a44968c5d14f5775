using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Server;

/// <summary>Responses that stay the same until the next commit.</summary>
internal static class Freshness
{
    /// <summary>Sets the headers of a response that shows a revision. True, with status 304, when the client has it already.</summary>
    public static bool IsKnown(HttpContext http, long revision)
    {
        var tag = new EntityTagHeaderValue($"\"{revision}\"", isWeak: true);
        var known = http.Request.GetTypedHeaders().IfNoneMatch;
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, no-cache"; // rights and the graph can have changed
        if (!known.Any(k => EntityTagHeaderValue.Any.Equals(k) || k.Compare(tag, useStrongComparison: false)))
            return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
