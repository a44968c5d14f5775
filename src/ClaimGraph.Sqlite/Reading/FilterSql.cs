using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Writes a filter as an SQL condition.</summary>
internal static class FilterSql
{
    public static SqlText AppendFilter(this SqlText sql, NodeTable table, Filter filter) =>
        sql.AppendFilter(Rows.Of(table), filter, negated: false);

    // Under a negation a condition on NULL must be false, not NULL; elsewhere the plain form lets SQLite use an index.
    public static SqlText AppendFilter(this SqlText sql, Rows rows, Filter filter, bool negated) =>
        filter switch
        {
            And { Filters.Count: 0 } => sql.Append("1"),
            Or { Filters.Count: 0 } => sql.Append("0"),
            And and => sql.AppendAll(rows, and.Filters, 0, and.Filters.Count, " AND ", negated),
            Or or => sql.AppendAll(rows, or.Filters, 0, or.Filters.Count, " OR ", negated),
            Not not => sql.Append("NOT (").AppendFilter(rows, not.Filter, negated: true).Append(")"),
            Linked linked => sql.AppendLinked(rows, linked, negated),
            Condition condition when NodeTable.IsList(condition.Field) => sql.AppendListCondition(rows, condition),
            Condition condition when negated && condition.Comparison != Comparison.Exists && NodeTable.IsNullable(condition.Field) =>
                sql.Append("ifnull(").AppendCondition(rows, condition).Append(", 0)"),
            Condition condition => sql.AppendCondition(rows, condition),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

    // In halves, as a chain of n would be an expression n levels deep and SQLite takes 1,000.
    private static SqlText AppendAll(
        this SqlText sql,
        Rows rows,
        IReadOnlyList<Filter> filters,
        int from,
        int to,
        string between,
        bool negated
    )
    {
        if (to - from == 1)
            return sql.AppendFilter(rows, filters[from], negated);
        var middle = (from + to) / 2;
        return sql.Append("(")
            .AppendAll(rows, filters, from, middle, between, negated)
            .Append(between)
            .AppendAll(rows, filters, middle, to, between, negated)
            .Append(")");
    }

    private static SqlText AppendCondition(this SqlText sql, Rows rows, Condition condition)
    {
        var column = rows.Column(condition.Field);
        if (condition.Field.Type == DataType.FlagSet)
            return sql.AppendFlags(column, condition);
        var value = condition.Values.Count > 0 ? condition.Values[0] : null;
        return condition.Comparison switch
        {
            Comparison.Equal => sql.Append(column).Append(" = ").Value(ToSql(value!)),
            Comparison.In => sql.Append(column).Append(" IN (").AppendValues(condition.Values).Append(")"),
            Comparison.Less => sql.Append(column).Append(" < ").Value(ToSql(value!)),
            Comparison.LessOrEqual => sql.Append(column).Append(" <= ").Value(ToSql(value!)),
            Comparison.Greater => sql.Append(column).Append(" > ").Value(ToSql(value!)),
            Comparison.GreaterOrEqual => sql.Append(column).Append(" >= ").Value(ToSql(value!)),
            Comparison.Contains => sql.Append($"instr(fold({column}), ").Value(NormalisedText.Fold((string)value!)).Append(") > 0"),
            Comparison.StartsWith => sql.Append($"instr(fold({column}), ").Value(NormalisedText.Fold((string)value!)).Append(") = 1"),
            Comparison.Exists => sql.Append(column).Append((bool)value! ? " IS NOT NULL" : " IS NULL"),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
    }

    private static SqlText AppendFlags(this SqlText sql, string column, Condition condition)
    {
        if (condition.Comparison == Comparison.Exists)
            return sql.Append(column).Append((bool)condition.Values[0] ? " <> 0" : " = 0");
        sql.Append("(0");
        foreach (var flag in condition.Values)
        {
            var bits = (long)ToSql(flag)!;
            sql.Append($" OR {column} & ").Value(bits).Append(" = ").Value(bits);
        }
        return sql.Append(")");
    }

    private static SqlText AppendListCondition(this SqlText sql, Rows rows, Condition condition)
    {
        // The primary key of the entries starts with the entry, so a given entry is one look-up; "any entry at all" is asked of the list
        // column.
        if (condition.Comparison == Comparison.Exists)
            return sql.Append(rows.Column(condition.Field)).Append((bool)condition.Values[0] ? " IS NOT NULL" : " IS NULL");
        var entries = rows.Table.Entries(condition.Field).Name;
        if (!rows.AreInOrder)
            return sql.Append($"{rows.Id} IN (SELECT node FROM {entries} WHERE entry IN (").AppendValues(condition.Values).Append("))");
        sql.Append($"EXISTS (SELECT 1 FROM {entries} WHERE entry IN (").AppendValues(condition.Values);
        return sql.Append($") AND node_created_at = {rows.Name}.created_at AND node = {rows.Id})");
    }

    private static SqlText AppendValues(this SqlText sql, IReadOnlyList<object> values)
    {
        for (var i = 0; i < values.Count; i++)
            sql.Append(i == 0 ? "" : ", ").Value(ToSql(values[i]));
        return sql;
    }

    /// <summary>The stored form of a field's value: long, double, string or null.</summary>
    public static object? ToSql(object? value) =>
        value switch
        {
            null => null,
            string or long or double => value,
            bool flag => flag ? 1L : 0L,
            int number => (long)number,
            NodeId id => id.Value,
            PartialDate date => (long)date.Packed,
            DateTimeOffset time => Condition.Milliseconds(time),
            Enum number => Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"{value.GetType()} is not a type of field values."),
        };

    /// <summary>The value of a field from a column, with the type that <see cref="DataType"/> names.</summary>
    public static object? FromSql(Field field, Command row, int column)
    {
        if (row.IsNull(column))
            return null;
        return field.Type switch
        {
            DataType.Text or DataType.TextList => row.Text(column),
            DataType.Boolean => row.Bool(column),
            DataType.Integer => row.Long(column),
            DataType.Number => row.Double(column),
            DataType.Date => PartialDate.FromPacked(row.Int(column)),
            DataType.Time => DateTimeOffset.FromUnixTimeMilliseconds(row.Long(column)),
            DataType.Reference or DataType.ReferenceList => NodeId.FromValue(row.Long(column)),
            _ => Enum.ToObject(field.EnumType!, row.Long(column)),
        };
    }
}
