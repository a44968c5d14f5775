using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>Binds the columns of one row from left to right.</summary>
internal ref struct Values(Command command)
{
    private int _position;

    public void Add(long value) => command.Bind(++_position, value);
    public void Add(long? value) => command.Bind(++_position, value);
    public void Add(bool value) => command.Bind(++_position, value ? 1L : 0L);
    public void Add(double? value) => command.Bind(++_position, value);
    public void Add(string? value) => command.Bind(++_position, value);
    public void Add(NodeId id) => command.Bind(++_position, id.Value);
    public void Add(NodeId? id) => command.Bind(++_position, id?.Value);
    public void Add(PartialDate? date) => command.Bind(++_position, (long?)date?.Packed);
    public void Add(DateTimeOffset time) => command.Bind(++_position, time.ToUnixTimeMilliseconds());
    public void Add(DateTimeOffset? time) => command.Bind(++_position, time?.ToUnixTimeMilliseconds());
    public void AddEnum(byte? value) => command.Bind(++_position, (long?)value);

    public void Add(IReadOnlyList<string> texts) =>
        Add(texts.Count == 0 ? null : JsonSerializer.Serialize(texts.ToArray(), ListJson.Readable.StringArray));

    public void Add(IReadOnlyList<NodeId> ids) =>
        Add(ids.Count == 0 ? null : JsonSerializer.Serialize(ids.Select(id => id.Value).ToArray(), ListJson.Readable.Int64Array));

    public void Add(IReadOnlyList<Participation> participations) =>
        Add(participations.Count == 0 ? null : JsonSerializer.Serialize(participations.ToArray(), ListJson.Readable.ParticipationArray));
}

[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(Participation[]))]
internal sealed partial class ListJson : JsonSerializerContext
{
    private static ListJson? _readable;

    /// <summary>Letters as they are, not as \u escapes: full-text search reads these columns too.</summary>
    public static ListJson Readable => _readable ??= new ListJson(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
