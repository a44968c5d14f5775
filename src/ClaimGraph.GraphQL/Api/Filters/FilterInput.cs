using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Filters;

/// <summary>A filter as it was given, not yet measured.</summary>
internal sealed class FilterInput(Filter filter) : IFilterArgument, INamesRecords, ILinkedFilter
{
    // A linked record has some records of its own, so what is asked behind a link is asked about so many times as often.
    private const int CostOfLink = 4;

    // Links are nested as deep as a document may be, and are refused only when the field runs.
    private const long Most = 1_000_000;

    public Filter Filter { get; } = filter;

    /// <summary>How many conditions it has, each value that is compared with counted as one; those behind a link count several
    /// times.</summary>
    public int Conditions => (int)Count(Filter);

    public IEnumerable<string> Names => NamesIn(Filter);

    /// <summary>The filter; null when it has no conditions.</summary>
    /// <exception cref="RefusedException">It is larger than the server takes.</exception>
    public Filter? ToFilter(ApiScope scope)
    {
        if (Filter is And { Filters.Count: 0 })
            return null;
        new FilterSize(scope.Options).Check(Filter);
        return NamesIn(Filter).Any() ? Known(Filter, scope) : Filter;
    }

    Filter ILinkedFilter.For(NodeKind kind) => Filter;

    IEnumerable<Filter> ILinkedFilter.OfReference(NounLink link)
    {
        var (step, all) = (link.Steps[0], Filter is And and ? and.Filters : [Filter]);
        var own = all.OfType<Condition>().Where(c => c.Field == Fields.Id(step.To)).ToArray();
        Filter[] others = [.. all.Except(own, ReferenceEqualityComparer.Instance).Cast<Filter>()];
        IEnumerable<Filter> tests = own.Select(c => c with { Field = step.Via });
        return others.Length == 0 ? tests : tests.Append(new Linked(step, Filter.AllOf(others)));
    }

    private static IEnumerable<string> NamesIn(Filter filter) =>
        filter switch
        {
            And and => and.Filters.SelectMany(NamesIn),
            Or or => or.Filters.SelectMany(NamesIn),
            Not not => NamesIn(not.Filter),
            Linked linked => NamesIn(linked.Filter),
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
            Linked linked => linked with { Filter = Known(linked.Filter, scope) },
            Condition condition => condition with
            {
                Values =
                [
                    .. condition.Values.Select(v => v is NamedRecord name ? name.Find(scope, "filter", KindsOf(condition.Field)) : v),
                ],
            },
            _ => filter,
        };

    private static IReadOnlyList<NodeKind> KindsOf(Field field) => field == Fields.Id(field.Kind) ? [field.Kind] : field.Targets;

    private static long Count(Filter filter) =>
        Math.Min(
            Most,
            filter switch
            {
                And and => and.Filters.Sum(Count),
                Or or => or.Filters.Sum(Count),
                Not not => Count(not.Filter),
                Linked linked => CostOfLink * (1 + Count(linked.Filter)),
                Condition condition => Math.Max(condition.Values.Count, 1),
                _ => 1,
            }
        );
}
