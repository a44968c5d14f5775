using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>How a property stores a value of one type.</summary>
internal interface ICodec<T>
{
    /// <summary>Reads a value that is not null.</summary>
    static abstract T Read(IRow row);

    /// <summary>The value as a parameter; null if the property is to be missing.</summary>
    static abstract object? Write(T value);
}

/// <summary>The nullable form of another codec.</summary>
internal readonly struct Maybe<T, TCodec> : ICodec<T?>
    where T : struct
    where TCodec : struct, ICodec<T>
{
    public static T? Read(IRow row) => TCodec.Read(row);

    public static object? Write(T? value) => value is { } some ? TCodec.Write(some) : null;
}

/// <summary>Another codec without a property for 0 and false.</summary>
internal readonly struct NonZero<T, TCodec> : ICodec<T>
    where T : struct
    where TCodec : struct, ICodec<T>
{
    public static T Read(IRow row) => TCodec.Read(row);

    public static object? Write(T value) => EqualityComparer<T>.Default.Equals(value, default) ? null : TCodec.Write(value);
}

internal readonly struct TextCodec : ICodec<string?>
{
    public static string? Read(IRow row) => row.Text();

    public static object? Write(string? value) => value;
}

internal readonly struct BoolCodec : ICodec<bool>
{
    public static bool Read(IRow row) => row.Bool();

    public static object? Write(bool value) => value;
}

internal readonly struct IntCodec : ICodec<int>
{
    public static int Read(IRow row) => row.Int();

    public static object? Write(int value) => (long)value;
}

internal readonly struct LongCodec : ICodec<long>
{
    public static long Read(IRow row) => row.Long();

    public static object? Write(long value) => value;
}

internal readonly struct DoubleCodec : ICodec<double>
{
    public static double Read(IRow row) => row.Double();

    public static object? Write(double value) => value;
}

internal readonly struct IdCodec : ICodec<NodeId>
{
    public static NodeId Read(IRow row) => row.Id();

    public static object? Write(NodeId value) => value.Value;
}

/// <summary>An ISO text, as precise as the date is known.</summary>
internal readonly struct DateCodec : ICodec<PartialDate>
{
    public static PartialDate Read(IRow row) => RowReading.ToDate(row.Text());

    public static object? Write(PartialDate value) => value.ToString();
}

/// <summary>Milliseconds since 1970 UTC.</summary>
internal readonly struct TimeCodec : ICodec<DateTimeOffset>
{
    public static DateTimeOffset Read(IRow row) => row.Time();

    public static object? Write(DateTimeOffset value) => value.ToUnixTimeMilliseconds();
}

/// <summary>A list; without a property if it is empty.</summary>
internal readonly struct TextListCodec : ICodec<IReadOnlyList<string>>
{
    public static IReadOnlyList<string> Read(IRow row) => row.Texts();

    public static object? Write(IReadOnlyList<string> value) => value.Count == 0 ? null : value.ToArray();
}

/// <summary>A list; without a property if it is empty.</summary>
internal readonly struct IdListCodec : ICodec<IReadOnlyList<NodeId>>
{
    public static IReadOnlyList<NodeId> Read(IRow row) => row.Ids();

    public static object? Write(IReadOnlyList<NodeId> value) => value.Count == 0 ? null : value.Select(id => id.Value).ToArray();
}
