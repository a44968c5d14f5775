using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>Counts, distributions, time series and rankings from the nodes themselves.</summary>
internal static class CountCypher
{
    public static Query Count(NodeKind kind, Filter? filter, Action<IRow> onRow)
    {
        var label = NodeLabel.Of(kind);
        return new QueryBuilder().AppendMatch(label, filter).Append(" RETURN count(*)").Query(onRow);
    }

    public static Query Distribution(Field field, Filter? filter, int first, List<ValueCount> counts)
    {
        var query = new QueryBuilder().AppendValues(field, filter).Append(" RETURN v, count(*) AS c");
        // The values of an enum are few, and only the program knows their order.
        if (field.EnumType is null)
            query.Append(" ORDER BY c DESC, v IS NOT NULL, v LIMIT ").Parameter((long)first);
        return query.Query(row => counts.Add(new ValueCount(FilterCypher.FromProperty(field, row.Any()), row.Long())));
    }

    public static Query TimeSeries(Field field, DatePrecision interval, Filter? filter, List<TimeCount> counts)
    {
        // Somebody else may have written a value of another type, which these functions refuse.
        var date =
            field.Type == DataType.Date
                ? "CASE WHEN v IS :: STRING NOT NULL THEN v END"
                : $$"""
                    CASE WHEN v IS :: INTEGER NOT NULL AND v >= {{RowReading.FirstTime}} AND v <= {{RowReading.LastTime}}
                      THEN toString(date(datetime({epochMillis: v}))) END
                    """;
        // An unknown month or day counts as the first.
        var (rest, length) = interval switch
        {
            DatePrecision.Year => ("", 4L),
            DatePrecision.Month => ("-01", 7L),
            _ => ("-01-01", 10L),
        };
        return new QueryBuilder()
            .AppendValues(field, filter)
            .Append($" WITH {date} AS v WHERE v IS NOT NULL")
            .Append(" RETURN left(v + ")
            .Parameter(rest)
            .Append(", ")
            .Parameter(length)
            .Append(") AS start, count(*) ORDER BY start")
            .Query(row => counts.Add(new TimeCount(row.Date()!.Value, row.Long())));
    }

    public static Query Rank(Field via, NodeKind named, Filter? filter, int first, List<NodeCount> ranking) =>
        new QueryBuilder()
            .AppendValues(via, filter)
            .Append($" WITH v WHERE CASE WHEN v IS :: INTEGER NOT NULL THEN v % {NodeKinds.Modulus} END = ")
            .Parameter((long)named)
            .Append($" WITH v, count(*) AS c ORDER BY c DESC, v MATCH (named:Node {{_id: v}}) WHERE {Conditions.IsActive("named")}")
            .Append(" RETURN v, c ORDER BY c DESC, v LIMIT ")
            .Parameter((long)first)
            .Query(row => ranking.Add(new NodeCount(row.Id(), row.Long())));

    /// <summary>Appends rows <c>n, v</c>: each node that passes the filter, with its value or with each of its values.</summary>
    private static QueryBuilder AppendValues(this QueryBuilder query, Field field, Filter? filter)
    {
        var label = NodeLabel.Of(field.Kind);
        var property = $"n.{label.Property(field)}";
        query.AppendMatch(label, filter);
        return query.Append(FilterCypher.IsList(field) ? $" UNWIND {property} AS v WITH DISTINCT n, v" : $" WITH n, {property} AS v");
    }
}
