using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>What was given for the records behind a link.</summary>
internal interface ILinkedFilter
{
    /// <summary>What a linked record of a kind has to pass.</summary>
    Filter For(NodeKind kind);

    /// <summary>What the record has to pass that names another in a reference: <c>eq</c>, <c>in</c> and <c>exists</c> are conditions on
    /// the reference itself, the others look at the other record.</summary>
    IEnumerable<Filter> OfReference(NounLink link);
}

internal static class LinkedFilters
{
    /// <summary>At least one linked record passes.</summary>
    public static Filter Some(this NounLink link, Func<NodeKind, Filter> passing)
    {
        Filter[] ways = [.. link.Steps.Select(step => new Linked(step, passing(step.To)))];
        return ways is [var one] ? one : new Or(ways);
    }
}
