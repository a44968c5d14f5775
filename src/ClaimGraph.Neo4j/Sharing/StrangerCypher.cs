using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>Finds nodes under our labels that no list contains, as they lack what all nodes have.</summary>
internal static class StrangerCypher
{
    private const int Most = 100; // of each label

    /// <param name="found">Gets a line for each.</param>
    public static IEnumerable<Query> Find(List<string> found) =>
        Noun
            .All.Select(noun => NodeLabel.Of(noun.Kind).Name)
            .Select(label => Query($"MATCH (n:{label}) WHERE NOT n:Node OR n.createdAt IS NULL OR n.id IS NULL", found))
            .Append(
                Query($"MATCH (n:Node) WHERE NOT ({string.Join(" OR ", Noun.All.Select(n => $"n:{NodeLabel.Of(n.Kind).Name}"))})", found)
            );

    private static Query Query(string match, List<string> found) =>
        new(
            $"{match} RETURN elementId(n), labels(n) LIMIT {Most}",
            row => found.Add($"Node {row.Text()} ({string.Join(", ", row.Texts())}) was not written by ClaimGraph.")
        );
}
