using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;

namespace ClaimGraph.Interchange.Tables;

/// <summary>The records of all rows as an import file. A record that several rows give is written once, as the first gives it.</summary>
internal sealed class MappedRecords
{
    private readonly Dictionary<NodeKind, (FileStream File, Utf8JsonWriter Json, List<string> Places)> _lists = [];
    private readonly HashSet<(NodeKind, string)> _keys = [];

    public void Add(NodeKind kind, JsonObject record, string place)
    {
        if (!_keys.Add((kind, (string)record["key"]!)))
            return;
        if (!_lists.TryGetValue(kind, out var list))
        {
            var file = TemporaryFile.Open();
            _lists[kind] = list = (file, new Utf8JsonWriter(new BufferedStream(file, 1 << 16), Published.Writing), []);
            list.Json.WriteStartArray();
        }
        list.Places.Add(place);
        record.WriteTo(list.Json);
        if (list.Json.BytesPending > 1 << 16)
            list.Json.Flush();
    }

    /// <summary>The whole as one file, which is gone when it is closed.</summary>
    public FileStream ToFile()
    {
        var whole = TemporaryFile.Open();
        whole.Write(JsonSerializer.SerializeToUtf8Bytes(new { format = ImportFormat.Version }).AsSpan()[..^1]);
        foreach (var (kind, (file, json, _)) in _lists)
        {
            json.WriteEndArray();
            json.Flush();
            json.Dispose();
            whole.Write(System.Text.Encoding.UTF8.GetBytes($",\"{ImportFormat.ListOf(kind)}\":"));
            file.Position = 0;
            file.CopyTo(whole);
            file.Dispose();
        }
        whole.Write("}"u8);
        whole.Position = 0;
        return whole;
    }

    /// <summary>The row of a record, and the field in it: <c>row 17, line 21: reviews/url</c> of <c>/reviews/12/url</c>.</summary>
    public string Locate(string pointer) =>
        ImportFormat.ReadPointer(pointer) is var (kind, number, field)
        && _lists.TryGetValue(kind, out var list)
        && number < list.Places.Count
            ? $"{list.Places[number]}, {ImportFormat.ListOf(kind)}{field}"
            : pointer;
}
