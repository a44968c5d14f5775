using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Pages.Serving;

/// <summary>Content encodings.</summary>
internal static class Encodings
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>The encoding that the client takes and the server likes best; null: none.</summary>
    public static string? Best(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return null;
        return accepted.Any(a => Takes(a, Brotli)) ? Brotli
            : accepted.Any(a => Takes(a, Gzip)) ? Gzip
            : null;
    }

    /// <summary>Compresses a page at once, fast: it is made for one reader.</summary>
    public static byte[] Compress(byte[] plain, string encoding)
    {
        using var compressed = new MemoryStream(plain.Length / 3);
        using (
            Stream stream =
                encoding == Brotli
                    ? new BrotliStream(compressed, new BrotliCompressionOptions { Quality = 4 })
                    : new GZipStream(compressed, CompressionLevel.Optimal)
        )
            stream.Write(plain);
        return compressed.ToArray();
    }

    private static bool Takes(StringWithQualityHeaderValue accepted, string encoding) =>
        accepted.Quality is not 0 && accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase);
}
