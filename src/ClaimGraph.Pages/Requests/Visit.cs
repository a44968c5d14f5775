using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Localization;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.Pages.Requests;

/// <summary>
/// One request for a page: who reads it, what its address says, and what the API was asked for it. Each request has its own.
/// </summary>
public sealed class Visit(IGraphQLExecutor executor, TimeProvider clock)
{
    private readonly List<Asked> _asked = [];

    /// <summary>The request and its response.</summary>
    public HttpContext Http { get; private set; } = null!;

    /// <summary>For whom the page is written.</summary>
    public Reader Reader { get; private set; } = null!;

    /// <summary>What was executed for the page, in order.</summary>
    public IReadOnlyList<Asked> Asked => _asked;

    /// <summary>The address of the server as the reader knows it: <c>https://claims.example.org</c>.</summary>
    public string Origin => $"{Http.Request.Scheme}://{Http.Request.Host.Value}";

    /// <summary>The values that the address gives for a name, without empty ones.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. Http.Request.Query[name].Select(value => value?.Trim()).Where(value => !string.IsNullOrEmpty(value))!];

    /// <summary>The first value that the address gives for a name; null when there is none.</summary>
    public string? Value(string name) => Values(name) is [var first, ..] ? first : null;

    /// <summary>A part of the path, as <c>{id}</c> in its pattern.</summary>
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>
    /// Has the API execute the document of a page, with the rights and the quota of the reader, and reads its data. Fields that failed
    /// where the schema allows null are null.
    /// </summary>
    /// <exception cref="UnansweredException">There is no data.</exception>
    public async ValueTask<T> AskAsync<T>(string document, JsonObject? variables = null)
        where T : class
    {
        var asked = new Asked(PageDocument.Named(document), variables);
        var result = await executor.ExecuteAsync(
            asked.Document.Text,
            variables,
            Http.User,
            Http.Connection.RemoteIpAddress,
            cancellation: Http.RequestAborted
        );
        if (result.Errors is [var error, ..])
            throw new UnansweredException(error, result.RetryAfterSeconds);
        _asked.Add(asked);
        return result.Data.Deserialize<T>(Json.Answers)!;
    }

    internal void Begin(HttpContext http) =>
        (Http, Reader) = (http, new Reader(Languages.Wanted(http.Request.Headers.AcceptLanguage), clock.GetUtcNow().UtcDateTime));
}
