using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The types of the claim graph, from the columns that hold them.</summary>
internal static class RowReading
{
    // What DateTimeOffset can be, in milliseconds since 1970.
    public const long FirstTime = -62_135_596_800_000,
        LastTime = 253_402_300_799_999;

    public static NodeId Id(this IRow row) => NodeId.FromValue(row.Long());

    public static NodeId? IdOrNull(this IRow row) => row.LongOrNull() is { } value ? NodeId.FromValue(value) : null;

    public static int Int(this IRow row) =>
        row.Long() is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw new InvalidCastException("A number is too large.");

    public static NodeId[] Ids(this IRow row) => Array.ConvertAll(row.Longs(), NodeId.FromValue);

    public static DateTimeOffset Time(this IRow row) => ToTime(row.Long());

    public static DateTimeOffset? TimeOrNull(this IRow row) => row.LongOrNull() is { } time ? ToTime(time) : null;

    public static DateTimeOffset ToTime(long milliseconds) =>
        milliseconds is >= FirstTime and <= LastTime
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new InvalidCastException($"{milliseconds} is not a time.");

    public static PartialDate? Date(this IRow row) => row.TextOrNull() is { } text ? ToDate(text) : null;

    public static PartialDate ToDate(string text) =>
        PartialDate.TryParse(text, out var date) ? date : throw new InvalidCastException($"'{text}' is not a date.");
}
