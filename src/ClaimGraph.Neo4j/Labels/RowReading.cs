using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The types of the claim graph, from the columns that hold them.</summary>
internal static class RowReading
{
    public static NodeId Id(this IRow row) => NodeId.FromValue(row.Long());
    public static NodeId? IdOrNull(this IRow row) => row.LongOrNull() is { } value ? NodeId.FromValue(value) : null;
    public static int Int(this IRow row) => (int)row.Long();
    /// <summary>False for null.</summary>
    public static bool BoolOrFalse(this IRow row)
    {
        if (!row.IsNull) return row.Bool();
        row.Skip();
        return false;
    }

    public static int IntOrZero(this IRow row) => (int)row.LongOrZero();
    public static long LongOrZero(this IRow row) => row.LongOrNull() ?? 0;
    public static int? IntOrNull(this IRow row) => (int?)row.LongOrNull();
    public static NodeId[] Ids(this IRow row) => Array.ConvertAll(row.Longs(), NodeId.FromValue);
    public static DateTimeOffset Time(this IRow row) => DateTimeOffset.FromUnixTimeMilliseconds(row.Long());
    public static DateTimeOffset? TimeOrNull(this IRow row) => row.LongOrNull() is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    public static PartialDate? Date(this IRow row) => row.TextOrNull() is not { } text ? null
        : PartialDate.TryParse(text, out var date) ? date : throw new InvalidCastException($"'{text}' is no date.");

    public static QuoteAnchor? Anchor(this IRow row)
    {
        var exact = row.TextOrNull();
        var anchor = new QuoteAnchor
        {
            Exact = exact ?? "", Prefix = row.TextOrNull(), Suffix = row.TextOrNull(), Start = row.IntOrNull(), End = row.IntOrNull(), Language = row.TextOrNull() ?? "",
        };
        return exact is null ? null : anchor;
    }
}
