using System.Text.Json;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>How a value of one type is stored in a column.</summary>
internal interface ICodec<T>
{
    /// <summary>Reads a value that is not NULL.</summary>
    static abstract T Read(Command row, int column);

    /// <summary>Binds a value; a missing one as NULL.</summary>
    static abstract void Bind(Command command, int position, T value);
}

/// <summary>The nullable form of another codec.</summary>
internal readonly struct Maybe<T, TCodec> : ICodec<T?>
    where T : struct
    where TCodec : struct, ICodec<T>
{
    public static T? Read(Command row, int column) => TCodec.Read(row, column);

    public static void Bind(Command command, int position, T? value)
    {
        if (value is { } some)
            TCodec.Bind(command, position, some);
        else
            command.BindNull(position);
    }
}

internal readonly struct TextCodec : ICodec<string?>
{
    public static string? Read(Command row, int column) => row.Text(column);

    public static void Bind(Command command, int position, string? value) => command.Bind(position, value);
}

/// <summary>A text that takes few different values, such as a language tag.</summary>
internal readonly struct TagCodec : ICodec<string?>
{
    public static string? Read(Command row, int column) => Tags.Of(row.Utf8(column));

    public static void Bind(Command command, int position, string? value) => command.Bind(position, value);
}

internal readonly struct BoolCodec : ICodec<bool>
{
    public static bool Read(Command row, int column) => row.Bool(column);

    public static void Bind(Command command, int position, bool value) => command.Bind(position, value ? 1L : 0L);
}

internal readonly struct IntCodec : ICodec<int>
{
    public static int Read(Command row, int column) => row.Int(column);

    public static void Bind(Command command, int position, int value) => command.Bind(position, (long)value);
}

internal readonly struct LongCodec : ICodec<long>
{
    public static long Read(Command row, int column) => row.Long(column);

    public static void Bind(Command command, int position, long value) => command.Bind(position, value);
}

internal readonly struct DoubleCodec : ICodec<double>
{
    public static double Read(Command row, int column) => row.Double(column);

    public static void Bind(Command command, int position, double value) => command.Bind(position, value);
}

internal readonly struct IdCodec : ICodec<NodeId>
{
    public static NodeId Read(Command row, int column) => NodeId.FromValue(row.Long(column));

    public static void Bind(Command command, int position, NodeId value) => command.Bind(position, value.Value);
}

internal readonly struct DateCodec : ICodec<PartialDate>
{
    public static PartialDate Read(Command row, int column) => PartialDate.FromPacked(row.Int(column));

    public static void Bind(Command command, int position, PartialDate value) => command.Bind(position, (long)value.Packed);
}

internal readonly struct TimeCodec : ICodec<DateTimeOffset>
{
    public static DateTimeOffset Read(Command row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.Long(column));

    public static void Bind(Command command, int position, DateTimeOffset value) => command.Bind(position, value.ToUnixTimeMilliseconds());
}

/// <summary>A JSON array; an empty list is NULL.</summary>
internal readonly struct TextListCodec : ICodec<IReadOnlyList<string>>
{
    public static IReadOnlyList<string> Read(Command row, int column) =>
        JsonSerializer.Deserialize(row.Utf8(column), ListJson.Readable.StringArray)!;

    public static void Bind(Command command, int position, IReadOnlyList<string> value) =>
        command.Bind(position, value.Count == 0 ? null : JsonSerializer.Serialize([.. value], ListJson.Readable.StringArray));
}

/// <summary>A JSON array; an empty list is NULL.</summary>
internal readonly struct IdListCodec : ICodec<IReadOnlyList<NodeId>>
{
    public static IReadOnlyList<NodeId> Read(Command row, int column) =>
        Array.ConvertAll(JsonSerializer.Deserialize(row.Utf8(column), ListJson.Readable.Int64Array)!, NodeId.FromValue);

    public static void Bind(Command command, int position, IReadOnlyList<NodeId> value) =>
        command.Bind(position, value.Count == 0 ? null : Write(value));

    private static string Write(IReadOnlyList<NodeId> ids) =>
        JsonSerializer.Serialize([.. ids.Select(id => id.Value)], ListJson.Readable.Int64Array);
}
