using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Searching;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// The statements that write a commit: a few, whatever the size of the set. A statement costs the server ten times and more of what a row in it does, so what is always
/// written stands in one, whose text never changes: it is planned once.
/// </summary>
internal static class WriteCypher
{
    private static readonly string Everything = $$"""
        MATCH (l:Ledger {name: 'ledger'}) SET l.revision = $revision, l.hash = $hash, l.locked = null, l.unindexed = CASE WHEN $unindexed IS NULL THEN l.unindexed ELSE coalesce(l.unindexed, []) + $unindexed END
        FOREACH (entry IN $entries | CREATE (e:LedgerEntry) SET e = entry[0] FOREACH (change IN entry[1] | CREATE (e)-[:CONTAINS]->(c:Change) SET c = change))
        {{string.Join("\n", NodeKinds.All.Select(k => $"FOREACH (row IN ${k} | CREATE (n:Node:{NodeLabel.Of(k).Name}) SET n = row)"))}}
        FOREACH (r IN $tally | MERGE (t:Tally {metric: r[0], subject: r[1], month: r[2]})
          SET t.n = coalesce(t.n, 0) + r[3], t.days = [i IN range(0, 30) | coalesce(t.days[i], 0) + r[4][i]])
        WITH l UNWIND $changed AS r MATCH (n:Node {id: r[0]})
        SET n += r[1] {{string.Concat(Tally.AtNodes.Select(m => AddByMonth(Tally.ByMonth(m))))}}
        """;

    private static string AddByMonth(string property) => $"""
        FOREACH (months IN CASE WHEN r[2].{property} IS NULL THEN [] ELSE [r[2].{property}] END | SET n.{property} =
          [x IN coalesce(n.{property}, []) WHERE NOT x / 1000000000 IN [m IN months | m[0]]] + [m IN months | m[0] * 1000000000
            + reduce(c = m[1], x IN coalesce(n.{property}, []) | CASE WHEN x / 1000000000 = m[0] THEN c + x % 1000000000 ELSE c END)])
        """;

    /// <summary>The nodes, the counts and the ledger's entries.</summary>
    /// <param name="words">Puts the words of the nodes where they belong.</param>
    public static Query Commit(IReadOnlyList<NodeWrite> writes, Tally tally, IReadOnlyList<UncommittedEntry> entries, WordPlacement words)
    {
        var ofNodes = tally.OfNodes();
        var parameters = new Dictionary<string, object?>
        {
            ["revision"] = entries[^1].Entry.Revision, ["hash"] = entries[^1].Entry.Hash, ["tally"] = tally.OfFew(),
            ["entries"] = entries.Select(e => (object?)new List<object?> { Properties(e), Changes(e.Entry) }).ToList(),
        };
        foreach (var kind in NodeKinds.All) parameters[kind.ToString()] = new List<object?>();
        foreach (var (before, after) in writes)
        {
            if (before is not null) continue;
            ofNodes.Remove(after.Id.Value, out var counts);
            ((List<object?>)parameters[after.Kind.ToString()]!).Add(words.Place(after.Id, Created(after, counts)));
        }
        var changed = writes.Where(w => w.Before is not null).ToDictionary(w => w.After.Id.Value, w => words.Place(w.After.Id, Changed(w)));
        parameters["changed"] = changed.Keys.Union(ofNodes.Keys)
            .Select(id => (object?)new List<object?> { id, changed.GetValueOrDefault(id) ?? [], ofNodes.GetValueOrDefault(id) }).ToList();
        parameters["unindexed"] = words.Waiting;
        return new Query(Everything, parameters);
    }

    private static Properties Created(Node node, Dictionary<string, object?>? counts)
    {
        var properties = NodeLabel.Of(node.Kind).All(node).WithoutNulls();
        foreach (var (property, months) in counts ?? [])
            properties.Add(property, ((long[][])months!).Select(m => Tally.Join(m[0], m[1])).ToArray());
        return properties;
    }

    private static Properties Changed(NodeWrite write)
    {
        var label = NodeLabel.Of(write.After.Kind);
        return write.IsChange ? label.All(write.After).Since(label.All(write.Before!)) : label.Derived(write.After).Since(label.Derived(write.Before!));
    }

    /// <summary>The relationships; to be run when their nodes are there.</summary>
    public static IEnumerable<Query> Links(IReadOnlyList<NodeWrite> writes)
    {
        var changes = writes.Where(w => w.IsChange).ToArray();
        var before = changes.SelectMany(w => Link.Of(w.Before)).ToHashSet();
        var after = changes.SelectMany(w => Link.Of(w.After)).ToHashSet();
        foreach (var gone in before.Except(after).GroupBy(l => l.Type))
            yield return new Query($"UNWIND $rows AS r MATCH (a:Node {{id: r[0]}})-[x:{gone.Key}]->(b:Node {{id: r[1]}}) WHERE properties(x) = r[2] DELETE x", Rows(gone));
        after.ExceptWith(before);
        if (after.Count > 0) yield return new Query(MakeLinks, Rows(after));
    }

    // A type cannot be a parameter.
    private static readonly string MakeLinks = "UNWIND $rows AS r MATCH (a:Node {id: r[0]}) MATCH (b:Node {id: r[1]})"
        + string.Concat(Link.Types.Select(t => $" FOREACH (_ IN CASE r[3] WHEN '{t}' THEN [1] ELSE [] END | CREATE (a)-[x:{t}]->(b) SET x = r[2])"));

    private static Dictionary<string, object?> Rows(IEnumerable<Link> links) =>
        NodeCypher.Parameter("rows", links.Select(l => (object?)new List<object?> { l.From.Value, l.To.Value, l.Properties(), l.Type }).ToList());

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
        UNWIND $ids AS id CALL { WITH id MATCH (a:Appearance) WHERE a.statement = id AND a.createdAt IS NOT NULL AND a.id IS NOT NULL AND a.anchorExact IS NOT NULL AND a.status <> 'RETRACTED'
          WITH a.anchorExact AS quote, min(a.createdAt) AS first ORDER BY first, quote LIMIT 100 RETURN collect(quote) AS quotes }
        MATCH (s:Node {id: id}) RETURN id, CASE WHEN s.status = 'RETRACTED' THEN [] ELSE quotes END
        """, NodeCypher.Ids(statements), row => quotes[row.Long()] = row.Texts());

    public static Query Quotes(Dictionary<long, string[]> quotes, WordPlacement words) => new("UNWIND $rows AS r MATCH (n:Node {id: r[0]}) SET n += r[1]",
        NodeCypher.Parameter("rows", quotes.Select(q => (object?)new List<object?>
        {
            q.Key, words.Place(NodeId.FromValue(q.Key), new Properties { ["quotes"] = q.Value, ["quoteWords"] = SearchedTexts.Indexed(q.Value) }),
        }).ToList()));

    // Beyond so many, caches forget everything.
    private const int MostTouched = 1_000;

    private static Dictionary<string, object?> Properties(UncommittedEntry pending)
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
