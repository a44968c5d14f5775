using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>Bodies of requests with a content encoding.</summary>
public class CompressedBodyTests
{
    private const string Typename = """{"query":"{ __typename }"}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await PostAsync(api, encoding, Compress(encoding, Encoding.UTF8.GetBytes(Typename)));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Api.WithoutCost(body).ToJsonString().ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, gzip")]
    [InlineData("nonsense")]
    public async Task Another_encoding_gets_415_and_the_encodings_to_use(string encoding)
    {
        await using var api = await Api.StartAsync();
        var (response, body) = await PostAsync(api, encoding, Encoding.UTF8.GetBytes(Typename));
        ShouldBe(response, body, 415, "UNSUPPORTED_MEDIA_TYPE", $"The content encoding '{encoding}' is not supported; use gzip, br,");
        response.Headers.GetValues("Accept-Encoding").ShouldBe(["gzip, br, deflate"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_small_body_that_becomes_too_large_gets_413(string encoding)
    {
        await using var api = await Api.StartAsync(options => options.MaxRequestBytes = 64 * 1024);
        var fits = new byte[64 * 1024];
        fits.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(Typename, fits);
        (await PostAsync(api, encoding, Compress(encoding, fits))).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bomb = Compress(encoding, new byte[50_000_000]);
        bomb.Length.ShouldBeLessThan(64 * 1024);
        var (response, body) = await PostAsync(api, encoding, bomb);
        ShouldBe(response, body, 413, "BODY_TOO_LARGE", "65,536 bytes");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_is_not_in_its_encoding_gets_400_and_the_connection_serves_on(string encoding)
    {
        await using var api = await Api.StartAsync();
        var whole = Compress(encoding, Encoding.UTF8.GetBytes(Typename));
        byte[][] broken = [Encoding.UTF8.GetBytes(Typename), [.. Enumerable.Repeat((byte)0xff, 500)], whole[..(whole.Length / 2)], []];
        foreach (var bytes in broken)
        {
            var (response, body) = await PostAsync(api, encoding, bytes);
            ShouldBe(response, body, 400, "MALFORMED_JSON", "");
            (await PostAsync(api, encoding, whole)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_option_alone_limits_what_a_body_becomes()
    {
        const int Bytes = 31_000_000; // above the limit of the web server
        await using var api = await Api.StartAsync(options => options.MaxRequestBytes = Bytes);
        var body = new byte[Bytes];
        body.AsSpan().Fill((byte)' ');
        Encoding.UTF8.GetBytes(Typename, body);
        (await PostAsync(api, "gzip", Compress("gzip", body))).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static byte[] Compress(string encoding, byte[] body)
    {
        using var compressed = new MemoryStream();
        using (
            Stream stream = encoding switch
            {
                "br" => new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
                "identity" => compressed,
                _ => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            }
        )
            stream.Write(body);
        return compressed.ToArray();
    }

    private static async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(Api api, string encoding, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content });
    }

    private static void ShouldBe(HttpResponseMessage response, JsonNode body, int status, string code, string message)
    {
        ((int)response.StatusCode).ShouldBe(status, body.ToJsonString());
        var error = body["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)error["extensions"]!["code"]).ShouldBe(code);
        ((string?)error["message"])!.ShouldContain(message);
    }
}
