using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Appends a filter as a condition on the nodes of a pattern, <c>n</c> for those that a query lists.</summary>
internal static class FilterCypher
{
    public static QueryBuilder AppendFilter(this QueryBuilder query, NodeLabel label, Filter filter) =>
        query.AppendFilter(Place.Of(label), filter, negated: false);

    // Inside a negation, a condition on a missing property must be false, not null. Elsewhere the plain form lets Neo4j use an index.
    public static QueryBuilder AppendFilter(this QueryBuilder query, Place place, Filter filter, bool negated) =>
        filter switch
        {
            And { Filters.Count: 0 } => query.Append("true"),
            Or { Filters.Count: 0 } => query.Append("false"),
            And and => query.AppendAll(place, [.. InOneNegation(and.Filters)], " AND ", negated),
            Or or => query.AppendAll(place, [.. InOneCondition(or.Filters)], " OR ", negated),
            Not not => query.Append("NOT (").AppendFilter(place, not.Filter, negated: true).Append(")"),
            Linked linked => query.AppendLinked(place, linked),
            Condition condition when negated && condition.Comparison != Comparison.Exists => query
                .Append("coalesce(")
                .AppendCondition(place, condition)
                .Append(", false)"),
            Condition condition => query.AppendCondition(place, condition),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

    /// <summary>
    /// Merges alternatives for the value of one field into one list: Neo4j needs more than half a minute to plan thousands of conditions.
    /// </summary>
    private static IEnumerable<Filter> InOneCondition(IReadOnlyList<Filter> alternatives)
    {
        var values = alternatives.OfType<Condition>().Where(c => c.Comparison is Comparison.Equal or Comparison.In).ToLookup(c => c.Field);
        return values
            .Select(f => (Filter)new Condition(f.Key, Comparison.In, [.. f.SelectMany(c => c.Values)]))
            .Concat(alternatives.Where(f => f is not Condition { Comparison: Comparison.Equal or Comparison.In }));
    }

    /// <summary>Merges "not this and not that" into "none of these", which becomes one list, too.</summary>
    private static IEnumerable<Filter> InOneNegation(IReadOnlyList<Filter> filters)
    {
        var denied = filters.OfType<Not>().Select(n => n.Filter).ToArray();
        return denied.Length < 2 ? filters : filters.Where(f => f is not Not).Append(new Not(new Or(denied)));
    }

    private static QueryBuilder AppendAll(this QueryBuilder query, Place place, IReadOnlyList<Filter> filters, string between, bool negated)
    {
        query.Append("(");
        for (var i = 0; i < filters.Count; i++)
            (i == 0 ? query : query.Append(between)).AppendFilter(place, filters[i], negated);
        return query.Append(")");
    }

    private static QueryBuilder AppendCondition(this QueryBuilder query, Place place, Condition condition)
    {
        var property = place.Property(condition.Field);
        var value = condition.Values.Count > 0 ? condition.Values[0] : null;
        return condition.Comparison switch
        {
            Comparison.Exists => query.Append(property).Append((bool)value! ? " IS NOT NULL" : " IS NULL"),
            Comparison.Equal or Comparison.In when IsList(condition.Field) => query
                .Append("any(v IN ")
                .Parameter(ToList(condition.Values))
                .Append($" WHERE v IN {property})"),
            Comparison.Equal => query.Append(property).Append(" = ").Parameter(ToProperty(value)),
            Comparison.In => query.Append(property).Append(" IN ").Parameter(ToList(condition.Values)),
            Comparison.Less => query.AppendComparison(place, condition, "<"),
            Comparison.LessOrEqual => query.AppendComparison(place, condition, "<="),
            Comparison.Greater => query.AppendComparison(place, condition, ">"),
            Comparison.GreaterOrEqual => query.AppendComparison(place, condition, ">="),
            Comparison.Contains => query.AppendFolded(place, condition.Field, " CONTAINS ", value),
            Comparison.StartsWith => query.AppendFolded(place, condition.Field, " STARTS WITH ", value),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };
    }

    /// <summary>True if the property is a list.</summary>
    public static bool IsList(Field field) => field.Type is DataType.TextList or DataType.ReferenceList or DataType.FlagSet;

    private static QueryBuilder AppendFolded(this QueryBuilder query, Place place, Field field, string keyword, object? text) =>
        query
            .Append($"{place.Variable}.{FilteredTextProperty.Folded(place.Label.Property(field))}{keyword}")
            .Parameter(NormalisedText.Fold((string)text!));

    private static QueryBuilder AppendComparison(this QueryBuilder query, Place place, Condition condition, string sign) =>
        query.Append($"{Ordering(place, condition.Field)} {sign} ").Parameter(ToOrdering(condition.Values[0]));

    /// <summary>The expression by which the nodes <c>n</c> are compared and ordered.</summary>
    public static string Ordering(NodeLabel label, Field field) => Ordering(Place.Of(label), field);

    private static string Ordering(Place place, Field field) =>
        field is { Type: DataType.Text, IsSortKey: false }
            ? TextOrder.Expression(place.Label.Property(field), place.Variable)
            : place.Property(field);

    /// <summary>The value to compare with <see cref="Ordering(NodeLabel, Field)"/>.</summary>
    public static object? ToOrdering(object? value) => value is string text ? TextOrder.Of(text) : ToProperty(value);

    private static List<object?> ToList(IReadOnlyList<object> values) => [.. values.Select(ToProperty)];

    /// <summary>A value of a field in the form that properties have.</summary>
    public static object? ToProperty(object? value) =>
        value switch
        {
            null or string or long or double or bool => value,
            int number => (long)number,
            NodeId id => id.Value,
            PartialDate date => date.ToString(),
            DateTimeOffset time => Condition.Milliseconds(time),
            Enum one => EnumNames.Of(one.GetType()).Name(one),
            _ => throw new NotSupportedException($"{value.GetType()} is not a type of field values."),
        };

    /// <summary>The value of a field from a property, with the type that <see cref="DataType"/> names.</summary>
    /// <exception cref="InvalidCastException">Somebody else wrote the property.</exception>
    public static object? FromProperty(Field field, object? value) =>
        (field.Type, value) switch
        {
            (_, null) => null,
            (DataType.Date, string date) => RowReading.ToDate(date),
            (DataType.Time, long time) => RowReading.ToTime(time),
            (DataType.Reference or DataType.ReferenceList, long id) => NodeId.FromValue(id),
            (DataType.Enum or DataType.FlagSet, string name) => EnumNames.Of(field.EnumType!).Value(name),
            (DataType.Text or DataType.TextList, string) or (DataType.Integer, long) or (DataType.Boolean, bool) => value,
            (DataType.Number, double or long) => value,
            _ => throw new InvalidCastException($"{field}: a value is of another type."),
        };
}
