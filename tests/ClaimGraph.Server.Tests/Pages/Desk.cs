using System.Net;
using ClaimGraph.Access;
using ClaimGraph.Server.Tests.GraphQL;

namespace ClaimGraph.Server.Tests.Pages;

/// <summary>Somebody at a browser without scripts: keeps cookies, says where a form was sent from, and does not follow redirects.</summary>
internal sealed class Desk : IDisposable
{
    private readonly HttpClient _http;

    public Desk(Uri address) =>
        _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    public CookieContainer Cookies { get; } = new();

    /// <summary>Somebody who signed in with a new key.</summary>
    public static async Task<Desk> WithAsync(Api api, Role role)
    {
        var desk = new Desk(api.Http.BaseAddress!);
        var key = await api.Keys.CreateAsync($"{role}", role, null, "tests");
        using var signedIn = await desk.SendAsync("/sign-in", ("key", key.Secret));
        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return desk;
    }

    public async Task<(int Status, string Html)> ReadAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>What an address answers, of this site or another.</summary>
    public Task<HttpResponseMessage> GetAsync(string address) =>
        _http.GetAsync(new Uri(_http.BaseAddress!, address), TestContext.Current.CancellationToken);

    /// <summary>An open event stream.</summary>
    public Task<HttpResponseMessage> ListenAsync(string subscription)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString(subscription));
        request.Headers.Add("Accept", "text/event-stream");
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields) =>
        SendFromAsync(_http.BaseAddress!.GetLeftPart(UriPartial.Authority), path, fields);

    /// <summary>Sends a form from a page of an origin; null: without saying from where.</summary>
    public async Task<HttpResponseMessage> SendFromAsync(string? origin, string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<string> HtmlAsync(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public void Dispose() => _http.Dispose();
}
