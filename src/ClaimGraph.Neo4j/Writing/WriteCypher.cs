using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>The statements that write a commit: a few, whatever the size of the set.</summary>
internal static class WriteCypher
{
    public static IEnumerable<Query> Nodes(IReadOnlyList<NodeWrite> writes)
    {
        foreach (var ofKind in writes.GroupBy(w => w.After.Kind))
        {
            var label = NodeLabel.Of(ofKind.Key);
            var created = ofKind.Where(w => w.Before is null).Select(w => (object?)label.All(w.After)).ToList();
            var changed = ofKind.Where(w => w.Before is not null)
                .Select(w => (object?)(w.IsChange ? label.All(w.After).Since(label.All(w.Before!)) : label.Derived(w.After).Since(label.Derived(w.Before!)))).ToList();
            if (changed.Count > 0) yield return new Query("UNWIND $rows AS row MATCH (n:Node {id: row.id}) SET n += row", NodeCypher.Parameter("rows", changed));
            if (created.Count > 0) yield return new Query($"UNWIND $rows AS row CREATE (n:Node:{label.Name}) SET n = row", NodeCypher.Parameter("rows", created));
        }
    }

    public static IEnumerable<Query> Links(IReadOnlyList<NodeWrite> writes)
    {
        var changes = writes.Where(w => w.IsChange).ToArray();
        var before = changes.SelectMany(w => Link.Of(w.Before)).ToHashSet();
        var after = changes.SelectMany(w => Link.Of(w.After)).ToHashSet();
        foreach (var gone in before.Except(after).GroupBy(l => l.Type))
            yield return Each(gone, $"MATCH (a:Node {{id: r[0]}})-[x:{gone.Key}]->(b:Node {{id: r[1]}}) WHERE r[2] IS NULL OR x.role = r[2] DELETE x");
        foreach (var made in after.Except(before).GroupBy(l => l.Type))
            yield return Each(made, $"MATCH (a:Node {{id: r[0]}}) MATCH (b:Node {{id: r[1]}}) CREATE (a)-[x:{made.Key}]->(b) SET x.role = r[2]");
    }

    private static Query Each(IEnumerable<Link> links, string cypher) => new("UNWIND $rows AS r " + cypher,
        NodeCypher.Parameter("rows", links.Select(l => (object?)new List<object?> { l.From.Value, l.To.Value, l.Role }).ToList()));

    public static IEnumerable<Query> Snapshots(IReadOnlyDictionary<NodeId, string?> texts)
    {
        var kept = texts.Where(t => t.Value is not null).Select(t => (object?)new List<object?> { t.Key.Value, t.Value }).ToList();
        if (kept.Count > 0)
            yield return new Query("UNWIND $rows AS r MATCH (n:Node {id: r[0]}) MERGE (s:Snapshot {source: r[0]}) SET s.text = r[1] MERGE (n)-[:HAS]->(s)", NodeCypher.Parameter("rows", kept));
        var gone = texts.Where(t => t.Value is null).Select(t => t.Key).ToArray();
        if (gone.Length > 0) yield return new Query("UNWIND $ids AS id MATCH (s:Snapshot {source: id}) DETACH DELETE s", NodeCypher.Ids(gone));
    }

    /// <summary>A statement is found by the words in which it was said, too, as long as it is active.</summary>
    public static NodeId[] StatementsWithOtherQuotes(IReadOnlyList<NodeWrite> writes) => [.. writes
        .Select(w => w.StatementWithOtherQuotes ?? (w.After is Statement { Derived.AppearanceCount: > 0 } after && w.Before is { } before && before.IsActive != after.IsActive ? after.Id : null))
        .OfType<NodeId>().Distinct()];

    public static Query ReadQuotes(NodeId[] statements, Dictionary<long, string[]> quotes) => new("""
        UNWIND $ids AS id CALL { WITH id MATCH (a:Appearance) WHERE a.statement = id AND a.createdAt IS NOT NULL AND a.id IS NOT NULL AND a.quote IS NOT NULL AND a.status <> 'RETRACTED'
          WITH a.quote AS quote, min(a.createdAt) AS first ORDER BY first, quote LIMIT 100 RETURN collect(quote) AS quotes }
        MATCH (s:Node {id: id}) RETURN id, CASE WHEN s.status = 'RETRACTED' THEN [] ELSE quotes END
        """, NodeCypher.Ids(statements), row => quotes[row.Long()] = row.Texts());

    public static Query Quotes(Dictionary<long, string[]> quotes) => new("UNWIND $rows AS r MATCH (n:Node {id: r[0]}) SET n.quotes = r[1], n.quoteWords = r[2]",
        NodeCypher.Parameter("rows", quotes.Select(q => (object?)new List<object?> { q.Key, q.Value, Labels.Properties.Joined(q.Value) }).ToList()));

    // Beyond so many, caches forget everything.
    private const int MostTouched = 1_000;

    public static Query Entries(IReadOnlyList<PendingEntry> entries) => new("""
        MATCH (l:Ledger {name: 'ledger'}) SET l.revision = $revision, l.hash = $hash, l.locked = null
        WITH l UNWIND $entries AS entry CREATE (e:LedgerEntry) SET e = entry[0]
        WITH e, entry UNWIND entry[1] AS c CREATE (e)-[:CONTAINS]->(x:Change) SET x = c
        """, new Dictionary<string, object?>
    {
        ["revision"] = entries[^1].Entry.Revision, ["hash"] = entries[^1].Entry.Hash,
        ["entries"] = entries.Select(e => (object?)new List<object?> { Properties(e), Changes(e.Entry) }).ToList(),
    });

    private static Dictionary<string, object?> Properties(PendingEntry pending)
    {
        var entry = pending.Entry;
        return new()
        {
            ["revision"] = entry.Revision, ["recordedAt"] = entry.RecordedAt.ToUnixTimeMilliseconds(), ["principal"] = entry.Principal, ["reason"] = entry.Reason,
            ["idempotencyKey"] = entry.IdempotencyKey, ["commit"] = pending.CommitId, ["previousHash"] = entry.PreviousHash, ["hash"] = entry.Hash,
            ["results"] = entry.IdempotencyKey is null ? null : NodeCypher.Values(pending.Results),
            ["affected"] = entry.Affected.Count == 0 ? null : NodeCypher.Values(entry.Affected),
            ["touched"] = pending.Touched.Length > MostTouched ? null : NodeCypher.Values(pending.Touched),
        };
    }

    private static List<object?> Changes(LedgerEntry entry) => [.. entry.Changes.Select((c, i) => new Dictionary<string, object?>
    {
        ["revision"] = entry.Revision, ["ordinal"] = (long)i, ["action"] = Names<ChangeAction>.Of(c.Action), ["node"] = c.Node.Value, ["before"] = c.Before, ["after"] = c.After,
    })];
}
