using ClaimGraph.Access;
using ClaimGraph.Pages.Fetching;
using ClaimGraph.Pages.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Pages.Working.Argue;

/// <summary>What the page of a source says, if the server may read it for the visitor; or why it was not read.</summary>
/// <param name="Page">Null when it was not read.</param>
/// <param name="Problem">Null when it was read, or was not to be.</param>
public sealed record Fetched(WebPage? Page = null, FetchProblem? Problem = null)
{
    /// <summary>Reads the page at an address.</summary>
    public static async ValueTask<Fetched> AskAsync(Visit visit, string url)
    {
        if (visit.Http.RequestServices.GetService<WebPageReader>() is not { } reader || !visit.May(Role.Contributor))
            return new Fetched();
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return new Fetched();
        try
        {
            return new Fetched(await reader.ReadAsync(address, visit.Http.RequestAborted));
        }
        catch (UnreadPageException e)
        {
            return new Fetched(Problem: e.Problem);
        }
    }

    /// <summary>What a form about the source begins with.</summary>
    public IEnumerable<(string Name, string? Value)> Fields =>
        [
            ("title", Page?.Title),
            ("publisher", Page?.Site),
            ("publishedOn", Page?.PublishedOn),
            ("language", Page?.Language),
            ("text", Page?.Text),
        ];
}
