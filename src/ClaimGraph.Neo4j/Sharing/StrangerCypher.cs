using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Sharing;

/// <summary>Finds nodes under our labels that no list contains, as they lack what all nodes have.</summary>
internal static class StrangerCypher
{
    private const int Most = 100; // of each label

    /// <summary>
    /// Whether <see cref="Find"/> may find any. It looks at counts that Neo4j keeps, so that it costs little in a large graph.
    /// </summary>
    public static async Task<bool> MayFindAsync(IDriver driver)
    {
        var (nodes, numbered, labelled) = (0L, 0L, 0L);
        Query[] queries =
        [
            new("MATCH (n:Node) RETURN count(*)", row => nodes = row.Long()),
            new("MATCH (n:Node) WHERE n._id IS NOT NULL RETURN count(*)", row => numbered = row.Long()),
            .. Noun.All.Select(noun => new Query(
                $"MATCH (n:{NodeLabel.Of(noun.Kind).Name}) RETURN count(*)",
                row => labelled += row.Long()
            )),
        ];
        await driver.ReadAsync(queries);
        return nodes != numbered || nodes != labelled;
    }

    /// <param name="found">Gets the name of each.</param>
    public static IEnumerable<Query> Find(List<string> found) =>
        Noun
            .All.Select(noun => NodeLabel.Of(noun.Kind).Name)
            .Select(label => Query($"MATCH (n:{label}) WHERE NOT n:Node OR n.createdAt IS NULL OR n._id IS NULL", found))
            .Append(
                Query($"MATCH (n:Node) WHERE NOT ({string.Join(" OR ", Noun.All.Select(n => $"n:{NodeLabel.Of(n.Kind).Name}"))})", found)
            );

    private static Query Query(string match, List<string> found) =>
        new(
            $"{match} RETURN elementId(n), labels(n) LIMIT {Most}",
            row => found.Add($"Node {row.Text()} ({string.Join(", ", row.Texts())})")
        );
}
