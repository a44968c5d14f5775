using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.Pages.Documents;
using ClaimGraph.Pages.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Pages.Requests;

/// <summary>
/// One request for a page: who reads it, what its address says, and what the API was asked for it. Each request has its own.
/// </summary>
public sealed class Visit(IGraphQLExecutor executor, KeptAnswers kept, IOptions<ApiAuthenticationOptions> access, TimeProvider clock)
{
    /// <summary>How long a page waits for what it can do without.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly List<Asked> _asked = [];
    private int? _revision;

    /// <summary>The request and its response.</summary>
    public HttpContext Http { get; private set; } = null!;

    /// <summary>For whom the page is written.</summary>
    public Reader Reader { get; private set; } = null!;

    /// <summary>Who is signed in; null: nobody.</summary>
    public Viewer? Viewer =>
        Http.User.FindFirst(ApiClaims.Name)?.Value is { } name
            ? new Viewer(
                name,
                Enum.TryParse<Role>(Http.User.FindFirst(ApiClaims.Role)?.Value, out var role) ? role : access.Value.Anonymous
            )
            : null;

    /// <summary>Whether it makes sense to offer something to the reader. Whether they may do it is for the API to say.</summary>
    public bool May(Role role) => (Viewer is { } viewer ? viewer.Role : access.Value.Anonymous) >= role;

    /// <summary>Whether they can at least propose it.</summary>
    public bool MayPropose => May(Role.Contributor) || Viewer is not null && May(Role.Reader);

    /// <summary>The day, in UTC: <c>2026-11-27</c>.</summary>
    public string Today => clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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
    /// Has the API execute the document of a page, with the rights and the quota of the reader, and reads its data.
    /// </summary>
    /// <exception cref="UnansweredException">There is no data.</exception>
    public async ValueTask<T> AskAsync<T>(string document, JsonObject? variables = null)
        where T : class
    {
        var asked = new Asked(PageDocument.Named(document), variables);
        var data = await RunAsync(asked);
        _asked.Add(asked);
        return data.Deserialize<T>(Json.Answers)!;
    }

    /// <summary>
    /// The same for what counts over the whole graph. The answer is kept until the next commit, once for all readers without a name
    /// and for each that has one. A reader of what is kept pays for the revision of the ledger alone.
    /// </summary>
    /// <exception cref="UnansweredException">There is no data.</exception>
    public ValueTask<T> AskKeptAsync<T>(string document, JsonObject? variables = null)
        where T : class => AskKeptAsync<T>(document, variables, Http.RequestAborted);

    /// <summary>The same for what the page can do without: null when there is no answer within <see cref="Patience"/>.</summary>
    /// <exception cref="UnansweredException">It was refused.</exception>
    public async ValueTask<T?> AskKeptInTimeAsync<T>(string document, JsonObject? variables = null)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Http.RequestAborted);
        try
        {
            return await AskKeptAsync<T>(document, variables, end.Token);
        }
        catch (OperationCanceledException) when (!Http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<T> AskKeptAsync<T>(string document, JsonObject? variables, CancellationToken cancellation)
        where T : class
    {
        var asked = new Asked(PageDocument.Named(document), variables);
        var question = string.Join(
            '\n',
            document,
            Http.User.FindFirst(ApiClaims.Name)?.Value,
            Http.User.FindFirst(ApiClaims.Role)?.Value,
            variables?.ToJsonString()
        );
        var revision = _revision ??= await RevisionAsync();
        if (kept.Find(revision, question) is not { } data)
            kept.Keep(revision, question, data = await RunAsync(asked, cancellation));
        _asked.Add(asked);
        return data.Deserialize<T>(Json.Answers)!;
    }

    private async ValueTask<int> RevisionAsync() =>
        (await RunAsync(new Asked(PageDocument.Named("Revision"), null)))
            .GetProperty("ledger"u8)
            .GetProperty("head"u8)
            .GetProperty("revision"u8)
            .GetInt32();

    private ValueTask<JsonElement> RunAsync(Asked asked) => RunAsync(asked, Http.RequestAborted);

    private async ValueTask<JsonElement> RunAsync(Asked asked, CancellationToken cancellation)
    {
        var result = await executor.ExecuteAsync(
            asked.Document.Text,
            asked.Variables,
            Http.User,
            Http.Connection.RemoteIpAddress,
            cancellation: cancellation
        );
        return result.Errors is [var error, ..] ? throw new UnansweredException(error, result.RetryAfterSeconds) : result.Data;
    }

    internal void Begin(HttpContext http) =>
        (Http, Reader) = (http, new Reader(Languages.Wanted(http.Request.Headers.AcceptLanguage), clock.GetUtcNow().UtcDateTime));
}
