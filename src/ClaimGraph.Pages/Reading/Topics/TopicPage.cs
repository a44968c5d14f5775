using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Topics;

/// <summary>A topic: what is claimed about it, what became of it, and who said it.</summary>
internal sealed class TopicPage : IPage
{
    public string Pattern => "/topics/{topic}";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var topic = Address.TopicOf(visit);
        var data = await visit.AskKeptAsync<TopicData>("Topic", new JsonObject { ["topic"] = topic });
        return data.Newest.TotalCount == 0 ? null : View.Of<TopicView>(new TopicShown(topic, data));
    }
}

/// <summary>What <c>Topic.graphql</c> selects.</summary>
public sealed record TopicData(
    Connection<StatementName> Newest,
    Connection<StatementName> Contested,
    IReadOnlyList<ValueCount> Verdicts,
    IReadOnlyList<ValueCount> Stances,
    IReadOnlyList<TimeCount> Activity,
    IReadOnlyList<ValueCount> Related,
    IReadOnlyList<Group> Record
);

/// <summary>Claims that share two values, and how many they are.</summary>
public sealed record Group(int Count, IReadOnlyList<GroupValue> Values);

/// <summary>A value that the claims of a group share, and the record if it names one.</summary>
public sealed record GroupValue(string? Value, AnyNode? Node);

/// <summary>A topic with everything around it.</summary>
public sealed record TopicShown(string Topic, TopicData Data)
{
    /// <summary>Who claimed most that was checked, with the verdicts.</summary>
    public IReadOnlyList<(AnyNode Actor, int Cases, IReadOnlyList<ValueCount> Verdicts)> Records =>
        [
            .. Data
                .Record.Where(group => group.Values[0].Node is not null)
                .GroupBy(group => group.Values[0].Value)
                .Select(of =>
                    (
                        of.First().Values[0].Node!,
                        of.Sum(group => group.Count),
                        (IReadOnlyList<ValueCount>)[.. of.Select(group => new ValueCount(group.Values[1].Value, group.Count))]
                    )
                )
                .OrderByDescending(record => record.Item2)
                .Take(8),
        ];
}
