using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Lines;

namespace ClaimGraph.Interchange.Tables;

/// <summary>The records of all rows as an import file. A record that several rows give is written once, as the first gives it. Memory
/// holds a fixed part of the keys; the others are in a temporary file.</summary>
internal sealed class MappedRecords : IDisposable
{
    private readonly RecordLists _lists = new(ImportFormat.ListOf);
    private readonly NumberSet _keys = new();
    private readonly ArrayBufferWriter<byte> _record = new();
    private readonly Utf8JsonWriter _json;

    public MappedRecords() => _json = new Utf8JsonWriter(_record, Published.Writing);

    /// <param name="place">How reports name the row.</param>
    public void Add(NodeKind kind, JsonObject record, string place)
    {
        if (!_keys.Add(KeyHash.Of(kind, (string)record["key"]!)))
            return;
        record.WriteTo(_json);
        _json.Flush();
        _lists.Add(kind, _record.WrittenSpan, place);
        _json.Reset();
        _record.ResetWrittenCount();
    }

    /// <summary>The whole as one input, with which the records are disposed.</summary>
    /// <param name="isPartial">As <see cref="ImportInput.IsPartial"/>.</param>
    public ImportInput ToInput(string name, bool isPartial = true) =>
        new(name, _lists.ToFile(), _ => null)
        {
            Locate = _lists.Locate,
            Made = this,
            IsPartial = isPartial,
        };

    public void Dispose()
    {
        _keys.Dispose();
        _json.Dispose();
        _lists.Dispose();
    }
}
