using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ClaimGraph.Server.Tests.GraphQL.Fuzzing;

/// <summary>The bytes of an HTTP request with headers that are made at random. Many fit together; in most, something is odd.</summary>
internal sealed class RandomRequest(Random random)
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "OPTIONS", "DELETE", "PATCH", "QUERY", "post"];

    private static readonly string[] Targets =
    [
        "/graphql?query=%7B__typename%7D",
        "/graphql?query=%7B__typename%7D&variables=%7B%22a%22:1%7D&operationName=A",
        "/graphql?query=subscription%7Bchanges%7Brevision%7D%7D",
        "/graphql?query=%7B__typename%7D&extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22a%22%7D%7D",
        "/graphql?query=%00&variables=%EF%BF%BE",
        "/graphql?query=%FF&query=%FE",
        "/graphql?documentId=sha256:",
        "/graphql?variables=%5B%5D&%=%",
        "/graphql?",
        "/graphql/%00",
        "//graphql",
        "/nowhere",
        "*",
    ];

    private static readonly string[] Bodies =
    [
        """{"query":"{ __typename }"}""",
        """{"query":"query A($n: Int) { actors(first: $n) { totalCount } }","variables":{"n":1},"operationName":"A"}""",
        """{"query":"subscription { changes { revision } }"}""",
        """{"documentId":"a","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"} } }""",
        """[{"query":"{ __typename }"},{"query":1}]""",
        """{"query":"\uD800","variables":{"a":"\uFFFE"} }""",
        "\uFEFF{\"query\":\"{ __typename }\"}",
        "{\"query\":\"{ __typename }\"",
        "{}",
        "null",
        "",
        "\0",
    ];

    // For each header, values that mean something to somebody.
    private static readonly Dictionary<string, string[]> Headers = new()
    {
        ["Content-Type"] =
        [
            "application/json; charset=utf-8",
            "application/json; charset=utf-16",
            "application/json;charset=\"",
            "application/graphql",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "*/*",
            ";",
        ],
        ["Content-Encoding"] = ["gzip", "br", "deflate", "identity", "zstd", "gzip, br", "GZIP", ",", "x"],
        ["Accept"] =
        [
            "application/graphql-response+json",
            "application/json",
            "text/event-stream",
            "text/html",
            "*/*",
            "application/json;q=0",
            "*/*;q=x, ;;;",
            "application/graphql-response+json; charset=utf-16",
            ",,,",
        ],
        ["Accept-Encoding"] = ["gzip", "br;q=1, *;q=0", ";q=2,,br;q=nan", "identity;q=0"],
        ["Authorization"] = ["Bearer", "Bearer x", "Bearer cg_x", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic OjE=", "x y z"],
        ["Origin"] = ["null", "http://[", "https://evil.example", "http://localhost", "http://127.0.0.1:1"],
        ["Sec-Fetch-Site"] = ["cross-site", "same-origin", "none", "x"],
        ["Last-Event-ID"] = ["1", "-1", "99999999999999999999", "x", ""],
        ["Host"] = ["localhost", "evil.example", "localhost:99999", "[::1", "a b", "a,b", ""],
        ["X-Request-Id"] = ["a", "a b", new('x', 5_000)],
        ["X-Forwarded-For"] = ["1.2.3.4", "::1", "x, y", "999.1.1.1"],
        ["X-Forwarded-Proto"] = ["https", "x"],
        ["Expect"] = ["100-continue", "x"],
        ["Connection"] = ["close", "keep-alive", "Upgrade", "x, y"],
        ["Upgrade"] = ["websocket", "h2c", "x"],
        ["Sec-WebSocket-Version"] = ["13", "8", "x"],
        ["Sec-WebSocket-Key"] = ["dGhlIHNhbXBsZSBub25jZQ==", "x", ""],
        ["Sec-WebSocket-Protocol"] = ["graphql-transport-ws", "graphql-ws", "x, graphql-transport-ws", ""],
        ["Content-Length"] = ["0", "1", "100000", "-1", "99999999999999999999", "x", "5, 5"],
        ["Transfer-Encoding"] = ["chunked", "gzip, chunked", "identity", "x"],
        ["Access-Control-Request-Method"] = ["POST", "x"],
        ["Cookie"] = ["a=b", "=", ";;;"],
        ["Range"] = ["bytes=0-1", "x"],
    };

    public byte[] Make()
    {
        var body = Encoding.UTF8.GetBytes(Any(Bodies));
        var isPost = random.Next(4) > 0;
        var lines = new List<string>
        {
            $"{(isPost ? "POST" : Any(Methods))} {(isPost && random.Next(4) > 0 ? "/graphql" : Any(Targets))} HTTP/1.1",
        };
        if (random.Next(10) > 0)
            lines.Add("Host: localhost");
        if (random.Next(4) > 0)
            lines.Add("Content-Type: application/json");
        for (var i = random.Next(5); i > 0; i--)
            lines.Add(Header());
        if (random.Next(4) == 0)
            body = Encoded(body, lines);
        else if (random.Next(8) > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"));
        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), .. body];
    }

    private string Header()
    {
        var name = Headers.Keys.ElementAt(random.Next(Headers.Count));
        var value = Any(Headers[name]);
        return $"{name}: {(random.Next(10) == 0 ? value.Insert(random.Next(value.Length + 1), Any(RandomValue.Odd)) : value)}";
    }

    private byte[] Encoded(byte[] body, List<string> lines)
    {
        if (random.Next(2) == 0)
        {
            lines.Add("Transfer-Encoding: chunked");
            return Chunked(body);
        }
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        lines.Add("Content-Encoding: gzip");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {packed.Length}"));
        return packed.ToArray();
    }

    private byte[] Chunked(byte[] body)
    {
        var size = random.Next(6) switch
        {
            0 => "ffffffffffffffff",
            1 => "-1",
            2 => "7fffffff",
            _ => body.Length.ToString("x", CultureInfo.InvariantCulture),
        };
        return [.. Encoding.ASCII.GetBytes(size + "\r\n"), .. body, .. Encoding.ASCII.GetBytes("\r\n0\r\n\r\n")];
    }

    private string Any(string[] from) => from[random.Next(from.Length)];
}
