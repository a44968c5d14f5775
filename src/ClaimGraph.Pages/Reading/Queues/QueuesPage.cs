using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Queues;

/// <summary>What needs a fact-checker's attention, by its reasons.</summary>
internal sealed class QueuesPage : IPage
{
    public string Pattern => "/queues";

    public async ValueTask<View?> ShowAsync(Visit visit) => View.Of<QueuesView>(await visit.AskKeptAsync<QueuesData>("Queues"));
}

/// <summary>What <c>Queues.graphql</c> selects.</summary>
public sealed class QueuesData
{
    /// <summary>How many claims there are for each reason.</summary>
    public required AttentionCounts Overview { get; init; }

    /// <summary>The claims whose review most people asked for.</summary>
    public required Connection<StatementName> Requested { get; init; }

    /// <summary>The first claims of each queue, by the name of the field.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Queues { get; init; } = [];

    /// <summary>The first claims for a reason, like <c>SINGLE_SOURCE</c>; empty for a reason that the document does not ask for.</summary>
    public IReadOnlyList<StatementName> First(string attention) =>
        Queues.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(Pascal(attention)), out var queue)
            ? queue.Deserialize<Connection<StatementName>>(Documents.Json.Answers)!.Nodes
            : [];

    private static string Pascal(string value) => string.Concat(value.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
}

/// <summary>The counts of all queues.</summary>
public sealed record AttentionCounts(IReadOnlyList<AttentionCount> Attention);

/// <summary>How many claims have a reason.</summary>
public sealed record AttentionCount(string Attention, int Count);
