using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Access;
using ClaimGraph.Neo4j;
using ClaimGraph.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>
/// The API over real HTTP, on a store in a file of its own; where the environment variable <c>CLAIMGRAPH_TEST_STORAGE</c> says Neo4j, on the test server's
/// database, emptied. Tests must not run at the same time there.
/// </summary>
internal sealed class Api : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private Api(WebApplication app, IClaimStore store, DirectoryInfo folder)
    {
        (_app, Store, _folder) = (app, store, folder);
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public IClaimStore Store { get; }
    public HttpClient Http { get; }
    public IdSource Ids { get; } = new(TimeProvider.System, Random.Shared);

    public static async Task<Api> StartAsync(Action<GraphQLOptions>? configure = null, Func<IClaimStore, IClaimStore>? wrap = null, IAuthentication? authentication = null)
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-");
        var store = Environment.GetEnvironmentVariable("CLAIMGRAPH_TEST_STORAGE") == "Neo4j" ? await OpenNeo4jAsync()
            : await SqliteStore.OpenAsync(new SqliteOptions { Path = Path.Combine(folder.FullName, "test.db"), Durability = Durability.Normal }, new SteppingClock());
        store = wrap?.Invoke(store) ?? store;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton(store).AddClaimGraphApi(configure);
        if (authentication is not null) builder.Services.AddSingleton(authentication);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var app = builder.Build();
        app.MapClaimGraphApi();
        await app.StartAsync();
        return new Api(app, store, folder);
    }

    private static async Task<IClaimStore> OpenNeo4jAsync()
    {
        await Neo4jServer.EmptyAsync();
        return await Neo4jStore.OpenAsync(Neo4jServer.Options(), new SteppingClock());
    }

    /// <summary>Runs a document that must succeed and gives its data.</summary>
    public async Task<JsonNode> DataAsync(string query, object? variables = null)
    {
        var response = await RunAsync(query, variables);
        response["errors"].ShouldBeNull(response.ToJsonString(Readable));
        return response["data"]!;
    }

    /// <summary>A response without what it cost.</summary>
    public static JsonNode WithoutCost(JsonNode response)
    {
        response.AsObject().Remove("extensions");
        return response;
    }

    /// <summary>Runs a document and gives the whole response.</summary>
    public async Task<JsonNode> RunAsync(string query, object? variables = null)
    {
        var (_, body) = await PostAsync(JsonSerializer.Serialize(new { query, variables }));
        return body;
    }

    /// <summary>The data of a document must be this JSON.</summary>
    public async Task ShouldAnswerAsync(string query, string expected, object? variables = null) =>
        (await DataAsync(query, variables)).ToJsonString(Readable).ShouldBe(JsonNode.Parse(expected)!.ToJsonString(Readable));

    /// <summary>The document must give one error, with this code and with words of this message.</summary>
    public async Task ShouldFailAsync(string code, string message, string query, object? variables = null)
    {
        var response = await RunAsync(query, variables);
        var error = response["errors"].ShouldNotBeNull(response.ToJsonString(Readable)).AsArray().ShouldHaveSingleItem()!;
        error["extensions"]!["code"]!.GetValue<string>().ShouldBe(code, error.ToJsonString(Readable));
        error["message"]!.GetValue<string>().ShouldContain(message);
    }

    public Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(string body, string contentType = "application/json", string? accept = "application/graphql-response+json") =>
        PostAsync(Encoding.UTF8.GetBytes(body), contentType, accept);

    public async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(byte[] body, string? contentType = "application/json", string? accept = "application/graphql-response+json")
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content }, accept);
    }

    public async Task<(HttpResponseMessage Response, JsonNode Body)> SendAsync(HttpRequestMessage request, string? accept = "application/graphql-response+json")
    {
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response, JsonNode.Parse(text) ?? throw new InvalidOperationException($"{response.StatusCode}: {text}"));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A clock that goes one second at each look, so that the order of creation is that of the commits.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private int _seconds;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref _seconds));
    }
}
