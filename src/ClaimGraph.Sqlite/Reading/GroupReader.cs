using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Groups nodes in one query: a join for each link of a key and for each value of a list, then GROUP BY.</summary>
internal sealed class GroupReader
{
    private readonly GroupQuery _query;
    private readonly Rows _nodes;
    private readonly List<string> _joins = [];
    private readonly Dictionary<string, Rows> _places = [];
    private readonly string[] _values;
    private readonly string _distinct;
    private bool _multiplies; // a node can have several rows

    public GroupReader(GroupQuery query)
    {
        (_query, _nodes) = (query, Rows.Counted(NodeTable.Of(query.Kind)));
        _values = [.. query.By.Select(key => ValueOf(key, "JOIN"))];
        _distinct = query.Distinct is { } counted ? ValueOf(counted, "LEFT JOIN") : "NULL";
    }

    public IReadOnlyList<Group> Read(Connection connection)
    {
        var sign = RecentRows.Sign(connection, _query.Kind, _query.Filter);
        var command = (_multiplies ? Distinctly(sign) : Plainly(sign)).Prepare(connection);
        var groups = new List<Group>();
        while (command.Step())
            groups.Add(Group(command, _values.Length));
        command.Reset();
        return groups;
    }

    private Group Group(Command row, int n) =>
        new(
            [.. _query.By.Select((key, i) => FilterSql.FromSql(key.Field, row, i))],
            row.Long(n),
            row.Long(n + 1),
            row.IsNull(n + 2) ? null : row.Double(n + 2)
        );

    private string Average => _query.Average is { } averaged ? _nodes.Column(averaged) : "NULL";

    private string Keys => string.Join(", ", _values.Select((_, i) => $"k{i}"));

    private string NamedValues(string sign) => string.Join(", ", _values.Select((value, i) => $"{sign}{value} AS k{i}"));

    private SqlText Plainly(string sign) =>
        Ended(
            From(new SqlText().Append($"SELECT {NamedValues(sign)}, count(*) AS c, count(DISTINCT {_distinct}), avg({Average})")),
            string.Join(", ", _values.Select((_, i) => i + 1))
        );

    // A node counts once in a group, however many ways lead there; with what is counted, it has a row for each value of that.
    private SqlText Distinctly(string sign)
    {
        var rows = $"SELECT DISTINCT {NamedValues(sign)}, {_distinct} AS d, {_nodes.Id} AS id, {Average} AS x";
        return _query.Distinct is null
            ? Ended(From(new SqlText().Append($"SELECT {Keys}, count(*) AS c, 0, avg(x) FROM ({rows}")).Append(")"), Keys)
            : Ended(
                From(
                        new SqlText()
                            .Append($"SELECT {Keys}, count(*) FILTER (WHERE n = 1) AS c, count(DISTINCT d), avg(x) FILTER (WHERE n = 1)")
                            .Append($" FROM (SELECT {Keys}, d, x, row_number() OVER (PARTITION BY {Keys}, id) AS n FROM ({rows}")
                    )
                    .Append("))"),
                Keys
            );
    }

    private SqlText From(SqlText sql)
    {
        sql.Append($" FROM {_nodes.Table.Name} {string.Join(' ', _joins)}");
        return _query.Filter is { } filter ? sql.Append(" WHERE ").AppendFilter(_nodes, filter, negated: false) : sql;
    }

    private SqlText Ended(SqlText sql, string keys) => sql.Append($" GROUP BY {keys} ORDER BY c DESC, {keys}").Limit(_query.First);

    /// <summary>Joins what a key needs, and gives the expression of its value.</summary>
    private string ValueOf(GroupKey key, string join)
    {
        var rows = End(key.Path, join);
        if (!NodeTable.IsList(key.Field) && key.Field.Type != DataType.FlagSet)
            return rows.Column(key.Field);
        var values = $"v{_joins.Count}";
        _multiplies = true;
        if (key.Field.Type == DataType.FlagSet)
        {
            var flags = Enum.GetValuesAsUnderlyingType(key.Field.EnumType!).Cast<object>().Select(f => Convert.ToInt64(f, null));
            _joins.Add($"{join} json_each('[{string.Join(',', flags.Where(f => f != 0))}]') AS {values} ");
            _joins[^1] += $"ON {rows.Column(key.Field)} & {values}.value";
            return $"{values}.value";
        }
        _joins.Add($"{join} {rows.Table.Entries(key.Field).Name} AS {values} ON {values}.node = {rows.Id}");
        return $"{values}.entry";
    }

    /// <summary>Joins the links of a path, those that another key has joined already only once.</summary>
    private Rows End(IReadOnlyList<Step> path, string join)
    {
        var (rows, way) = (_nodes, "");
        foreach (var step in path)
        {
            way += step;
            if (!_places.TryGetValue(way, out var next))
                _places[way] = next = Join(rows, step, join);
            rows = next;
        }
        return rows;
    }

    private Rows Join(Rows rows, Step step, string join)
    {
        var next = new Rows(NodeTable.Of(step.To), $"g{_joins.Count}", rows.Level + 1);
        var entries = $"e{_joins.Count}";
        if (step.Via.Type == DataType.ReferenceList)
        {
            var (here, there) = step.IsBack ? ("entry", "node") : ("node", "entry");
            _joins.Add($"{join} {NodeTable.Of(step.Via.Kind).Entries(step.Via).Name} AS {entries} ON {entries}.{here} = {rows.Id}");
            _joins.Add(Active($"{next.Id} = {entries}.{there}"));
        }
        else
            _joins.Add(Active(step.IsBack ? $"{next.Column(step.Via)} = {rows.Id}" : $"{next.Id} = {rows.Column(step.Via)}"));
        _multiplies |= step.IsBack || step.Via.Type == DataType.ReferenceList;
        return next;

        string Active(string on) => $"{join} {next.Table.Name} AS {next.Name} ON {on} AND {next.Name}.{NodeTable.IsActive}";
    }
}
