using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Search;

/// <summary>What a search finds among all kinds of records (<c>?q=…&amp;kind=SOURCE</c>).</summary>
internal sealed class SearchPage : IPage
{
    public static readonly IReadOnlyList<string> Kinds = ["STATEMENT", "ACTOR", "SOURCE", "EVENT"];

    public string Pattern => "/search";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var kind = KindOf(visit);
        if (visit.Value("q") is not { } query)
            return View.Of<SearchView>(new SearchShown(null, kind, null));
        return View.Of<SearchView>(new SearchShown(query, kind, await FindAsync(visit, query, kind, 20, visit.Value("after"))));
    }

    /// <summary>The kind that the address names; null: all.</summary>
    internal static string? KindOf(Visit visit) => visit.Value("kind") is { } wanted && Kinds.Contains(wanted) ? wanted : null;

    internal static async ValueTask<Hits<AnyNode>> FindAsync(Visit visit, string query, string? kind, int first, string? after)
    {
        var variables = new JsonObject
        {
            ["query"] = query,
            ["kinds"] = kind is null ? null : new JsonArray(kind),
            ["first"] = first,
            ["after"] = after,
        };
        return (await visit.AskAsync<SearchData>("Search", variables)).Search;
    }
}

/// <summary>What <c>Search.graphql</c> selects.</summary>
public sealed record SearchData(Hits<AnyNode> Search);

/// <summary>A search and what it found; null where nothing is searched for yet.</summary>
public sealed record SearchShown(string? Query, string? Kind, Hits<AnyNode>? Found);
