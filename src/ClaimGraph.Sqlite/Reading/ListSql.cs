using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Writes the conditions, the order and the limit of a page. Keyset paging: a cursor is a place, not a number of rows to
/// skip.</summary>
internal static class ListSql
{
    /// <summary>Appends <c>AND …</c> for the cursors, then ORDER BY and LIMIT (one row more than the page, to see whether there is
    /// one).</summary>
    public static SqlText AppendPage(this SqlText sql, NodeTable table, OrderBy order, PageRequest page)
    {
        var column = table.Column(order.By);
        var nullable = NodeTable.IsNullable(order.By);
        if (page.After is { } after)
            sql.Append(" AND ").AppendBeyond(table, column, nullable, after, order.Descending);
        if (page.Before is { } before)
            sql.Append(" AND ").AppendBeyond(table, column, nullable, before, !order.Descending);
        var direction = order.Descending != page.Backward ? " DESC" : "";
        return sql.Append($" ORDER BY {column}{direction}, {table.Name}.id{direction}").Limit(page.Size + 1);
    }

    /// <summary>The rows on the far side of a cursor. NULL comes before every value.</summary>
    private static SqlText AppendBeyond(this SqlText sql, NodeTable table, string column, bool nullable, Cursor cursor, bool descending)
    {
        var id = $"{table.Name}.id";
        var sign = descending ? "<" : ">";
        if (cursor.Value is null)
            return sql.Append($"({column} IS NULL AND {id} {sign} ")
                .Value(cursor.Id.Value)
                .Append(descending ? ")" : $" OR {column} IS NOT NULL)");
        sql.Append($"(({column}, {id}) {sign} (").Value(FilterSql.ToSql(cursor.Value)).Append(", ").Value(cursor.Id.Value).Append(")");
        return sql.Append(descending && nullable ? $" OR {column} IS NULL)" : ")");
    }
}
