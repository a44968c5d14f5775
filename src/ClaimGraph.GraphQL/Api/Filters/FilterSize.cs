using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>How much of what a filter may have is left.</summary>
internal sealed class FilterSize(GraphQLOptions options)
{
    private int _conditions;

    /// <exception cref="RefusedException">The filter is larger than the server takes.</exception>
    public void Check(Filter filter) => Check(filter, depth: 0, links: 0);

    private void Check(Filter filter, int depth, int links)
    {
        if (depth > options.MaxFilterDepth)
            throw TooLarge($"This filter is too deep; nest and, or and not at most {options.MaxFilterDepth} levels deep.");
        if (links > options.MaxLinks)
            throw TooLarge($"This filter follows too many links; go at most {options.MaxLinks} links away from the records of the list.");
        if (++_conditions > options.MaxFilterConditions)
            throw TooLarge($"This filter is too large; use at most {options.MaxFilterConditions} conditions in total.");
        switch (filter)
        {
            case And and:
                CheckAll(and.Filters, depth + 1, links);
                break;
            case Or or:
                CheckAll(or.Filters, depth + 1, links);
                break;
            case Not not:
                Check(not.Filter, depth + 1, links);
                break;
            case Linked linked:
                Check(linked.Filter, depth: 0, links + 1);
                break;
            case Condition condition when condition.Values.Count > options.MaxValues:
                throw TooLarge($"This condition has too many values; use at most {options.MaxValues}.");
        }
    }

    private void CheckAll(IReadOnlyList<Filter> filters, int depth, int links)
    {
        foreach (var filter in filters)
            Check(filter, depth, links);
    }

    private static RefusedException TooLarge(string message) => new(ProblemCode.TooLong, message, "filter");
}
