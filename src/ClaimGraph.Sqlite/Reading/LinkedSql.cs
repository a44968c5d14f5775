using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>
/// Writes a condition on linked nodes. If it is selective, as one set: the linked nodes that pass are found once, from their indexes, and
/// the rows by them. Else as a question about each row, which a page puts to few rows only.
/// </summary>
internal static class LinkedSql
{
    public static SqlText AppendLinked(this SqlText sql, Rows rows, Linked linked, bool negated)
    {
        var (via, other) = (linked.Step.Via, rows.Linked(linked.Step.To));
        if (!Linked.IsSelective(linked.Filter) && !(IsInner(via) && !linked.Step.IsBack))
            return sql.Append($"EXISTS (SELECT 1 FROM {OfRow(rows, other, linked.Step)} AND ").AppendPassing(other, linked).Append(")");
        var ofNull = negated && !linked.Step.IsBack && via.Type == DataType.Reference && via.IsNullable;
        sql.Append(ofNull ? "ifnull(" : "").Append(InSet(rows, other, linked.Step)).Append(" AND ").AppendPassing(other, linked);
        return sql.Append(ofNull ? "), 0)" : ")");
    }

    // A condition on NULL is as good as false here: no row comes of it.
    private static SqlText AppendPassing(this SqlText sql, Rows other, Linked linked) =>
        sql.AppendFilter(other, linked.Passing, negated: false);

    /// <summary><c>table AS t1 WHERE …</c>: what one row is linked with.</summary>
    private static string OfRow(Rows rows, Rows other, Step step)
    {
        var (table, entries) = ($"{other.Table.Name} AS {other.Name}", $"e{other.Level}");
        return (step.IsBack, step.Via.Type) switch
        {
            (true, DataType.Reference) => $"{table} WHERE {other.Column(step.Via)} = {rows.Id}",
            (true, _) => $"{EntriesOf(step)} AS {entries} JOIN {table} ON {other.Id} = {entries}.node WHERE {entries}.entry = {rows.Id}",
            (false, DataType.Reference) => $"{table} WHERE {other.Id} = {rows.Column(step.Via)}",
            (false, _) => $"json_each({rows.Column(step.Via)}) AS {entries} CROSS JOIN {table} WHERE {other.Id} = {entries}.value",
        };
    }

    /// <summary><c>row.id IN (SELECT … WHERE …</c>: the rows that are linked with one of a set.</summary>
    private static string InSet(Rows rows, Rows other, Step step)
    {
        var (table, entries) = ($"{other.Table.Name} AS {other.Name}", $"e{other.Level}");
        return (step.IsBack, step.Via.Type) switch
        {
            (true, DataType.Reference) =>
                $"{rows.Id} IN (SELECT {other.Column(step.Via)} FROM {table} WHERE {other.Column(step.Via)} IS NOT NULL",
            (true, _) => $"{rows.Id} IN (SELECT {entries}.entry FROM {EntriesOf(step)} AS {entries} "
                + $"JOIN {table} ON {other.Id} = {entries}.node WHERE 1",
            (false, DataType.Reference) => $"{rows.Column(step.Via)} IN (SELECT {other.Id} FROM {table} WHERE 1",
            (false, _) => $"{rows.Id} IN (SELECT {entries}.node FROM {EntriesOf(step)} AS {entries} "
                + $"JOIN {table} ON {other.Id} = {entries}.entry WHERE 1",
        };
    }

    private static string EntriesOf(Step step) => NodeTable.Of(step.Via.Kind).Entries(step.Via).Name;

    /// <summary>The ids stand inside of parts, not in a list of their own.</summary>
    private static bool IsInner(Field via) => via.Place.Count > 1;
}
