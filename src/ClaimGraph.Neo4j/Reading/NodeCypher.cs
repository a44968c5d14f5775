using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>Single nodes, many at a time.</summary>
internal static class NodeCypher
{
    /// <summary>One statement for each kind among the ids.</summary>
    public static IEnumerable<Query> Get(IReadOnlyList<NodeId> ids, Dictionary<NodeId, Node> nodes) =>
        from ofKind in ids.Distinct().GroupBy(id => id.Kind)
        where ofKind.Key.IsKnown()
        let label = NodeLabel.Of(ofKind.Key)
        select new Query($"UNWIND $ids AS id MATCH (n:Node {{id: id}}){label.Rows()}", Ids(ofKind), Into(nodes, label));

    public static Action<IRow> Into(Dictionary<NodeId, Node> nodes, NodeLabel label) => row =>
    {
        var node = label.Read(row);
        nodes[node.Id] = node;
    };

    public static Query Find(IReadOnlyList<NaturalKey> keys, NodeId?[] found)
    {
        // The prefix of a key's value says whose it is.
        var own = keys.Select((k, i) => (k, i)).ToLookup(k => k.k.Value.StartsWith("k:", StringComparison.Ordinal));
        return new Query("""
            UNWIND $own AS k MATCH (n:Node {ownKey: k[1]}) RETURN k[0] AS at, n.id AS id
            UNION ALL UNWIND $natural AS k MATCH (n:Node {naturalKey: k[1]}) RETURN k[0] AS at, n.id AS id
            """, new Dictionary<string, object?> { ["own"] = Pairs(own[true]), ["natural"] = Pairs(own[false]) },
            row => found[row.Long()] = row.Id());
    }

    private static List<object?> Pairs(IEnumerable<(NaturalKey Key, int Position)> keys) =>
        [.. keys.Select(k => (object?)new List<object?> { (long)k.Position, NodeLabel.KeyText(k.Key) })];

    public static Query Snapshots(IReadOnlyList<NodeId> sources, Dictionary<NodeId, string> texts) => new(
        "UNWIND $ids AS id MATCH (s:Snapshot {source: id}) RETURN id, s.text", Ids(sources.Distinct()),
        row => texts[row.Id()] = row.Text());

    public static Dictionary<string, object?> Ids(IEnumerable<NodeId> ids) => Parameter("ids", Values(ids));

    public static long[] Values(IEnumerable<NodeId> ids) => [.. ids.Select(id => id.Value)];

    public static Dictionary<string, object?> Parameter(string name, object? value) => new() { [name] = value };
}
