using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>The queries on the ledger: its head, its entries and their changes.</summary>
internal static class LedgerCypher
{
    /// <summary>Matches the head of the ledger as <c>l</c>.</summary>
    public const string MatchHead = "MATCH (l:Ledger {name: 'ledger'})";

    /// <summary>Locks the matched head until the transaction ends.</summary>
    public const string LockHead = "SET l.locked = true";

    private const string EntryColumns = "e.revision, e.recordedAt, e.principal, e.reason, e.idempotencyKey, e.previousHash, e.hash";
    private const string ChangeColumns = "c.action, c._node, c.before, c.after";

    // The results and affected nodes of an entry come with its first change only.
    private const string ReadAfter = $$"""
        MATCH (e:LedgerEntry) WHERE e.revision > $after WITH e ORDER BY e.revision LIMIT $first
        OPTIONAL MATCH (e)-[:CONTAINS]->(c:Change)
        RETURN {{EntryColumns}}, CASE WHEN c.ordinal > 0 THEN null ELSE e._results END,
          CASE WHEN c.ordinal > 0 THEN null ELSE e._affected END, {{ChangeColumns}} ORDER BY e.revision, c.ordinal
        """;

    private const string ReadSummaries = $$"""
        MATCH (e:LedgerEntry) WHERE e.revision > $after
        RETURN {{EntryColumns}}, e._results, e._affected, e._bytesBefore, e._bytesAfter ORDER BY e.revision LIMIT $first
        """;

    private const string ReadHistory = $$"""
        UNWIND $nodes AS node CALL { WITH node
          MATCH (c:Change) WHERE c._node = node AND c.revision < $before RETURN c ORDER BY c.revision DESC LIMIT $first
        }
        WITH c.revision AS revision, collect(c) AS changes ORDER BY revision DESC LIMIT $first
        MATCH (e:LedgerEntry {revision: revision}) UNWIND changes AS c
        RETURN {{EntryColumns}}, null AS results, null AS affected, {{ChangeColumns}} ORDER BY e.revision DESC, c.ordinal
        """;

    public static Query Head(Action<LedgerHead> onHead) => new($"{MatchHead} RETURN l.revision, l.hash", row => onHead(ReadHead(row)));

    /// <summary>Locks the head until the transaction ends.</summary>
    public static readonly Query Lock = new($"{MatchHead} {LockHead}");

    /// <summary>Removes the trace of a lock.</summary>
    public static readonly Query Unlock = new($"{MatchHead} SET l.locked = null");

    /// <summary>Reads the head, and the hash of the entry from which it must go on.</summary>
    /// <param name="known">The revision of that entry; 0 for none.</param>
    public static Query Continuation(long known, bool locks, Action<LedgerHead, byte[]?> onHead) =>
        new(
            $$"""
            {{MatchHead}} {{(locks ? LockHead : "")}} WITH l
            OPTIONAL MATCH (e:LedgerEntry {revision: $known}) RETURN l.revision, l.hash, e.hash
            """,
            NodeCypher.Parameter("known", known),
            row => onHead(ReadHead(row), row.TryReadNull() ? null : row.Bytes())
        );

    public static Query After(long after, int first, LedgerRowReader entries) =>
        new(ReadAfter, new Dictionary<string, object?> { ["after"] = after, ["first"] = (long)first }, entries.Add);

    public static Query Summaries(long after, int first, List<EntrySummary> summaries) =>
        new(
            ReadSummaries,
            new Dictionary<string, object?> { ["after"] = after, ["first"] = (long)first },
            row => summaries.Add(new EntrySummary(LedgerRowReader.ReadEntry(row, []), row.Long(), row.Long()))
        );

    public static Query History(IReadOnlyList<NodeId> nodes, long before, int first, LedgerRowReader entries) =>
        new(
            ReadHistory,
            new Dictionary<string, object?>
            {
                ["nodes"] = NodeCypher.Values(nodes),
                ["before"] = before,
                ["first"] = (long)first,
            },
            entries.Add
        );

    /// <summary>
    /// The nodes that each commit after a revision wrote, including those of which only derived values changed; null for a commit that
    /// wrote too many to list.
    /// </summary>
    public static Query Touched(long after, long first, Action<long, NodeId[]?> onEntry) =>
        new(
            "MATCH (e:LedgerEntry) WHERE e.revision > $after RETURN e.revision, e._touched ORDER BY e.revision LIMIT $first",
            new Dictionary<string, object?> { ["after"] = after, ["first"] = first },
            row => onEntry(row.Long(), row.IsNull ? null : row.Ids())
        );

    /// <summary>Looks for entries by the ids of their commits.</summary>
    public static Query FindCommits(string[] commitIds, Action onFound) =>
        new(
            "UNWIND $commits AS id MATCH (e:LedgerEntry {_commit: id}) RETURN e.revision",
            NodeCypher.Parameter("commits", commitIds),
            _ => onFound()
        );

    /// <summary>Looks for entries by their idempotency keys.</summary>
    /// <param name="onFound">Gets the entries of each key, the newest last.</param>
    public static Query FindIdempotent(string[] keys, Action<string, FoundCommit> onFound) =>
        new(
            """
            UNWIND $keys AS key MATCH (e:LedgerEntry {idempotencyKey: key})
            RETURN key, e.revision AS revision, e.recordedAt, e._results ORDER BY revision
            """,
            NodeCypher.Parameter("keys", keys),
            row => onFound(row.Text(), new FoundCommit(row.Long(), row.Time(), row.Ids()))
        );

    private static LedgerHead ReadHead(IRow row) => new(row.Long(), row.Bytes());
}
