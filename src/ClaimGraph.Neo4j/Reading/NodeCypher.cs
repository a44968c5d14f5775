using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>The queries that read nodes by id, key or link, many at a time.</summary>
internal static class NodeCypher
{
    private const string FindByKey = """
        UNWIND $own AS k MATCH (n:Node {_ownKey: k[1]}) RETURN k[0] AS at, n._id AS id
        UNION ALL UNWIND $natural AS k MATCH (n:Node {_naturalKey: k[1]}) RETURN k[0] AS at, n._id AS id
        UNION ALL UNWIND $own + $natural AS k MATCH (f:FurtherKey {value: k[1]}) WHERE f.node IS NOT NULL RETURN k[0] AS at, f.node AS id
        """;

    private const string FindTraced = """
        UNWIND $traces AS trace MATCH (t:Trace {value: trace[1]}) WHERE NOT t._source IN $except RETURN trace[0], min(t._source)
        """;

    private const string ReadSnapshots = "UNWIND $ids AS id MATCH (s:Snapshot {_source: id}) RETURN id, s.text";

    /// <summary>One query for each kind among the ids.</summary>
    public static IEnumerable<Query> Get(IReadOnlyList<NodeId> ids, Dictionary<NodeId, Node> nodes) =>
        from ofKind in ids.Distinct().GroupBy(id => id.Kind)
        where ofKind.Key.IsKnown()
        let label = NodeLabel.Of(ofKind.Key)
        select new Query($"UNWIND $ids AS id MATCH (n:Node {{_id: id}}){label.Rows()}", Ids(ofKind), Into(nodes, label));

    /// <summary>The nodes that name one of <paramref name="ids"/> in a field.</summary>
    public static Query Linked(Field via, IReadOnlyList<NodeId> ids, Dictionary<NodeId, Node> nodes)
    {
        var label = NodeLabel.Of(via.Kind);
        var named =
            via.Type == DataType.Reference
                ? $"MATCH (n:{label.Name}) WHERE n.{label.Property(via)} = id{Conditions.UsesIndex}"
                : $"MATCH (named:Node {{_id: id}}){ListCypher.Relationship(via)}(n:{label.Name})";
        var text = $"UNWIND $ids AS id {named}{label.Rows()}";
        return new Query(text, Ids(ids), Into(nodes, label));
    }

    /// <param name="found">Receives the id for each key, at the same position.</param>
    public static Query Find(IReadOnlyList<NaturalKey> keys, NodeId?[] found)
    {
        // The prefix tells a caller's own key from the natural key of the content.
        var own = keys.Select((k, i) => (k, i)).ToLookup(k => k.k.Value.StartsWith("k:", StringComparison.Ordinal));
        var parameters = new Dictionary<string, object?> { ["own"] = Pairs(own[true]), ["natural"] = Pairs(own[false]) };
        return new Query(FindByKey, parameters, row => found[row.Long()] = row.Id());
    }

    /// <param name="found">Receives a source for each trace, at the same position.</param>
    public static Query Traced(IReadOnlyList<long> traces, IEnumerable<NodeId> except, NodeId?[] found)
    {
        var parameters = Parameter("traces", traces.Select((t, i) => (object?)new List<object?> { (long)i, t }).ToList());
        parameters["except"] = Values(except);
        return new Query(FindTraced, parameters, row => found[row.Long()] = row.Id());
    }

    /// <summary>The active evidence of a stance on a statement.</summary>
    public static Query Arguing(NodeId statement, Stance stance, Dictionary<NodeId, Node> nodes)
    {
        var label = NodeLabel.Of(NodeKind.Evidence);
        var text =
            $"MATCH (n:{label.Name}) WHERE n.{label.Property(Fields.Evidence.Target)} = $target AND n.stance = $stance "
            + $"AND {Conditions.NodeIsActive}{Conditions.UsesIndex}{label.Rows()}";
        var parameters = new Dictionary<string, object?> { ["target"] = statement.Value, ["stance"] = Names<Stance>.Of(stance) };
        return new Query(text, parameters, Into(nodes, label));
    }

    public static Query Snapshots(IReadOnlyList<NodeId> sources, Dictionary<NodeId, string> texts) =>
        new(ReadSnapshots, Ids(sources.Distinct()), row => texts[row.Id()] = row.Text());

    public static Dictionary<string, object?> Ids(IEnumerable<NodeId> ids) => Parameter("ids", Values(ids));

    public static long[] Values(IEnumerable<NodeId> ids) => [.. ids.Select(id => id.Value)];

    public static Dictionary<string, object?> Parameter(string name, object? value) => new() { [name] = value };

    private static Action<IRow> Into(Dictionary<NodeId, Node> nodes, NodeLabel label) =>
        row =>
        {
            var node = label.Read(row);
            nodes[node.Id] = node;
        };

    private static List<object?> Pairs(IEnumerable<(NaturalKey Key, int Position)> keys) =>
        [.. keys.Select(k => (object?)new List<object?> { (long)k.Position, NodeLabel.KeyText(k.Key) })];
}
