using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ClaimGraph.Pages.Assets;

/// <summary>
/// Styles and modules. Each is served under an address with the hash of its content, so browsers may keep it forever, and is compressed
/// once.
/// </summary>
public static class AssetFiles
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, Asset> Known = typeof(AssetFiles)
        .Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => Asset.Read(name[Prefix.Length..], name))
        .ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>The address of a file of <c>wwwroot</c>.</summary>
    public static string Link(string name) => $"/assets/{Known[name].Hash}/{name}";

    /// <summary>The file; null when there is none.</summary>
    internal static Asset? Find(string name) => Known.GetValueOrDefault(name);
}

/// <summary>A file for browsers.</summary>
internal sealed record Asset(string Name, string Hash, string ContentType, byte[] Plain, byte[] Gzip, byte[] Brotli)
{
    public static Asset Read(string name, string resource)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var plain = content.ToArray();
        return new Asset(
            name,
            Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 6)),
            TypeOf(name),
            plain,
            Compress(plain, to => new GZipStream(to, CompressionLevel.SmallestSize)),
            Compress(plain, to => new BrotliStream(to, CompressionLevel.SmallestSize))
        );
    }

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> into)
    {
        using var compressed = new MemoryStream();
        using (var stream = into(compressed))
            stream.Write(plain);
        return compressed.ToArray();
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
}
