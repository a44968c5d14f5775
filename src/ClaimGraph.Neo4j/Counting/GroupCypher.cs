using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>Groups nodes in one query: a MATCH for each link of a key, UNWIND for a list, then the aggregates.</summary>
internal sealed class GroupCypher
{
    private readonly GroupQuery _query;
    private readonly List<string> _clauses = [];
    private readonly Dictionary<string, Place> _places = [];
    private readonly string[] _values;
    private readonly string _distinct;

    public GroupCypher(GroupQuery query)
    {
        _query = query;
        _values = [.. query.By.Select(key => ValueOf(key, isOptional: false))];
        _distinct = query.Distinct is { } counted ? ValueOf(counted, isOptional: true) : "null";
    }

    private string Keys => string.Join(", ", _values.Select((_, i) => $"k{i}"));

    public Query Query(List<Group> groups)
    {
        var label = NodeLabel.Of(_query.Kind);
        var query = new QueryBuilder()
            .AppendMatch(label, _query.Filter)
            .Append(string.Concat(_clauses))
            .Append($" WITH DISTINCT n, {string.Join(", ", _values.Select((value, i) => $"{value} AS k{i}"))}, {_distinct} AS d")
            .Append($" WITH {Keys}, collect(DISTINCT n) AS ns, count(DISTINCT d) AS d")
            .Append($" WITH {Keys}, d, size(ns) AS c, {Averaged(label)} AS xs ORDER BY c DESC");
        for (var i = 0; i < _values.Length; i++)
            AppendOrder(query, _query.By[i].Field, $"k{i}");
        return query
            .Append(" LIMIT ")
            .Parameter((long)_query.First)
            .Append($" RETURN {Keys}, c, d, CASE WHEN size(xs) > 0 THEN reduce(sum = 0.0, x IN xs | sum + x) / size(xs) END")
            .Query(row => groups.Add(Read(row)));
    }

    private Group Read(IRow row) =>
        new([.. _query.By.Select(key => FilterCypher.FromProperty(key.Field, row.Any()))], row.Long(), row.Long(), row.DoubleOrNull());

    // Only the program knows the order of an enum's values.
    private static void AppendOrder(QueryBuilder query, Field field, string key)
    {
        query.Append($", {key} IS NOT NULL, ");
        if (field.EnumType is not { } type)
        {
            query.Append(key);
            return;
        }
        var names = EnumNames.Of(type);
        var numbers = Enum.GetValues(type)
            .Cast<Enum>()
            .ToDictionary(names.Name, v => (object?)Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture));
        query.Parameter(numbers).Append($"[toStringOrNull({key})]");
    }

    // Somebody else may have written a value of another type; it is left out.
    private string Averaged(NodeLabel label) =>
        _query.Average is { } field ? $"[x IN [x IN ns | toFloatOrNull(x.{label.Property(field)})] WHERE x IS NOT NULL]" : "[]";

    /// <summary>Appends what a key needs, and gives the expression of its value.</summary>
    private string ValueOf(GroupKey key, bool isOptional)
    {
        var place = End(key.Path, isOptional);
        var property = place.Property(key.Field);
        if (!FilterCypher.IsList(key.Field))
            return property;
        var value = $"v{_clauses.Count}";
        _clauses.Add($" UNWIND {(isOptional ? $"coalesce({property}, [null])" : property)} AS {value}");
        return value;
    }

    /// <summary>Matches the links of a path, those that another key has matched already only once.</summary>
    private Place End(IReadOnlyList<Step> path, bool isOptional)
    {
        var (place, way) = (Place.Of(NodeLabel.Of(_query.Kind)), "");
        foreach (var step in path)
        {
            way += step;
            if (!_places.TryGetValue(way, out var next))
                _places[way] = next = Match(place, step, isOptional);
            place = next;
        }
        return place;
    }

    private Place Match(Place place, Step step, bool isOptional)
    {
        var next = new Place(NodeLabel.Of(step.To), $"g{_clauses.Count}", place.Level + 1);
        var match = LinkedCypher.Match(place, next, step);
        _clauses.Add($"{(isOptional ? " OPTIONAL " : " ")}{match} AND {Conditions.IsActive(next.Variable)}");
        return next;
    }
}
