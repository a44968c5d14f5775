using ClaimGraph.GraphQL;
using ClaimGraph.Pages;
using ClaimGraph.Server.Access;
using ClaimGraph.Server.Feeds;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>The pages over real HTTP, on the article that comes as a sample. Tests that only read share one.</summary>
public sealed class SampleSite : IAsyncLifetime
{
    /// <summary>A page of each kind.</summary>
    public static readonly string[] Pages =
    [
        "/",
        "/statements",
        "/statements?q=US+and+UK+did+not+sign&verdict=MIXED",
        "/statements?topic=nothing-has-this-topic",
        "/statements/only-us-uk-did-not-sign",
        "/statements/hegemonic-logic-little-appeal",
        "/statements/only-us-uk-did-not-sign/arguments",
        "/actors/sam-altman",
        "/sources/src-article",
        "/sources/src-digwatch",
        "/events/ai-action-summit-paris",
        "/topics",
        "/topics/geopolitics",
        "/queues",
        "/search?q=Altman",
        "/about",
        "/styleguide",
        "/embed/statements/only-us-uk-did-not-sign",
        "/embed/overview",
    ];

    /// <summary>Pages with every component of forms. The last one has a button that saves, and something to enter before.</summary>
    public static readonly string[] Forms =
    [
        "/statements/only-us-uk-did-not-sign/argue",
        "/statements/only-us-uk-did-not-sign/review",
        "/statements/only-us-uk-did-not-sign/merge?into=hegemonic-logic-little-appeal",
        "/statements/new",
        "/statements/only-us-uk-did-not-sign/edit",
        "/sources/src-digwatch/edit",
        "/articles/new?text=paste",
        "/sources/src-ancora/quote",
        "/proposals",
        "/imports",
        "/webhooks",
        "/statements/only-us-uk-did-not-sign/argue?url=https://example.org/new",
    ];

    internal Api Api { get; private set; } = null!;

    public HttpClient Http => Api.Http;

    public async ValueTask InitializeAsync() => Api = await StartAsync();

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    internal static async Task<Api> StartAsync(
        AccessOptions? access = null,
        Action<GraphQLOptions>? configure = null,
        PagesOptions? pages = null,
        Action<IServiceCollection>? services = null,
        Func<IClaimStore, IClaimStore>? wrap = null
    )
    {
        var api = await Api.StartAsync(
            configure ?? (options => options.AnonymousCostPerSecond = options.CostPerSecond = 0),
            wrap,
            access: access,
            services: all =>
            {
                all.AddClaimGraphPages(pages).AddClaimReviews();
                services?.Invoke(all);
            },
            endpoints: app =>
            {
                app.MapClaimReviews(app.Services.GetRequiredService<IClaimStore>());
                app.MapClaimGraphPages();
            }
        );
        await SampleArticle.LoadIntoNewAsync(api.Store, api.Ids, CancellationToken.None);
        return api;
    }

    /// <summary>Asks for a page as a browser does.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => GetAsync(Http, path, headers);

    internal static async Task<HttpResponseMessage> GetAsync(HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<string> TextAsync(string path, params (string Name, string Value)[] headers) => TextAsync(Http, path, headers);

    internal static async Task<string> TextAsync(HttpClient http, string path, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(http, path, headers);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200, $"{path}\n{text}");
        return text;
    }
}
