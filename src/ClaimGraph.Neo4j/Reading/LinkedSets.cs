using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>
/// Begins a query with the few nodes that others must be linked with, where the filter says so: their numbers are collected first, from
/// their indexes, and the nodes are found by them. Else Neo4j would look at what each node is linked with.
/// </summary>
internal static class LinkedSets
{
    /// <summary>Appends <c>MATCH (n:…) WHERE …</c> with the filter, or a MATCH of all nodes without one.</summary>
    public static QueryBuilder AppendMatch(this QueryBuilder query, NodeLabel label, Filter? filter) =>
        filter is null ? query.Append($"MATCH (n:{label.Name})") : query.AppendMatch(Place.Of(label), filter);

    private static QueryBuilder AppendMatch(this QueryBuilder query, Place place, Filter filter)
    {
        var parts = filter is And and ? and.Filters : [filter];
        Linked[] first = [.. parts.OfType<Linked>().Where(CanBeFirst)];
        for (var i = 0; i < first.Length; i++)
            query.AppendSet(place.Linked(first[i].Step.To), first[i], $"s{place.Level}_{i}");
        var isNumbered = Array.Exists(first, linked => linked.Step.IsBack);
        query.Append($" MATCH ({place.Variable}:{(isNumbered ? "Node:" : "")}{place.Label.Name}) WHERE ");
        for (var i = 0; i < first.Length; i++)
            query.Append(
                $"{(first[i].Step.IsBack ? $"{place.Variable}._id" : place.Property(first[i].Step.Via))} IN s{place.Level}_{i} AND "
            );
        return query.AppendFilter(place, new And([.. parts.Except(first)]), negated: false).Append(Conditions.UsesIndexOf(place.Variable));
    }

    private static bool CanBeFirst(Linked linked) => linked.Step.Via.Type == DataType.Reference && Linked.IsSelective(linked.Filter);

    private static void AppendSet(this QueryBuilder query, Place place, Linked linked, string name) =>
        query
            .Append(" CALL {")
            .AppendMatch(place, linked.Passing)
            .Append(
                $" RETURN collect(DISTINCT {(linked.Step.IsBack ? place.Property(linked.Step.Via) : $"{place.Variable}._id")}) AS {name} }}"
            );
}
