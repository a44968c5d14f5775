using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Counts, distributions, time series and rankings: from <see cref="Tally"/> where the filter allows it, else by looking at the
/// nodes.</summary>
internal static class CountReader
{
    private const long MoreThanWanted = 10;

    public static long Count(Connection connection, NodeKind kind, Filter? filter) =>
        Done(CountsSince.CountAsync(new TallyReader(connection), kind, filter))
        ?? AppendWhere(new SqlText().Append($"SELECT count(*) FROM {NodeTable.Of(kind).Name}"), NodeTable.Of(kind), filter)
            .Prepare(connection)
            .ReadNumber();

    public static long[] CountLinks(Connection connection, Field via, Filter? filter, IReadOnlyList<NodeId> nodes)
    {
        var table = NodeTable.Of(via.Kind);
        var command = new SqlText()
            .Append($"SELECT count(*) FROM {table.Name}")
            .AppendLinks(table, via, filter, out var slot)
            .Prepare(connection);
        var counts = new long[nodes.Count];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = command.Bind(slot, nodes[i].Value).ReadNumber();
        return counts;
    }

    public static IReadOnlyList<ValueCount> Distribution(Connection connection, Field field, Filter? filter, int first) =>
        Done(CountsSince.DistributionAsync(new TallyReader(connection), field, filter, first))
        ?? (
            field.Type is DataType.FlagSet
                ? FlagDistribution(connection, field, filter, first)
                : ValueDistribution(connection, field, filter, first)
        );

    /// <summary>The nodes that are named most often.</summary>
    public static IReadOnlyList<NodeCount> Rank(Connection connection, Field via, NodeKind named, Filter? filter, int first) =>
        Done(CountsSince.RankAsync(new TallyReader(connection), via, named, filter, first))
        ?? RankByCounting(connection, via, named, filter, first);

    private static T Done<T>(ValueTask<T> counted) =>
        counted.IsCompletedSuccessfully ? counted.Result
        : counted.IsCompleted ? counted.AsTask().GetAwaiter().GetResult()
        : throw new InvalidOperationException("A read on SQLite waits for nothing.");

    private static List<ValueCount> ValueDistribution(Connection connection, Field field, Filter? filter, int first)
    {
        var table = NodeTable.Of(field.Kind);
        var sign = RecentRows.Sign(connection, field.Kind, filter);
        var sql = AppendWhere(AppendGrouped(new SqlText(), table, field, sign, out _), table, filter);
        var command = sql.Append(" GROUP BY 1 ORDER BY 2 DESC, 1").Limit(first).Prepare(connection);
        var counts = new List<ValueCount>();
        while (command.Step())
            counts.Add(new ValueCount(FilterSql.FromSql(field, command, 0), command.Long(1)));
        command.Reset();
        return counts;
    }

    /// <summary><c>SELECT value AS v, count(*) AS c FROM …</c>, to be completed by the conditions and GROUP BY 1; a node with several
    /// values stands once for each.</summary>
    private static SqlText AppendGrouped(SqlText sql, NodeTable table, Field field, string sign, out string value)
    {
        var isList = NodeTable.IsList(field);
        value = isList ? "via.entry" : table.Column(field);
        sql.Append($"SELECT {sign}{value} AS v, count(*) AS c FROM {table.Name}");
        return isList ? sql.Append($" JOIN {table.Entries(field).Name} AS via ON via.node = {table.Name}.id") : sql;
    }

    private static List<ValueCount> FlagDistribution(Connection connection, Field field, Filter? filter, int first)
    {
        var table = NodeTable.Of(field.Kind);
        var sql = AppendWhere(new SqlText().Append($"SELECT {table.Column(field)}, count(*) FROM {table.Name}"), table, filter)
            .Append(" GROUP BY 1");
        var command = sql.Prepare(connection);
        var byFlag = new SortedDictionary<long, long>();
        while (command.Step())
            for (var rest = command.Long(0); rest != 0; rest &= rest - 1)
                byFlag[rest & -rest] = byFlag.GetValueOrDefault(rest & -rest) + command.Long(1);
        command.Reset();
        return
        [
            .. byFlag
                .Select(f => new ValueCount(Enum.ToObject(field.EnumType!, f.Key), f.Value))
                .OrderByDescending(c => c.Count)
                .Take(first),
        ];
    }

    // Looking at each node that is named takes longer than counting how often it is: only the first are looked at, and more where too many
    // of these are retracted.
    private static List<NodeCount> RankByCounting(Connection connection, Field via, NodeKind named, Filter? filter, int first)
    {
        for (var most = first + MoreThanWanted; ; most *= MoreThanWanted)
        {
            var counted = MostNamed(connection, via, named, filter, most);
            var active = counted.Where(n => IsActive(connection, n.Id)).Take(first).ToList();
            if (active.Count == first || counted.Count < most)
                return active;
        }
    }

    private static List<NodeCount> MostNamed(Connection connection, Field via, NodeKind named, Filter? filter, long most)
    {
        var table = NodeTable.Of(via.Kind);
        var sign = RecentRows.Sign(connection, via.Kind, filter);
        var sql = AppendGrouped(new SqlText(), table, via, sign, out var value)
            .Append($" WHERE {value} % {NodeKinds.Modulus} = {(int)named}");
        if (filter is not null)
            sql.Append(" AND ").AppendFilter(Rows.Counted(table), filter, negated: false);
        var command = sql.Append(" GROUP BY 1 ORDER BY 2 DESC, 1").Limit(most).Prepare(connection);
        var ranking = new List<NodeCount>();
        while (command.Step())
            ranking.Add(new NodeCount(NodeId.FromValue(command.Long(0)), command.Long(1)));
        command.Reset();
        return ranking;
    }

    private static bool IsActive(Connection connection, NodeId id) =>
        connection
            .Prepare($"SELECT EXISTS (SELECT 1 FROM {NodeTable.Of(id.Kind).Name} WHERE id = ?1 AND {NodeTable.IsActive})")
            .Bind(1, id.Value)
            .ReadNumber() == 1;

    public static List<TimeCount> TimeSeries(Connection connection, Field field, DatePrecision interval, Filter? filter)
    {
        var table = NodeTable.Of(field.Kind);
        var value = RecentRows.Sign(connection, field.Kind, filter) + table.Column(field);
        var sql =
            field.Type == DataType.Date
                ? AppendByValue(new SqlText().Append($"SELECT {OfDate("v", interval)}, sum(c) FROM ("), value, table, field, filter)
                    .Append(")")
                : AppendDated(new SqlText().Append($"SELECT {OfTime(table.Column(field), interval)}, count(*)"), table, field, filter);
        var command = sql.Append(" GROUP BY 1 ORDER BY 1").Prepare(connection);
        var counts = new List<TimeCount>();
        while (command.Step())
            counts.Add(new TimeCount(PartialDate.FromPacked(command.Int(0)), command.Long(1)));
        command.Reset();
        return counts;
    }

    // Many have the same date, and an index gives them together.
    private static SqlText AppendByValue(SqlText sql, string value, NodeTable table, Field field, Filter? filter) =>
        AppendDated(sql.Append($"SELECT {value} AS v, count(*) AS c"), table, field, filter).Append(" GROUP BY 1");

    private static SqlText AppendDated(SqlText sql, NodeTable table, Field field, Filter? filter) =>
        AppendWhere(sql.Append($" FROM {table.Name}"), table, filter)
            .Append($"{(filter is null ? " WHERE" : " AND")} {table.Column(field)} IS NOT NULL");

    // Dates are year << 9 | month << 5 | day; an unknown month or day counts as the first.
    private static string OfDate(string column, DatePrecision interval) =>
        interval switch
        {
            DatePrecision.Year => $"{column} & -512",
            DatePrecision.Month => $"({column} & -512) | (max({column} >> 5 & 15, 1) << 5)",
            _ => $"({column} & -512) | (max({column} >> 5 & 15, 1) << 5) | max({column} & 31, 1)",
        };

    private static string OfTime(string column, DatePrecision interval)
    {
        string Part(string format) => $"CAST(strftime('{format}', {column} / 1000.0, 'unixepoch') AS INTEGER)";
        var year = $"{Part("%Y")} << 9";
        return interval switch
        {
            DatePrecision.Year => year,
            DatePrecision.Month => $"({year}) | ({Part("%m")} << 5)",
            _ => $"({year}) | ({Part("%m")} << 5) | {Part("%d")}",
        };
    }

    private static SqlText AppendWhere(SqlText sql, NodeTable table, Filter? filter) =>
        filter is null ? sql : sql.Append(" WHERE ").AppendFilter(Rows.Counted(table), filter, negated: false);
}
