using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Overview;

/// <summary>The first page.</summary>
internal sealed class OverviewPage : IPage
{
    public string Pattern => "/";

    public async ValueTask<View?> ShowAsync(Visit visit) => View.Of<OverviewView>(await visit.AskKeptAsync<OverviewData>("Overview"));
}
