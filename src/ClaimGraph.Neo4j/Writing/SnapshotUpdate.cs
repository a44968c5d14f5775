using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>The queries that write and delete the texts of snapshots.</summary>
internal static class SnapshotUpdate
{
    private const string Write = """
        UNWIND $rows AS row MATCH (n:Node {_id: row[0]})
        MERGE (s:Snapshot {_source: row[0]}) SET s.text = row[1]
        MERGE (n)-[:HAS]->(s)
        """;

    private const string Delete = "UNWIND $ids AS id MATCH (s:Snapshot {_source: id}) DETACH DELETE s";

    /// <param name="texts">By source; null if the snapshot is to be deleted.</param>
    public static IEnumerable<Query> Queries(IReadOnlyDictionary<NodeId, string?> texts)
    {
        var written = texts.Where(t => t.Value is not null).Select(t => (object?)new List<object?> { t.Key.Value, t.Value }).ToList();
        if (written.Count > 0)
            yield return new Query(Write, NodeCypher.Parameter("rows", written));
        var deleted = texts.Where(t => t.Value is null).Select(t => t.Key).ToArray();
        if (deleted.Length > 0)
            yield return new Query(Delete, NodeCypher.Ids(deleted));
    }
}
