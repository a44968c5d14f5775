using System.Text.Json.Nodes;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Imports;

/// <summary>How far an import is. Its form cancels it.</summary>
internal sealed class ImportPage : IForm
{
    public string Pattern => "/imports/{id}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        if (ImportsPage.Refusal(visit) is { } refusal)
            return refusal;
        var variables = new JsonObject { ["id"] = visit.Route("id"), ["after"] = visit.Value("after") };
        return (await visit.AskAsync<ImportProgressData>("ImportProgress", variables)).ImportJob is { } job
            ? View.Of<ImportView>(job)
            : null;
    }

    public async ValueTask<View?> SendAsync(Visit visit, Entries entries)
    {
        if (ImportsPage.Refusal(visit) is { } refusal)
            return refusal;
        // One that has ended meanwhile is shown as it is.
        await visit.AskAsync<JsonObject>("CancelImport", new JsonObject { ["id"] = visit.Route("id") });
        return View.See($"/imports/{Uri.EscapeDataString(visit.Route("id"))}");
    }
}

/// <summary>What <c>ImportProgress.graphql</c> selects.</summary>
public sealed record ImportProgressData(ImportItem? ImportJob);
