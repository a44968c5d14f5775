using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>The queries that delete and create relationships; they run after the nodes are written.</summary>
internal static class RelationshipUpdate
{
    private static readonly string CreateAll = $$"""
        UNWIND $rows AS row MATCH (a:Node {_id: row[0]}) MATCH (b:Node {_id: row[1]})
        {{string.Join('\n', Link.Types.Select(Create))}}
        """;

    // A type cannot be a parameter.
    private static string Create(string type) =>
        $$"""FOREACH (_ IN CASE row[3] WHEN '{{type}}' THEN [1] ELSE [] END | CREATE (a)-[x:{{type}}]->(b) SET x = row[2])""";

    private static string DeleteAll(string type) =>
        $$"""
            UNWIND $rows AS row MATCH (a:Node {_id: row[0]})-[x:{{type}}]->(b:Node {_id: row[1]}) WHERE properties(x) = row[2]
            DELETE x
            """;

    public static IEnumerable<Query> Queries(IReadOnlyList<NodeWrite> writes)
    {
        var changes = writes.Where(w => w.IsChange).ToArray();
        var before = changes.SelectMany(w => Link.Of(w.Before)).ToHashSet();
        var after = changes.SelectMany(w => Link.Of(w.After)).ToHashSet();
        foreach (var deleted in before.Except(after).GroupBy(l => l.Type))
            yield return new Query(DeleteAll(deleted.Key), Rows(deleted));
        after.ExceptWith(before);
        if (after.Count > 0)
            yield return new Query(CreateAll, Rows(after));
    }

    private static Dictionary<string, object?> Rows(IEnumerable<Link> links) =>
        NodeCypher.Parameter(
            "rows",
            links.Select(l => (object?)new List<object?> { l.From.Value, l.To.Value, l.Properties(), l.Type }).ToList()
        );
}
