using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Reading;

internal static class LedgerCypher
{
    private const string EntryColumns = "e.revision, e.recordedAt, e.principal, e.reason, e.idempotencyKey, e.previousHash, e.hash";
    private const string ChangeColumns = "c.action, c.node, c.before, c.after";

    public static Query Head(Action<IRow> onRow) => new("MATCH (l:Ledger {name: 'ledger'}) RETURN l.revision, l.hash", onRow);

    /// <summary>The head, which nobody else can change until this transaction ends.</summary>
    public static Query Lock(Action<IRow>? onRow = null) => new("MATCH (l:Ledger {name: 'ledger'}) SET l.locked = true RETURN l.revision, l.hash", onRow);

    public static LedgerHead ReadHead(IRow row) => new(row.Long(), row.Bytes());

    public static Query After(long after, int first, Entries entries) => new($"""
        MATCH (e:LedgerEntry) WHERE e.revision > $after WITH e ORDER BY e.revision LIMIT $first
        OPTIONAL MATCH (e)-[:CONTAINS]->(c:Change)
        RETURN {EntryColumns}, CASE WHEN c.ordinal > 0 THEN null ELSE e.results END, CASE WHEN c.ordinal > 0 THEN null ELSE e.affected END, {ChangeColumns} ORDER BY e.revision, c.ordinal
        """, new Dictionary<string, object?> { ["after"] = after, ["first"] = (long)first }, entries.Add);

    public static Query History(NodeId node, long before, int first, Entries entries) => new($"""
        MATCH (c:Change) WHERE c.node = $node AND c.revision < $before WITH c ORDER BY c.revision DESC LIMIT $first
        MATCH (e:LedgerEntry {"{revision: c.revision}"}) RETURN {EntryColumns}, e.results, e.affected, {ChangeColumns} ORDER BY e.revision DESC
        """, new Dictionary<string, object?> { ["node"] = node.Value, ["before"] = before, ["first"] = (long)first }, entries.Add);

    /// <summary>The nodes that each commit after a revision wrote, derived values included; null where they are too many to be told.</summary>
    public static Query Touched(long after, long first, Action<long, NodeId[]?> each) => new(
        "MATCH (e:LedgerEntry) WHERE e.revision > $after RETURN e.revision, e.touched ORDER BY e.revision LIMIT $first",
        new Dictionary<string, object?> { ["after"] = after, ["first"] = first }, row => each(row.Long(), row.IsNull ? null : row.Ids()));

    /// <summary>Entries from rows that hold one change each.</summary>
    public sealed class Entries
    {
        private readonly List<(LedgerEntry Entry, List<Change> Changes)> _entries = [];

        public IReadOnlyList<LedgerEntry> All => [.. _entries.Select(e => e.Entry)];

        public void Add(IRow row)
        {
            var changes = new List<Change>();
            var entry = new LedgerEntry(row.Long(), row.Time(), row.Text(), row.TextOrNull(), row.TextOrNull(), changes, row.Bytes(), row.Bytes()) { Results = row.Ids(), Affected = row.Ids() };
            if (_entries.Count > 0 && _entries[^1].Entry.Revision == entry.Revision) changes = _entries[^1].Changes;
            else _entries.Add((entry, changes));
            if (!row.IsNull) changes.Add(new Change(Names<ChangeAction>.Read(row), row.Id(), row.TextOrNull(), row.Text()));
        }
    }
}
