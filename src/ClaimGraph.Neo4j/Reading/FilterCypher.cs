using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Writes a filter as a condition on <c>n</c>.</summary>
internal static class FilterCypher
{
    /// <summary>Appends <c> WHERE …</c>, or nothing.</summary>
    public static QueryBuilder AppendWhere(this QueryBuilder cypher, NodeLabel label, Filter? filter) =>
        filter is null ? cypher : cypher.Append(" WHERE ").AppendFilter(label, filter).Append(ListCypher.Indexed);

    public static QueryBuilder AppendFilter(this QueryBuilder cypher, NodeLabel label, Filter filter) => cypher.Append(label, filter, negated: false);

    // Under a negation a condition on a property that is not there must be false, not null; elsewhere the plain form lets Neo4j use an index.
    private static QueryBuilder Append(this QueryBuilder cypher, NodeLabel label, Filter filter, bool negated) => filter switch
    {
        And { Filters.Count: 0 } => cypher.Append("true"),
        Or { Filters.Count: 0 } => cypher.Append("false"),
        And and => cypher.AppendAll(label, [.. InOneNegation(and.Filters)], " AND ", negated),
        Or or => cypher.AppendAll(label, [.. InOneCondition(or.Filters)], " OR ", negated),
        Not not => cypher.Append("NOT (").Append(label, not.Filter, negated: true).Append(")"),
        Condition condition when negated && condition.Comparison != Comparison.Exists =>
            cypher.Append("coalesce(").AppendCondition(label, condition).Append(", false)"),
        Condition condition => cypher.AppendCondition(label, condition),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>Alternatives for the value of one field as one list: Neo4j plans for more than half a minute over thousands of conditions.</summary>
    private static IEnumerable<Filter> InOneCondition(IReadOnlyList<Filter> alternatives)
    {
        var values = alternatives.OfType<Condition>().Where(c => c.Comparison is Comparison.Equal or Comparison.In).ToLookup(c => c.Field);
        return values.Select(f => (Filter)new Condition(f.Key, Comparison.In, [.. f.SelectMany(c => c.Values)]))
            .Concat(alternatives.Where(f => f is not Condition { Comparison: Comparison.Equal or Comparison.In }));
    }

    /// <summary>Not this and not that is neither of them: one list again.</summary>
    private static IEnumerable<Filter> InOneNegation(IReadOnlyList<Filter> filters)
    {
        var denied = filters.OfType<Not>().Select(n => n.Filter).ToArray();
        return denied.Length < 2 ? filters : filters.Where(f => f is not Not).Append(new Not(new Or(denied)));
    }

    private static QueryBuilder AppendAll(this QueryBuilder cypher, NodeLabel label, IReadOnlyList<Filter> filters, string between, bool negated)
    {
        cypher.Append("(");
        for (var i = 0; i < filters.Count; i++) (i == 0 ? cypher : cypher.Append(between)).Append(label, filters[i], negated);
        return cypher.Append(")");
    }

    private static QueryBuilder AppendCondition(this QueryBuilder cypher, NodeLabel label, Condition condition)
    {
        var property = $"n.{label.Property(condition.Field)}";
        var value = condition.Values.Count > 0 ? condition.Values[0] : null;
        return condition.Comparison switch
        {
            Comparison.Exists => cypher.Append(property).Append((bool)value! ? " IS NOT NULL" : " IS NULL"),
            Comparison.Equal or Comparison.In when IsList(condition.Field) => cypher.Append("any(v IN ").Value(ToList(condition.Values)).Append($" WHERE v IN {property})"),
            Comparison.Equal => cypher.Append(property).Append(" = ").Value(ToProperty(value)),
            Comparison.In => cypher.Append(property).Append(" IN ").Value(ToList(condition.Values)),
            Comparison.Less => cypher.AppendComparison(label, condition, "<"),
            Comparison.LessOrEqual => cypher.AppendComparison(label, condition, "<="),
            Comparison.Greater => cypher.AppendComparison(label, condition, ">"),
            Comparison.GreaterOrEqual => cypher.AppendComparison(label, condition, ">="),
            Comparison.Contains => cypher.AppendFolded(property, "CONTAINS", value),
            Comparison.StartsWith => cypher.AppendFolded(property, "STARTS WITH", value),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
    }

    private static QueryBuilder AppendFolded(this QueryBuilder cypher, string property, string operation, object? text) =>
        cypher.Append($"{property}{FilteredTextProperty.Folded} {operation} ").Value(NormalisedText.Fold((string)text!));

    /// <summary>Whether the property is a list.</summary>
    public static bool IsList(Field field) => field.Type is DataType.TextList or DataType.ReferenceList or DataType.FlagSet;

    private static QueryBuilder AppendComparison(this QueryBuilder cypher, NodeLabel label, Condition condition, string sign) =>
        cypher.Append($"{Ordering(label, condition.Field)} {sign} ").Value(ToOrdering(condition.Values[0]));

    /// <summary>The expression by which a field is compared and ordered.</summary>
    public static string Ordering(NodeLabel label, Field field)
    {
        var property = $"n.{label.Property(field)}";
        return field.Type == DataType.Text ? TextOrder.Expression(property) : property;
    }

    /// <summary>The value to compare with <see cref="Ordering"/>.</summary>
    public static object? ToOrdering(object? value) => value is string text ? TextOrder.Of(text) : ToProperty(value);

    private static List<object?> ToList(IReadOnlyList<object> values) => [.. values.Select(ToProperty)];

    /// <summary>The form in which properties hold a value of a field.</summary>
    public static object? ToProperty(object? value) => value switch
    {
        null or string or long or double or bool => value,
        int number => (long)number,
        NodeId id => id.Value,
        PartialDate date => date.ToString(),
        DateTimeOffset time => Condition.Milliseconds(time),
        Enum one => EnumNames.Of(one.GetType()).Name(one),
        _ => throw new ArgumentException($"{value.GetType()} is not a value of a field."),
    };

    /// <summary>The value of a field, with the type that <see cref="DataType"/> names.</summary>
    public static object? FromProperty(Field field, object? value) => (field.Type, value) switch
    {
        (_, null) => null,
        (DataType.Date, string date) => RowReading.ToDate(date),
        (DataType.Time, long time) => DateTimeOffset.FromUnixTimeMilliseconds(time),
        (DataType.Reference or DataType.ReferenceList, long id) => NodeId.FromValue(id),
        (DataType.Enum or DataType.FlagSet, string name) => EnumNames.Of(field.EnumType!).Value(name),
        _ => value,
    };
}
