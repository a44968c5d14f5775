using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>A filter as it was given, not yet measured.</summary>
internal sealed class FilterInput(Filter filter) : IFilterArgument, INamesRecords
{
    public Filter Filter { get; } = filter;

    /// <summary>How many conditions it has, each value that is compared with counted as one.</summary>
    public int Conditions => Count(Filter);

    public IEnumerable<string> Names => NamesIn(Filter);

    /// <summary>The filter; null when it has no conditions.</summary>
    /// <exception cref="RefusedException">It is larger than the server takes.</exception>
    public Filter? ToFilter(ApiScope scope)
    {
        if (Filter is And { Filters.Count: 0 })
            return null;
        var conditions = 0;
        Measure(Filter, 0, ref conditions, scope.Options);
        return NamesIn(Filter).Any() ? Known(Filter, scope) : Filter;
    }

    private static IEnumerable<string> NamesIn(Filter filter) =>
        filter switch
        {
            And and => and.Filters.SelectMany(NamesIn),
            Or or => or.Filters.SelectMany(NamesIn),
            Not not => NamesIn(not.Filter),
            Condition condition => condition.Values.OfType<NamedRecord>().Select(n => n.Name),
            _ => [],
        };

    /// <summary>The same filter with the records that its names stand for.</summary>
    private static Filter Known(Filter filter, ApiScope scope) =>
        filter switch
        {
            And and => new And([.. and.Filters.Select(f => Known(f, scope))]),
            Or or => new Or([.. or.Filters.Select(f => Known(f, scope))]),
            Not not => new Not(Known(not.Filter, scope)),
            Condition condition => condition with
            {
                Values = [.. condition.Values.Select(v => v is NamedRecord name ? name.Find(scope, "filter", condition.Field.Targets) : v)],
            },
            _ => filter,
        };

    private static void Measure(Filter filter, int depth, ref int conditions, GraphQLOptions options)
    {
        if (depth > options.MaxFilterDepth)
            throw TooLarge($"This filter is too deep; nest and, or and not at most {options.MaxFilterDepth} levels deep.");
        if (++conditions > options.MaxFilterConditions)
            throw TooLarge($"This filter is too large; use at most {options.MaxFilterConditions} conditions in total.");
        switch (filter)
        {
            case And and:
                foreach (var inner in and.Filters)
                    Measure(inner, depth + 1, ref conditions, options);
                break;
            case Or or:
                foreach (var inner in or.Filters)
                    Measure(inner, depth + 1, ref conditions, options);
                break;
            case Not not:
                Measure(not.Filter, depth + 1, ref conditions, options);
                break;
            case Condition condition when condition.Values.Count > options.MaxValues:
                throw TooLarge($"This condition has too many values; use at most {options.MaxValues}.");
        }
    }

    private static int Count(Filter filter) =>
        filter switch
        {
            And and => and.Filters.Sum(Count),
            Or or => or.Filters.Sum(Count),
            Not not => Count(not.Filter),
            Condition condition => Math.Max(condition.Values.Count, 1),
            _ => 1,
        };

    private static RefusedException TooLarge(string message) => new(ProblemCode.TooLong, message, "filter");
}
