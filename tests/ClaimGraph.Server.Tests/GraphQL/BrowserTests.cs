using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Settings;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>What browsers and large clients need of HTTP: origins, batches, compression.</summary>
public class BrowserTests
{
    private const string Typename = """{"query":"{ __typename }"}""";

    [Theory]
    [InlineData(null, null, null, 200)] // curl
    [InlineData("own", null, null, 200)]
    [InlineData("https://app.example", null, null, 200)]
    [InlineData("https://elsewhere.example", null, null, 403)]
    [InlineData("null", null, null, 403)] // a sandboxed frame
    [InlineData(null, "same-origin", "empty", 200)]
    [InlineData(null, "none", "document", 200)] // typed into the address bar
    [InlineData(null, "cross-site", "document", 200)] // a link
    [InlineData(null, "cross-site", "image", 403)]
    [InlineData(null, "cross-site", "iframe", 403)]
    [InlineData(null, "same-site", "script", 403)]
    [InlineData("https://app.example", "cross-site", "empty", 200)]
    public async Task Requests_for_pages_of_other_sites_are_refused(string? origin, string? site, string? destination, int status)
    {
        await using var api = await Api.StartAsync(options => options.AllowedOrigins = ["https://APP.example"]);
        if (origin == "own")
            origin = api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach (var request in new[] { new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}"), Post(Typename) })
        {
            Add(request, ("Origin", origin), ("Sec-Fetch-Site", site), ("Sec-Fetch-Dest", destination));
            var (response, body) = await api.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(status);
            ((string?)body["errors"]?[0]?["extensions"]?["code"]).ShouldBe(status == 403 ? "CROSS_SITE" : null);
        }
    }

    [Fact]
    public async Task Allowed_pages_get_the_headers_of_CORS_and_their_preflight_is_answered()
    {
        await using var api = await Api.StartAsync(options =>
            options.AllowedOrigins = ["https://app.example", "https://desk.example:8443"]
        );
        using var preflight = await PreflightAsync(api, "https://desk.example:8443");
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://desk.example:8443"]);
        preflight.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["authorization,content-type"]);
        preflight.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        var post = Post(Typename);
        Add(post, ("Origin", "https://app.example"));
        var headers = (await api.SendAsync(post)).Response.Headers;
        headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://app.example"]);
        headers
            .GetValues("Access-Control-Expose-Headers")
            .ShouldBe(["Retry-After,WWW-Authenticate,RateLimit,RateLimit-Policy,X-Request-Id"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_is_not_allowed_can_read_why(bool isAnotherAllowed)
    {
        await using var api = await Api.StartAsync(options => options.AllowedOrigins = isAnotherAllowed ? ["https://app.example"] : []);
        using var preflight = await PreflightAsync(api, "https://elsewhere.example");
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://elsewhere.example"]);
        preflight.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["authorization,content-type"]);
        var post = Post("""{"query":"mutation { createActor(input: { name: \"A\" }) { revision } }"}""");
        Add(post, ("Origin", "https://elsewhere.example"));
        var (response, body) = await api.SendAsync(post);
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://elsewhere.example"]);
        response.Headers.Vary.ShouldContain("Origin");
        ((string)body["errors"]![0]!["message"]!).ShouldStartWith("Pages of https://elsewhere.example may not use this API.");
        (await api.Store.HeadAsync()).Revision.ShouldBe(0);
    }

    [Fact]
    public async Task All_origins_can_be_allowed()
    {
        await using var api = await Api.StartAsync(options => options.AllowedOrigins = ["*"]);
        using var preflight = await PreflightAsync(api, "https://app.example");
        preflight.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        var post = Post(Typename);
        Add(post, ("Origin", "https://app.example"));
        (await api.SendAsync(post)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("app.example")]
    [InlineData("https://app.example/")]
    [InlineData("https://app.example/path")]
    public async Task What_is_no_origin_is_told_at_the_start(string origins) =>
        (
            await Should.ThrowAsync<InvalidOptionsException>(() => Api.StartAsync(options => options.AllowedOrigins = [origins]))
        ).Message.ShouldStartWith($"GraphQLOptions.AllowedOrigins: '{origins}' is not an origin; use ");

    [Fact]
    public async Task A_batch_is_answered_in_its_order_each_request_by_itself()
    {
        await using var api = await Api.StartAsync(options => options.MaxBatch = 5);
        var (response, body) = await api.PostAsync(
            """
            [{"query":"mutation { createActor(input: { name: \"A\" }) { revision } }"}, {"query":7,"variables":{"a":[{}]}},
             {"query":"{ nothing }"}, {"query":"subscription { changes { revision } }"},
             {"variables":{"n":1},"query":"query ($n: Int) { actors(first: $n) { totalCount } }"}]
            """
        );
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        body.AsArray()
            .Select(r => r!["data"]?.ToJsonString() ?? (string)r["errors"]![0]!["extensions"]!["code"]!)
            .ShouldBe([
                """{"createActor":{"revision":1}}""",
                "INVALID_REQUEST",
                "VALIDATION_FAILED",
                "NOT_ACCEPTABLE",
                """{"actors":{"totalCount":1}}""",
            ]);
    }

    [Theory]
    [InlineData("[]", 422)]
    [InlineData("[7]", 422)]
    [InlineData("""[{"query":"{ __typename }"}, []]""", 422)]
    [InlineData("""[{"query":"{ __typename }"}, {"query":"{ __typename }"}, {"query":"{ __typename }"}]""", 422)]
    [InlineData("""[{"query":"{ __typename }"}] []""", 400)]
    [InlineData("""[{"query":7,]""", 400)]
    public async Task A_batch_that_is_none_or_too_large_is_refused_as_a_whole(string body, int status)
    {
        await using var api = await Api.StartAsync(options => options.MaxBatch = 2);
        var (response, answer) = await api.PostAsync(body);
        ((int)response.StatusCode).ShouldBe(status, answer.ToJsonString());
        answer["errors"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip;q=0", null)]
    [InlineData(null, null)]
    public async Task Long_answers_are_compressed_for_clients_that_take_it(string? accept, string? encoding)
    {
        await using var api = await Api.StartAsync();
        var request = Post("""{"query":"{ __schema { types { name description } } }"}""");
        Add(request, ("Accept-Encoding", accept));
        using var response = await api.Http.SendAsync(request);
        response.Content.Headers.ContentEncoding.FirstOrDefault().ShouldBe(encoding);
        response.Headers.Vary.ShouldContain("Accept-Encoding");
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var text = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        (await JsonNode.ParseAsync(text))!["data"]!["__schema"]!["types"]!.AsArray().Count.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Short_answers_are_not_compressed()
    {
        await using var api = await Api.StartAsync();
        var request = Post(Typename);
        Add(request, ("Accept-Encoding", "br, gzip"));
        using var response = await api.Http.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    private static HttpRequestMessage Post(string body) =>
        new(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static void Add(HttpRequestMessage request, params (string Name, string? Value)[] headers)
    {
        foreach (var (name, value) in headers)
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
    }

    private static Task<HttpResponseMessage> PreflightAsync(Api api, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        Add(
            request,
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type")
        );
        return api.Http.SendAsync(request);
    }
}
