using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// The query that every commit runs: the head of the ledger and its entries, the new nodes, the counts, and the changed nodes. Its text
/// never changes, so it is planned once.
/// </summary>
internal static class GraphUpdate
{
    private static readonly string Cypher = $$"""
        {{LedgerCypher.MatchHead}}
        SET l.revision = $revision, l.hash = $hash, l.locked = null
        FOREACH (entry IN $entries | CREATE (e:LedgerEntry) SET e = entry)
        {{string.Join('\n', NodeKinds.All.Select(CreateNodes))}}
        FOREACH (key IN $furtherKeys | MERGE (f:FurtherKey {value: key.value}) SET f.node = key.node)
        FOREACH (row IN $tally | MERGE (t:Tally {metric: row.metric, subject: row.subject, month: row.month})
          SET t.n = {{OrElse("t.n", "INTEGER", "0")}} + row.n,
            t.days = [d IN range(0, 30) | coalesce({{OrElse("t.days", Counts, "[]")}}[d], 0) + row.days[d]])
        WITH l CALL {
          UNWIND $changes AS change MATCH (e:LedgerEntry {revision: change.revision}) MATCH (n:Node {_id: change._node})
          CREATE (e)-[:CONTAINS]->(c:Change)-[:CHANGED]->(n) SET c = change }
        WITH l UNWIND $changed AS row MATCH (n:Node {_id: row.id})
        SET n += row.properties
        {{string.Join('\n', Tally.NodeMetrics.Select(Tally.CountsByMonth).Select(AddCounts))}}
        """;

    private const string Counts = "LIST<INTEGER NOT NULL>";

    // Somebody else may have written anything there, which must not stop commits.
    private static string OrElse(string property, string type, string other) =>
        $"CASE WHEN {property} IS :: {type} NOT NULL THEN {property} ELSE {other} END";

    // A label cannot be a parameter.
    private static string CreateNodes(NodeKind kind) =>
        $"FOREACH (properties IN ${kind} | CREATE (n:Node:{NodeLabel.Of(kind).Name}) SET n = properties)";

    // A property cannot be a parameter. For each month, (first, end, count) is added: the packed counts of the month are in [first, end).
    private static string AddCounts(string property) =>
        $"""
            FOREACH (added IN CASE WHEN row.counts.{property} IS NULL THEN [] ELSE [row.counts.{property}] END | SET n.{property} =
              [x IN {OrElse($"n.{property}", Counts, "[]")} WHERE none(a IN added WHERE a[0] <= x < a[1])]
              + [a IN added | reduce(sum = a[0] + a[2], x IN {OrElse($"n.{property}", Counts, "[]")} |
                  CASE WHEN a[0] <= x < a[1] THEN sum + x - a[0] ELSE sum END)])
            """;

    public static Query Query(IReadOnlyList<NodeWrite> writes, Tally tally, IReadOnlyList<UncommittedEntry> entries)
    {
        var counts = tally.OfNodes();
        var parameters = new Dictionary<string, object?>
        {
            ["revision"] = entries[^1].Entry.Revision,
            ["hash"] = entries[^1].Entry.Hash,
            ["tally"] = tally.Rows(),
            ["entries"] = entries.Select(LedgerRows.Entry).ToList(),
            ["changes"] = entries.SelectMany(e => LedgerRows.Changes(e.Entry)).ToList(),
            ["furtherKeys"] = FurtherKeys(writes),
        };
        AddCreated(parameters, writes, counts);
        parameters["changed"] = Changed(writes, counts);
        return new Query(Cypher, parameters);
    }

    /// <summary>The further keys that come or go, with the node that has each; null where none has it any longer.</summary>
    private static List<object?> FurtherKeys(IReadOnlyList<NodeWrite> writes)
    {
        var owners = new Dictionary<string, long?>();
        foreach (var write in writes.Where(w => w.IsChange))
        foreach (var key in NodeLabel.FurtherKeys(write.Before).Except(NodeLabel.FurtherKeys(write.After)))
            owners[key] = null;
        foreach (var write in writes.Where(w => w.IsChange))
        foreach (var key in NodeLabel.FurtherKeys(write.After).Except(NodeLabel.FurtherKeys(write.Before)))
            owners[key] = write.After.Id.Value;
        return [.. owners.Select(o => new Dictionary<string, object?> { ["value"] = o.Key, ["node"] = o.Value })];
    }

    /// <summary>Adds a list for each kind. Takes the counts of new nodes out of <paramref name="counts"/>.</summary>
    private static void AddCreated(
        Dictionary<string, object?> parameters,
        IReadOnlyList<NodeWrite> writes,
        Dictionary<long, NodeCounts> counts
    )
    {
        var created = NodeKinds.All.ToDictionary(kind => kind, _ => new List<object?>());
        foreach (var (before, after) in writes)
        {
            if (before is not null)
                continue;
            var properties = NodeLabel.Of(after.Kind).All(after).WithoutNulls();
            if (counts.Remove(after.Id.Value, out var ofNode))
                ofNode.AddTo(properties);
            created[after.Kind].Add(properties);
        }
        foreach (var (kind, nodes) in created)
            parameters[kind.ToString()] = nodes;
    }

    private static List<object?> Changed(IReadOnlyList<NodeWrite> writes, Dictionary<long, NodeCounts> counts)
    {
        var changed = writes.Where(w => w.Before is not null).ToDictionary(w => w.After.Id.Value, w => Changes(w));
        return
        [
            .. changed
                .Keys.Union(counts.Keys)
                .Select(id => new Dictionary<string, object?>
                {
                    ["id"] = id,
                    ["properties"] = changed.GetValueOrDefault(id) ?? [],
                    ["counts"] = counts.GetValueOrDefault(id)?.Changes(),
                }),
        ];
    }

    private static Properties Changes(NodeWrite write)
    {
        var label = NodeLabel.Of(write.After.Kind);
        return write.IsChange
            ? label.All(write.After).Since(label.All(write.Before!))
            : label.Derived(write.After).Since(label.Derived(write.Before!));
    }
}
