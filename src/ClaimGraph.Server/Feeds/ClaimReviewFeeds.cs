using System.Text.RegularExpressions;
using ClaimGraph.Pages;
using Microsoft.Net.Http.Headers;

namespace ClaimGraph.Server.Feeds;

/// <summary>
/// Serves what fact-checkers exchange: all reviews as a feed (<c>/feeds/claimreview.json</c>), each review (<c>/reviews/…</c>), and each
/// statement at the address of its page for those who accept <c>application/ld+json</c> rather than HTML, at <c>…/claimreview.json</c>
/// below it, and within the page.
/// </summary>
internal static partial class ClaimReviewFeeds
{
    public const string Path = "/feeds/claimreview.json";
    public const string MediaType = "application/ld+json";
    private static readonly string[] Methods = ["GET", "HEAD"];

    public static IServiceCollection AddClaimReviews(this IServiceCollection services) =>
        services.AddSingleton<IClaimReviews, ClaimReviewsOfPages>();

    public static void MapClaimReviews(this WebApplication app, IClaimStore store)
    {
        var endpoint = new ClaimReviewEndpoint(store);
        app.Use(
            (http, next) =>
            {
                if (StatementPath().Match(http.Request.Path.Value ?? "") is not { Success: true } match)
                    return next(http);
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
                    return Task.CompletedTask;
                });
                return IsWanted(http.Request)
                    ? endpoint.StatementAsync(http, Uri.UnescapeDataString(match.Groups["id"].Value))
                    : next(http);
            }
        );
        app.MapMethods(Path, Methods, endpoint.FeedAsync);
        app.MapMethods(
            "/statements/{id}/claimreview.json",
            Methods,
            http => endpoint.StatementAsync(http, (string)http.Request.RouteValues["id"]!)
        );
        app.MapMethods("/reviews/{id}", Methods, http => endpoint.ReviewAsync(http, (string)http.Request.RouteValues["id"]!));
    }

    /// <summary>Whether the client names JSON-LD, and likes HTML no better.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        if (!Methods.Contains(request.Method))
            return false;
        var accepted = request.GetTypedHeaders().Accept;
        var (json, html) = (QualityOf(MediaType), QualityOf("text/html"));
        return json > 0 && json >= html;

        double QualityOf(string type) =>
            accepted
                .Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                .Select(a => a.Quality ?? 1)
                .DefaultIfEmpty()
                .Max();
    }

    [GeneratedRegex("^/statements/(?<id>[^/]+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex StatementPath();
}
