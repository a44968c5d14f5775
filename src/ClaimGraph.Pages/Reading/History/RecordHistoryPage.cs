using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.History;

/// <summary>Everything that happened to a record, in pages: <c>?before=REVISION</c>.</summary>
internal sealed class RecordHistoryPage : IPage
{
    public const int PageSize = 30;

    public string Pattern => "/records/{id}/history";

    public async ValueTask<View?> ShowAsync(Visit visit)
    {
        var variables = new JsonObject { ["id"] = visit.Route("id"), ["first"] = PageSize };
        if (int.TryParse(visit.Value("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before))
            variables["before"] = before;
        var node = (await visit.AskAsync<RecordHistoryData>("RecordHistory", variables)).Node;
        return node is { History: { } entries }
            ? View.Of<RecordHistoryView>(node with { History = await visit.WithRecordsAsync(entries) })
            : null;
    }
}

/// <summary>What <c>RecordHistory.graphql</c> selects.</summary>
public sealed record RecordHistoryData(RecordPast? Node);

/// <summary>A record with a page of its history; null for a type without a page of its own.</summary>
public sealed record RecordPast(
    [property: System.Text.Json.Serialization.JsonPropertyName("__typename")] string Type,
    string Id,
    string? Key,
    string? Text,
    string? Language,
    string? Verdict,
    string? Name,
    string? Title,
    string? Url,
    IReadOnlyList<Entry>? History
)
{
    /// <summary>The record in a line.</summary>
    public AnyNode Record => new(Type, Id, Key, Name, Title, Url, Text, Language, Verdict: Verdict);
}
