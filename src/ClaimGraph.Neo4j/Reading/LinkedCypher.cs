using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Appends a condition on linked nodes. They are found by the numbers of their nodes, which also retracted ones keep.</summary>
internal static class LinkedCypher
{
    public static QueryBuilder AppendLinked(this QueryBuilder query, Place place, Linked linked)
    {
        var other = place.Linked(linked.Step.To);
        return query
            .Append($"EXISTS {{ {Match(place, other, linked.Step)} AND ")
            .AppendFilter(other, linked.Passing, negated: false)
            .Append(" }");
    }

    /// <summary><c>MATCH … WHERE …</c>: what the nodes of a place are linked with.</summary>
    public static string Match(Place place, Place other, Step step) =>
        (step.IsBack, step.Via.Type) switch
        {
            (true, DataType.Reference) => $"MATCH ({other.Variable}:{other.Label.Name}) WHERE {other.Property(step.Via)} = "
                + $"{place.Variable}._id{Conditions.UsesIndexOf(other.Variable)}",
            (true, _) => $"MATCH ({place.Variable}){ListCypher.Relationship(step.Via)}({other.Variable}:{other.Label.Name}) WHERE true",
            (false, DataType.Reference) => $"{Numbered(other)} = {place.Property(step.Via)}",
            (false, _) => $"{Numbered(other)} IN {place.Property(step.Via)}",
        };

    // All nouns share the index of their numbers.
    private static string Numbered(Place other) => $"MATCH ({other.Variable}:Node:{other.Label.Name}) WHERE {other.Variable}._id";
}
