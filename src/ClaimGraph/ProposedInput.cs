using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimGraph;

/// <summary>
/// The JSON of a proposed input. A record is named by <c>{"$record": 0}</c>, its place among those that the proposal concerns, because ids
/// differ from store to store; no field of the API begins with $.
/// </summary>
public static class ProposedInput
{
    /// <summary>The member that gives the place of a record.</summary>
    public const string Record = "$record";

    private const int Deepest = 32;

    /// <summary>How it is written.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Rewriting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True for a JSON object that names no more records than there are.</summary>
    public static bool IsValid(string json, int records)
    {
        try
        {
            using var document = Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && Places(document.RootElement).All(p => p >= 0 && p < records);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });

    /// <summary>The place of the record that a value names; null for any other value.</summary>
    public static int? PlaceOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(Record, out var place))
            return null;
        return place.ValueKind == JsonValueKind.Number && place.TryGetInt32(out var number) ? number : -1;
    }

    /// <summary>The JSON with ids where it names records, for people and programs that read it.</summary>
    /// <returns>The JSON as it is where it cannot be read.</returns>
    public static string WithIds(string json, IReadOnlyList<NodeId> records) =>
        Rewritten(json, place => place >= 0 && place < records.Count ? JsonValue.Create(records[place].ToString()) : null);

    /// <summary>The same input after its records got other places.</summary>
    /// <param name="places">The new place of each record.</param>
    internal static string Renumbered(string json, IReadOnlyList<int> places) =>
        Rewritten(json, place => new JsonObject { [Record] = place >= 0 && place < places.Count ? places[place] : place });

    private static string Rewritten(string json, Func<int, JsonNode?> write)
    {
        try
        {
            using var document = Parse(json);
            return Rewritten(document.RootElement, write)?.ToJsonString(Rewriting) ?? "null";
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static JsonNode? Rewritten(JsonElement value, Func<int, JsonNode?> write)
    {
        if (PlaceOf(value) is { } place)
            return write(place);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var rewritten = new JsonObject();
                foreach (var member in value.EnumerateObject())
                    rewritten[member.Name] = Rewritten(member.Value, write);
                return rewritten;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(item => Rewritten(item, write))]);
            default:
                return JsonNode.Parse(value.GetRawText());
        }
    }

    private static IEnumerable<int> Places(JsonElement value) =>
        PlaceOf(value) is { } place
            ? [place]
            : value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Places(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().SelectMany(Places),
                _ => [],
            };
}
