using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Topics;

/// <summary>What the claims are about.</summary>
internal sealed class TopicsPage : IPage
{
    public string Pattern => "/topics";

    public async ValueTask<View?> ShowAsync(Visit visit) => View.Of<TopicsView>(await visit.AskKeptAsync<TopicsData>("Topics"));
}

/// <summary>What <c>Topics.graphql</c> selects.</summary>
public sealed record TopicsData(IReadOnlyList<ValueCount> Topics);
