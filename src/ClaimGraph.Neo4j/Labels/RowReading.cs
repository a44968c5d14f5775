using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The types of the claim graph, from the columns that hold them.</summary>
internal static class RowReading
{
    public static NodeId Id(this IRow row) => NodeId.FromValue(row.Long());

    public static NodeId? IdOrNull(this IRow row) => row.LongOrNull() is { } value ? NodeId.FromValue(value) : null;

    public static int Int(this IRow row) => (int)row.Long();

    public static NodeId[] Ids(this IRow row) => Array.ConvertAll(row.Longs(), NodeId.FromValue);

    public static DateTimeOffset Time(this IRow row) => DateTimeOffset.FromUnixTimeMilliseconds(row.Long());

    public static DateTimeOffset? TimeOrNull(this IRow row) =>
        row.LongOrNull() is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    public static PartialDate? Date(this IRow row) => row.TextOrNull() is { } text ? ToDate(text) : null;

    public static PartialDate ToDate(string text) =>
        PartialDate.TryParse(text, out var date) ? date : throw new InvalidCastException($"'{text}' is not a date.");
}
