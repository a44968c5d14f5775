using System.Globalization;
using ClaimGraph.GraphQL;
using ClaimGraph.Interchange;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Server.Feeds;

/// <summary>Answers requests for reviews as JSON-LD, for those who may read them.</summary>
internal sealed class ClaimReviewEndpoint(IClaimStore store)
{
    // Rights and quota are those of a query.
    private const string Readable = "query ReadReviews { reviews(first: 100) { nodes { id } } }";

    private readonly ClaimReviewExporter _exporter = new(store);

    /// <summary>The feed of all reviews, or of what was changed after a revision.</summary>
    public async Task FeedAsync(HttpContext http)
    {
        if (await BeginAsync(http) is not { } revision)
            return;
        var (given, since) = (http.Request.Query["since"].ToString(), 0L);
        if (given.Length > 0 && (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out since) || since > revision))
            await Refusals.WriteAsync(http.Response, 400, "INVALID_ARGUMENT", $"'{given}' is not a valid revision; use 0 to {revision}.");
        else if (IsToBeSent(http, revision))
            await _exporter.WriteFeedAsync(http.Response.Body, since, http.RequestAborted);
    }

    /// <summary>One review, by its id or key.</summary>
    public async Task ReviewAsync(HttpContext http, string name)
    {
        if (await BeginAsync(http) is not { } revision)
            return;
        if (await FindAsync(NodeKind.Review, name, http.RequestAborted) is not Review { IsActive: true } review)
            await Refusals.WriteAsync(http.Response, 404, "NOT_FOUND", "There is no such review.");
        else if (IsToBeSent(http, revision))
            await _exporter.WriteAsync(http.Response.Body, review, http.RequestAborted);
    }

    /// <summary>A statement with its reviews, by its id or key.</summary>
    public async Task StatementAsync(HttpContext http, string name)
    {
        if (await BeginAsync(http) is not { } revision)
            return;
        if (await FindAsync(NodeKind.Statement, name, http.RequestAborted) is not Statement { IsActive: true } statement)
            await Refusals.WriteAsync(http.Response, 404, "NOT_FOUND", "There is no such statement.");
        else if (IsToBeSent(http, revision))
            await _exporter.WriteAsync(
                http.Response.Body,
                statement,
                AddressOf(http.Request, statement),
                cancellation: http.RequestAborted
            );
    }

    private static string AddressOf(HttpRequest request, Statement statement) =>
        $"{request.Scheme}://{request.Host}{Address.Statement(statement.Id.ToString(), statement.Key)}";

    /// <summary>The revision of the store; null when the sender was refused.</summary>
    private async Task<long?> BeginAsync(HttpContext http)
    {
        try
        {
            var executor = http.RequestServices.GetRequiredService<IGraphQLExecutor>();
            var result = await executor.ExecuteAsync(
                Readable,
                null,
                http.User,
                http.Connection.RemoteIpAddress,
                cancellation: http.RequestAborted
            );
            if (result.Errors is not [var error, ..])
                return (await store.HeadAsync(http.RequestAborted)).Revision;
            if (result.RetryAfterSeconds is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await Refusals.WriteAsync(http.Response, Refusals.StatusOf(error.Code, otherwise: 503), error.Code, error.Message);
        }
        catch (StoreUnavailableException e)
        {
            await Refusals.WriteAsync(http.Response, 503, "STORE_UNAVAILABLE", e.ForClients);
        }
        return null;
    }

    /// <summary>Sets the headers; false when the client has it already, or wants no more than the headers.</summary>
    private static bool IsToBeSent(HttpContext http, long revision)
    {
        if (Freshness.IsKnown(http, revision))
            return false;
        http.Response.ContentType = ClaimReviewFeeds.MediaType;
        return !HttpMethods.IsHead(http.Request.Method);
    }

    /// <summary>The record of an id or a key, or what took its place when it was merged.</summary>
    private async Task<Node?> FindAsync(NodeKind kind, string name, CancellationToken cancellation)
    {
        if (!CodePoints.IsWellFormed(name))
            return null;
        var id = (await store.FindAsync([NaturalKey.OfCaller(kind, name)], cancellation))[0];
        if (id is null && NodeId.TryParse(name, out var given) && given.Kind == kind)
            id = given;
        var node = id is { } known ? (await store.GetAsync([known], cancellation))[0] : null;
        return (await store.StandingAsync([node], cancellation))[0];
    }
}
