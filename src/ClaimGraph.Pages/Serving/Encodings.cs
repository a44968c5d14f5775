using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Pages.Serving;

/// <summary>Content encodings.</summary>
internal static class Encodings
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    private const int Expected = 16 * 1024; // about as long as a page is when it is compressed

    /// <summary>The encoding that the client takes and the server likes best; null: none.</summary>
    public static string? Best(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return null;
        return accepted.Any(a => Takes(a, Brotli)) ? Brotli
            : accepted.Any(a => Takes(a, Gzip)) ? Gzip
            : null;
    }

    /// <summary>The text that is written, in UTF-8 and <see cref="Best"/>: compressed while it is written, fast, for it is made for one
    /// reader.</summary>
    public static byte[] Encode(HttpRequest request, Action<TextWriter> write)
    {
        using var encoded = new MemoryStream(Expected);
        using (var text = new StreamWriter(Encoder(Best(request), encoded), bufferSize: Expected))
            write(text);
        return encoded.ToArray();
    }

    private static Stream Encoder(string? encoding, MemoryStream encoded) =>
        encoding switch
        {
            Brotli => new BrotliStream(encoded, new BrotliCompressionOptions { Quality = 4 }),
            Gzip => new GZipStream(encoded, new ZLibCompressionOptions { CompressionLevel = 4 }),
            _ => encoded,
        };

    private static bool Takes(StringWithQualityHeaderValue accepted, string encoding) =>
        accepted.Quality is not 0 && accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase);
}
