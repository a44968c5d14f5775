using System.Text.Json;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>Reads the columns of one row from left to right.</summary>
internal ref struct Row(Command command, int column = 0)
{
    private int _column = column;

    public long Long() => command.Long(_column++);
    public int Int() => command.Int(_column++);
    public int? IntOrNull() => (int?)command.LongOrNull(_column++);
    public bool Bool() => command.Bool(_column++);
    public double Double() => command.Double(_column++);
    public double? DoubleOrNull() => command.DoubleOrNull(_column++);
    public string Text() => command.Text(_column++);
    public string? TextOrNull() => command.TextOrNull(_column++);

    /// <summary>A text of which there are few different ones.</summary>
    public string Tag() => Tags.Of(command.Utf8(_column++));
    public string? TagOrNull() => command.IsNull(_column) ? Skip() : Tag();

    public NodeId Id() => NodeId.FromValue(command.Long(_column++));
    public NodeId? IdOrNull() => command.LongOrNull(_column++) is { } value ? NodeId.FromValue(value) : null;
    public PartialDate? Date() => command.LongOrNull(_column++) is { } packed ? PartialDate.FromPacked((int)packed) : null;
    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(command.Long(_column++));
    public DateTimeOffset? TimeOrNull() => command.IsNull(_column) ? SkipTime() : Time();
    public byte Byte() => (byte)command.Int(_column++);
    public byte? ByteOrNull() => (byte?)command.LongOrNull(_column++);

    public IReadOnlyList<string> Texts() => command.IsNull(_column) ? SkipList<string>()
        : JsonSerializer.Deserialize(command.Utf8(_column++), ListJson.Readable.StringArray)!;

    public IReadOnlyList<NodeId> Ids() => command.IsNull(_column) ? SkipList<NodeId>()
        : Array.ConvertAll(JsonSerializer.Deserialize(command.Utf8(_column++), ListJson.Readable.Int64Array)!, NodeId.FromValue);

    public IReadOnlyList<Participation> Participations() => command.IsNull(_column) ? SkipList<Participation>()
        : JsonSerializer.Deserialize(command.Utf8(_column++), ListJson.Readable.ParticipationArray)!;

    private string? Skip()
    {
        _column++;
        return null;
    }

    private DateTimeOffset? SkipTime()
    {
        _column++;
        return null;
    }

    private T[] SkipList<T>()
    {
        _column++;
        return [];
    }
}
