using System.Text.Json.Nodes;
using ClaimGraph.Access;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Reading.Errors;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Imports;

/// <summary>What was imported, and the form for one more file. It is sent to <c>/import</c>, which comes back here with
/// <c>?refused=CODE</c> if it does not take the file.</summary>
internal sealed class ImportsPage : IPage
{
    public string Pattern => "/imports";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        if (Refusal(visit) is { } refusal)
            return refusal;
        var answer = await visit.AskAsync<ImportQueueData>("ImportQueue", new JsonObject { ["after"] = visit.Value("after") });
        return View.Of<ImportsView>(new ImportsShown(answer.ImportJobs, visit.Value("refused")));
    }

    /// <summary>What those see who may not see imports; null for those who may.</summary>
    public static View? Refusal(Visit visit) => visit.May(Role.Contributor) ? null : ErrorPage.NotAllowed(visit);
}

/// <summary>What the page shows.</summary>
/// <param name="Refused">Why the file that was just sent was not taken; null if none was sent.</param>
public sealed record ImportsShown(Connection<ImportItem> Imports, string? Refused);

/// <summary>What <c>ImportQueue.graphql</c> selects.</summary>
public sealed record ImportQueueData(Connection<ImportItem> ImportJobs);
