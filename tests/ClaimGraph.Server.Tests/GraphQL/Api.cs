using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.History;
using ClaimGraph.Neo4j;
using ClaimGraph.Server.Access;
using ClaimGraph.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>
/// The API over real HTTP, on a store in a file of its own; where the environment variable <c>CLAIMGRAPH_TEST_STORAGE</c> says Neo4j, on
/// the test server's database, emptied. Tests must not run at the same time there.
/// </summary>
internal sealed partial class Api : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private Api(WebApplication app, IClaimStore store, DirectoryInfo folder, NewKey key)
    {
        (_app, Store, _folder, Key, Secret) = (app, store, folder, key.Key, key.Secret);
        Http = new HttpClient
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
        Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {Secret}");
    }

    public IClaimStore Store { get; }
    public HttpClient Http { get; }

    /// <summary>The key of an admin, which the requests carry.</summary>
    public ApiKey Key { get; }
    public string Secret { get; }
    public KeyRing Keys => _app.Services.GetRequiredService<KeyRing>();
    public IGraphQLExecutor Executor => _app.Services.GetRequiredService<IGraphQLExecutor>();
    public LedgerFeed Feed => _app.Services.GetRequiredService<LedgerFeed>();
    public IdSource Ids { get; } = new(TimeProvider.System, Random.Shared);

    public static async Task<Api> StartAsync(
        Action<GraphQLOptions>? configure = null,
        Func<IClaimStore, IClaimStore>? wrap = null,
        AccessOptions? access = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? endpoints = null,
        TimeProvider? clock = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-");
        if (IsNeo4j)
            await Neo4jServer.EmptyAsync();
        var store = await OpenAsync(folder);
        return await ServeAsync(wrap?.Invoke(store) ?? store, folder, configure, access, services, endpoints, clock);
    }

    private static async Task<Api> ServeAsync(
        IClaimStore store,
        DirectoryInfo folder,
        Action<GraphQLOptions>? configure,
        AccessOptions? access = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? endpoints = null,
        TimeProvider? clock = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddRoutingCore().AddSingleton(store).AddClaimGraphApi(configure);
        var time = clock ?? TimeProvider.System;
        builder.Services.AddSingleton(_ => new PastGraphs(store, new TemporaryStores(time), new HistoryOptions(), time));
        if (access is not null)
            builder.Services.AddAccess(access);
        services?.Invoke(builder.Services);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        var app = builder.Build();
        app.UseAuthentication();
        app.MapClaimGraphApi();
        endpoints?.Invoke(app);
        await app.StartAsync();
        return new Api(
            app,
            store,
            folder,
            await app.Services.GetRequiredService<KeyRing>().CreateAsync("tests", Role.Admin, null, "tests")
        );
    }

    /// <summary>Another server on the same store.</summary>
    public async Task<Api> BesideAsync(Action<GraphQLOptions>? configure = null, Action<IServiceCollection>? services = null) =>
        await ServeAsync(await OpenAsync(_folder), Directory.CreateTempSubdirectory("claimgraph-"), configure, services: services);

    /// <summary>Ends the server as a signal would, with its connections open.</summary>
    public Task StopAsync() => _app.StopAsync();

    public static bool IsNeo4j => Environment.GetEnvironmentVariable("CLAIMGRAPH_TEST_STORAGE") == "Neo4j";

    private static async Task<IClaimStore> OpenAsync(DirectoryInfo folder) =>
        IsNeo4j
            ? await Neo4jStore.OpenAsync(Neo4jServer.Options(), new SteppingClock())
            : await SqliteStore.OpenAsync(
                new SqliteOptions { Path = Path.Combine(folder.FullName, "test.db"), Durability = Durability.Normal },
                new SteppingClock()
            );

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

    /// <summary>The same for responses inside of other messages.</summary>
    public static string WithoutCost(string text) => Cost().Replace(text, "");

    [GeneratedRegex(""",\"extensions":\{"cost":\{[^}]*\}\}""")]
    private static partial Regex Cost();

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

    /// <summary>Sends what follows without credentials.</summary>
    public void LayDownKey() => Http.DefaultRequestHeaders.Remove("Authorization");

    /// <summary>Another client of the API, with a key of this role, or with no credentials.</summary>
    public async Task<HttpClient> ClientAsync(Role? role)
    {
        var client = new HttpClient { BaseAddress = Http.BaseAddress };
        if (role is { } some)
            client.DefaultRequestHeaders.Add("Authorization", $"Bearer {(await Keys.CreateAsync($"{role}", some, null, "tests")).Secret}");
        return client;
    }

    /// <summary>Runs a document as another client and gives the status, the codes of the errors and the whole response.</summary>
    public static async Task<(int Status, string[] Codes, JsonNode Body)> AskAsync(HttpClient client, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("Accept", "application/graphql-response+json");
        using var response = await client.SendAsync(request);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (
            (int)response.StatusCode,
            [.. (body["errors"]?.AsArray() ?? []).Select(e => e!["extensions"]!["code"]!.GetValue<string>())],
            body
        );
    }

    public Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(
        string body,
        string contentType = "application/json",
        string? accept = "application/graphql-response+json"
    ) => PostAsync(Encoding.UTF8.GetBytes(body), contentType, accept);

    public async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(
        byte[] body,
        string? contentType = "application/json",
        string? accept = "application/graphql-response+json"
    )
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content }, accept);
    }

    public async Task<(HttpResponseMessage Response, JsonNode Body)> SendAsync(
        HttpRequestMessage request,
        string? accept = "application/graphql-response+json"
    )
    {
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
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

        public override DateTimeOffset GetUtcNow() =>
            new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref _seconds));
    }
}
