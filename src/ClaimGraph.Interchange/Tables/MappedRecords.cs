using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;

namespace ClaimGraph.Interchange.Tables;

/// <summary>The records of all rows as an import file. A record that several rows give is written once, as the first gives it. Memory
/// holds a fixed part of the keys and places; the others are in temporary files.</summary>
internal sealed class MappedRecords : IDisposable
{
    private readonly Dictionary<NodeKind, Records> _lists = [];
    private readonly NumberSet _keys = new();

    /// <summary>The records of a kind, and the row of each.</summary>
    private sealed class Records : IDisposable
    {
        private readonly FileStream _file = TemporaryFile.Open();
        private readonly Utf8JsonWriter _json;

        public Records()
        {
            _json = new Utf8JsonWriter(new BufferedStream(_file, 1 << 16), Published.Writing);
            _json.WriteStartArray();
        }

        public TemporaryTexts Places { get; } = new();

        public void Add(JsonObject record, string place)
        {
            Places.Add(place);
            record.WriteTo(_json);
            if (_json.BytesPending > 1 << 16)
                _json.Flush();
        }

        public void MoveTo(Stream whole)
        {
            _json.WriteEndArray();
            _json.Flush();
            _file.Position = 0;
            _file.CopyTo(whole);
        }

        public void Dispose()
        {
            _json.Dispose();
            _file.Dispose();
            Places.Dispose();
        }
    }

    public void Add(NodeKind kind, JsonObject record, string place)
    {
        if (!_keys.Add(KeyHash.Of(kind, (string)record["key"]!)))
            return;
        if (!_lists.TryGetValue(kind, out var list))
            _lists[kind] = list = new Records();
        list.Add(record, place);
    }

    /// <summary>The whole as one input, with which the records are disposed.</summary>
    /// <param name="isPartial">As <see cref="ImportInput.IsPartial"/>.</param>
    public ImportInput ToInput(string name, bool isPartial = true) =>
        new(name, ToFile(), _ => null)
        {
            Locate = Locate,
            Made = this,
            IsPartial = isPartial,
        };

    public void Dispose()
    {
        _keys.Dispose();
        foreach (var list in _lists.Values)
            list.Dispose();
    }

    private FileStream ToFile()
    {
        var whole = TemporaryFile.Open();
        whole.Write(JsonSerializer.SerializeToUtf8Bytes(new { format = ImportFormat.Version }).AsSpan()[..^1]);
        foreach (var (kind, list) in _lists)
        {
            whole.Write(System.Text.Encoding.UTF8.GetBytes($",\"{ImportFormat.ListOf(kind)}\":"));
            list.MoveTo(whole);
        }
        whole.Write("}"u8);
        whole.Position = 0;
        return whole;
    }

    /// <summary>The row of a record, and the field in it: <c>row 17, line 21: reviews/url</c> of <c>/reviews/12/url</c>.</summary>
    private string Locate(string pointer) =>
        ImportFormat.ReadPointer(pointer) is var (kind, number, field)
        && _lists.TryGetValue(kind, out var list)
        && number < list.Places.Count
            ? string.Join(", ", new[] { list.Places.Read(number), ImportFormat.ListOf(kind) + field }.Where(p => p.Length > 0))
            : pointer;
}
