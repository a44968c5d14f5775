using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Nouns;

/// <summary>The beginning of a history on a page, and the records that its values name by their ids.</summary>
public static class Past
{
    /// <summary>How many entries a page shows that shows more than a history.</summary>
    public const int Shown = 6;

    private const int Most = 100;

    /// <summary>Asks for so many.</summary>
    public static void Ask(JsonObject variables) => variables["history"] = Shown;

    /// <summary>The entries with the records that their values name. All are asked for at once, if there are any.</summary>
    public static async ValueTask<IReadOnlyList<Entry>> WithRecordsAsync(this Visit visit, IReadOnlyList<Entry> entries)
    {
        var values = entries
            .SelectMany(entry => entry.Changes.Where(change => change.Action == "UPDATE"))
            .SelectMany(change => change.Fields)
            .SelectMany(field => new[] { field.Before, field.After });
        var records = await visit.RecordsAsync(values);
        return records.Count == 0 ? entries : [.. entries.Select(entry => entry with { Records = records })];
    }

    /// <summary>The records that values of fields name by their ids, by id.</summary>
    public static async ValueTask<IReadOnlyDictionary<string, AnyNode>> RecordsAsync(this Visit visit, IEnumerable<string?> values)
    {
        string[] ids = [.. values.SelectMany(Ids).Distinct().Take(Most)];
        if (ids.Length == 0)
            return new Dictionary<string, AnyNode>();
        var variables = new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) };
        var found = (await visit.AskAsync<HistoryRecordsData>("HistoryRecords", variables)).Nodes;
        return ids.Zip(found).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!);
    }

    private static IEnumerable<string> Ids(string? value) =>
        value is null ? []
        : FieldWords.Parsed(value) is { } json ? Ids(json)
        : NodeId.TryParse(value, out _) ? [value]
        : [];

    private static IEnumerable<string> Ids(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Ids),
            JsonValueKind.Object => json.EnumerateObject().SelectMany(part => Ids(part.Value)),
            JsonValueKind.String when NodeId.TryParse(json.GetString(), out _) => [json.GetString()!],
            _ => [],
        };
}

/// <summary>What <c>HistoryRecords.graphql</c> selects.</summary>
public sealed record HistoryRecordsData(IReadOnlyList<AnyNode?> Nodes);
