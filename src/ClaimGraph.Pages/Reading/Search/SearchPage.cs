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
        var kind = visit.Value("kind") is { } wanted && Kinds.Contains(wanted) ? wanted : null;
        if (visit.Value("q") is not { } query)
            return View.Of<SearchView>(new SearchShown(null, kind, null));
        var answer = await visit.AskAsync<SearchData>(
            "Search",
            new JsonObject
            {
                ["query"] = query,
                ["kinds"] = kind is null ? null : new JsonArray(kind),
                ["first"] = 20,
                ["after"] = visit.Value("after"),
            }
        );
        return View.Of<SearchView>(new SearchShown(query, kind, answer.Search));
    }
}

/// <summary>What <c>Search.graphql</c> selects.</summary>
public sealed record SearchData(Hits<AnyNode> Search);

/// <summary>A search and what it found; null where nothing is searched for yet.</summary>
public sealed record SearchShown(string? Query, string? Kind, Hits<AnyNode>? Found);
