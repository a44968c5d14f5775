using ClaimGraph.Pages.Assets;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Pages.Serving;

/// <summary>Serves styles and modules.</summary>
internal static class AssetEndpoint
{
    public const string Pattern = "/assets/{hash}/{name}";

    public static async Task HandleAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        if (AssetFiles.Find((string)request.RouteValues["name"]!) is not { } asset)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var isCurrent = asset.Hash.Equals(request.RouteValues["hash"] as string, StringComparison.Ordinal);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = $"\"{asset.Hash}\"";
        if (request.Headers.IfNoneMatch.Contains($"\"{asset.Hash}\"", StringComparer.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = asset.ContentType;
        var (encoding, bytes) = Encodings.Best(request) switch
        {
            Encodings.Brotli => (Encodings.Brotli, asset.Brotli),
            Encodings.Gzip => (Encodings.Gzip, asset.Gzip),
            _ => (null, asset.Plain),
        };
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
