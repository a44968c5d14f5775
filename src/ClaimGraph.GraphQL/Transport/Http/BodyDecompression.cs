using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Decompresses the bodies of requests.</summary>
internal static class BodyDecompression
{
    /// <summary>The content encodings of bodies, as in an Accept-Encoding header.</summary>
    public const string Encodings = "gzip, br, deflate";

    /// <summary>Decompresses bodies as they are read. How much is read is up to the reader.</summary>
    public static void UseBodyDecompression(this IApplicationBuilder app)
    {
        app.Use(
            static (context, next) =>
            {
                if (context.Request.Headers.ContentEncoding.Count > 0)
                    Prepare(context);
                return next(context);
            }
        );
        app.UseRequestDecompression();
    }

    /// <summary>False if the body still has a content encoding, one that is not supported.</summary>
    public static bool IsDone(HttpRequest request) => request.Headers.ContentEncoding.ToString() is "" or "identity";

    private static void Prepare(HttpContext context)
    {
        context.Request.ContentLength = null; // what the body becomes is of another length
        // The middleware would hold decompressed bodies to the web server's limit, which is another than ours.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }
}
