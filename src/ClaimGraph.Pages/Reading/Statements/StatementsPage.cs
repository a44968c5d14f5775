using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statements;

/// <summary>The claims: searched, filtered, ordered, in pages.</summary>
internal sealed class StatementsPage : IPage
{
    private const int PageSize = 25;

    public string Pattern => "/statements";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var choice = Choice.Of(visit);
        var facets = await visit.AskKeptAsync<StatementsFacetsData>("StatementsFacets", FacetVariables(choice));
        var (total, shown, page) = choice.Query is null ? await ListAsync(visit, choice) : await SearchAsync(visit, choice);
        return View.Of<StatementsView>(new StatementsShown(choice, total, shown, page, facets));
    }

    private static async ValueTask<(int, IReadOnlyList<(StatementName, Highlight?)>, PageInfo)> ListAsync(Visit visit, Choice choice)
    {
        var variables = new JsonObject { ["filter"] = choice.Filter(), ["orderBy"] = choice.OrderBy };
        if (visit.Value("before") is { } before)
            (variables["last"], variables["before"]) = (PageSize, before);
        else
            (variables["first"], variables["after"]) = (PageSize, visit.Value("after"));
        var listed = (await visit.AskAsync<StatementsData>("Statements", variables)).Statements;
        return (listed.TotalCount, [.. listed.Nodes.Select(s => (s, (Highlight?)null))], listed.PageInfo!);
    }

    private static async ValueTask<(int, IReadOnlyList<(StatementName, Highlight?)>, PageInfo)> SearchAsync(Visit visit, Choice choice)
    {
        var variables = new JsonObject
        {
            ["query"] = choice.Query,
            ["filter"] = choice.Filter(),
            ["first"] = PageSize,
            ["after"] = visit.Value("after"),
        };
        var found = (await visit.AskAsync<StatementsSearchData>("StatementsSearch", variables)).Search;
        return (found.TotalCount, [.. found.Edges.Select(e => (e.Node, e.Highlight))], found.PageInfo);
    }

    /// <summary>Each facet is counted without its own conditions: what its other values would leave.</summary>
    private static JsonObject FacetVariables(Choice choice)
    {
        var variables = new JsonObject
        {
            ["verdicts"] = choice.Filter(without: "verdict"),
            ["attention"] = choice.Filter(without: "attention"),
            ["kinds"] = choice.Filter(without: "kind"),
            ["languages"] = choice.Filter(without: "language"),
            ["topics"] = choice.Filter(without: "topic"),
        };
        if (choice.Claimant is { } claimant)
            (variables["claimant"], variables["hasClaimant"]) = (claimant, true);
        if (choice.About is { } about)
            (variables["about"], variables["hasAbout"]) = (about, true);
        return variables;
    }
}
