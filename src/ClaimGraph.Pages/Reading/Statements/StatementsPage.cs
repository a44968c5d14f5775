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
        var listed = await visit.AskAsync<StatementsData>("Statements", Variables(choice, visit));
        if (choice.Query is null)
            return Show(
                choice,
                listed.Statements.TotalCount,
                [.. listed.Statements.Nodes.Select(s => (s, (Highlight?)null))],
                listed.Statements.PageInfo!,
                listed
            );
        var found = await visit.AskAsync<StatementsSearchData>(
            "StatementsSearch",
            new JsonObject
            {
                ["query"] = choice.Query,
                ["filter"] = choice.Filter(),
                ["first"] = PageSize,
                ["after"] = visit.Value("after"),
            }
        );
        return Show(
            choice,
            found.Search.TotalCount,
            [.. found.Search.Edges.Select(e => (e.Node, e.Highlight))],
            found.Search.PageInfo,
            listed
        );
    }

    private static View Show(
        Choice choice,
        int total,
        IReadOnlyList<(StatementName, Highlight?)> shown,
        PageInfo page,
        StatementsData facets
    ) => View.Of<StatementsView>(new StatementsShown(choice, total, shown, page, facets));

    private static JsonObject Variables(Choice choice, Visit visit)
    {
        var variables = new JsonObject { ["filter"] = choice.Filter(), ["orderBy"] = choice.OrderBy };
        // A search has cursors of its own; the list beside it is asked for its facets alone.
        if (choice.Query is not null)
            variables["first"] = 1;
        else if (visit.Value("before") is { } before)
            (variables["last"], variables["before"]) = (PageSize, before);
        else
            (variables["first"], variables["after"]) = (PageSize, visit.Value("after"));
        foreach (
            var (variable, facet) in new[]
            {
                ("verdicts", "verdict"),
                ("attention", "attention"),
                ("kinds", "kind"),
                ("languages", "language"),
                ("topics", "topic"),
            }
        )
            variables[variable] = choice.Filter(without: facet);
        if (choice.Claimant is { } claimant)
            (variables["claimant"], variables["hasClaimant"]) = (claimant, true);
        if (choice.About is { } about)
            (variables["about"], variables["hasAbout"]) = (about, true);
        return variables;
    }
}
