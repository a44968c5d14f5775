using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>Counts, distributions, time series and rankings.</summary>
internal static class CountCypher
{
    public static Query Count(NodeKind kind, Filter? filter, Action<IRow> onRow)
    {
        var label = NodeLabel.Of(kind);
        return new QueryBuilder().Append($"MATCH (n:{label.Name})").AppendWhere(label, filter).Append(" RETURN count(*)").Query(onRow);
    }

    public static Query Distribution(Field field, Filter? filter, int first, List<ValueCount> counts)
    {
        var cypher = new QueryBuilder().AppendValues(field, filter).Append(" RETURN v, count(*) AS c");
        // Values of an enum are few and ordered by their numbers, which only this side knows.
        if (field.EnumType is null) cypher.Append(" ORDER BY c DESC, v IS NOT NULL, v LIMIT ").Value((long)first);
        return cypher.Query(row => counts.Add(new ValueCount(FilterCypher.FromProperty(field, row.Any()), row.Long())));
    }

    /// <summary>Appends the rows <c>n, v</c>: each node that passes with its value, or with each of its values.</summary>
    private static QueryBuilder AppendValues(this QueryBuilder cypher, Field field, Filter? filter)
    {
        var label = NodeLabel.Of(field.Kind);
        var property = $"n.{label.Property(field)}";
        cypher.Append($"MATCH (n:{label.Name})").AppendWhere(label, filter);
        return cypher.Append(FilterCypher.IsList(field)
            ? $" UNWIND {property} AS v WITH DISTINCT n, v" : $" WITH n, {property} AS v");
    }

    public static Query TimeSeries(Field field, DatePrecision interval, Filter? filter, List<TimeCount> counts) =>
        new QueryBuilder().AppendValues(field, filter)
            .Append($" WITH {(field.Type == DataType.Date ? "v" : "toString(date(datetime({epochMillis: v})))")} AS v WHERE v IS NOT NULL")
            .Append($" RETURN {Start(interval)} AS start, count(*) ORDER BY start").Query(row => counts.Add(new TimeCount(row.Date()!.Value, row.Long())));

    // An unknown month or day counts as the first.
    private static string Start(DatePrecision interval) => interval switch
    {
        DatePrecision.Year => "left(v, 4)",
        DatePrecision.Month => "left(v + '-01', 7)",
        _ => "left(v + '-01-01', 10)",
    };

    public static Query Rank(Field via, NodeKind named, Filter? filter, int first, List<NodeCount> ranking) =>
        new QueryBuilder().AppendValues(via, filter).Append($" WITH v WHERE v % {NodeKinds.Modulus} = {(int)named} RETURN v, count(*) AS c ORDER BY c DESC, v LIMIT ").Value((long)first)
            .Query(row => ranking.Add(new NodeCount(row.Id(), row.Long())));
}
