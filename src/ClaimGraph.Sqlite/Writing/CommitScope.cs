using System.Runtime.InteropServices;
using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>The open write transaction of the writer's connection. Nothing here waits: every task is complete when it is returned.</summary>
internal sealed class CommitScope(Connection connection) : ICommitScope
{
    private readonly Tally _tally = new(connection);

    /// <summary>The nodes written in this transaction so far.</summary>
    public List<NodeId> Written { get; } = [];

    public ValueTask<LedgerHead> HeadAsync() => new(Reader.Head(connection));
    public ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids) => new(Reader.Get(connection, ids));
    public ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys) => new(Reader.Find(connection, keys));
    public ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources) => new(Reader.Snapshots(connection, sources));

    public ValueTask<(long Revision, IReadOnlyList<NodeId> Results)?> FindCommitAsync(string idempotencyKey)
    {
        var command = connection.Prepare("SELECT revision, results FROM ledger WHERE idempotency_key = ?1").Bind(1, idempotencyKey);
        (long, IReadOnlyList<NodeId>)? found = command.Step() ? (command.Long(0), LedgerReader.ReadIds(command.Blob(1))) : null;
        command.Reset();
        return new(found);
    }

    public ValueTask<IReadOnlyList<Node>> LinkedAsync(Field via, IReadOnlyList<NodeId> ids)
    {
        var table = NodeTable.Of(via.Kind);
        var command = new SqlText().Append(table.Select).AppendLinks(table, via, null, out var slot).Append(" ORDER BY id").Prepare(connection);
        var nodes = new List<Node>();
        foreach (var id in ids) nodes.AddRange(Reader.Nodes(command.Bind(slot, id.Value), table));
        return new(nodes.DistinctBy(n => n.Id).OrderBy(n => n.Id).ToArray());
    }

    public ValueTask<IReadOnlyList<int>> CountSupportAsync(IReadOnlyList<(NodeId Target, NodeId Origin)> pairs)
    {
        var counts = new int[pairs.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = (int)connection.Prepare("SELECT count(*) FROM evidence WHERE target = ?1 AND origin = ?2 AND stance = 1 AND status <> 2")
                .Bind(1, pairs[i].Target.Value).Bind(2, pairs[i].Origin.Value).ReadNumber();
        }
        return new(counts);
    }

    public ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes)
    {
        foreach (var write in writes)
        {
            Written.Add(write.After.Id);
            Write(write);
        }
        foreach (var statement in writes.Select(w => w.StatementWithOtherQuotes).OfType<NodeId>().Distinct()) UpdateQuotes(statement);
        AppendEntry(entry, results);
        return default;
    }

    private void Write(NodeWrite write)
    {
        var (before, after) = (write.Before, write.After);
        var table = NodeTable.Of(after.Kind);
        if (!write.IsChange) WriteDerived(table, before!, after);
        else
        {
            var command = connection.Prepare(before is null ? table.Insert : table.Update);
            table.Bind(command, after);
            command.Execute();
            WriteKeys(before, after);
            WriteEntries(before, after);
            WriteSnapshot(after);
        }
        Tallies.Write(_tally, before, after);
    }

    private void WriteDerived(NodeTable table, Node before, Node after)
    {
        var command = connection.Prepare(table.UpdateDerived(before, after));
        table.BindDerived(command, after);
        command.Execute();
    }

    private void WriteKeys(Node? before, Node after)
    {
        var old = NodeWrite.Keys(before).ToArray();
        var now = NodeWrite.Keys(after).ToArray();
        foreach (var key in old.Except(now))
            connection.Prepare("DELETE FROM natural_key WHERE kind = ?1 AND value = ?2").Bind(1, (long)key.Kind).Bind(2, key.Value).Execute();
        foreach (var key in now.Except(old))
            connection.Prepare("INSERT INTO natural_key (kind, value, node) VALUES (?1, ?2, ?3)")
                .Bind(1, (long)key.Kind).Bind(2, key.Value).Bind(3, after.Id.Value).Execute();
    }

    private void WriteEntries(Node? before, Node after)
    {
        foreach (var (field, number) in ListFields.Of(after.Kind))
        {
            var old = before is null ? [] : EntriesOf(field, before);
            var now = EntriesOf(field, after);
            if (before is not null && old.SequenceEqual(now)) continue;
            var entries = ListFields.Table(field);
            foreach (var entry in old.Except(now))
                BindEntry(connection.Prepare($"DELETE FROM {entries} WHERE field = ?1 AND entry = ?2 AND node_created_at = ?3 AND node = ?4"), number, entry, after).Execute();
            foreach (var entry in now.Except(old))
                BindEntry(connection.Prepare($"INSERT INTO {entries} (field, entry, node_created_at, node) VALUES (?1, ?2, ?3, ?4)"), number, entry, after).Execute();
        }
    }

    private static object[] EntriesOf(Field field, Node node) => field.Read(node) switch
    {
        IReadOnlyList<NodeId> ids => [.. ids.Distinct().Select(id => (object)id.Value)],
        IReadOnlyList<string> texts => [.. texts.Distinct()],
        _ => [],
    };

    private static Command BindEntry(Command command, int field, object entry, Node node) =>
        command.Bind(1, (long)field).BindValue(2, entry).Bind(3, node.CreatedAt.ToUnixTimeMilliseconds()).Bind(4, node.Id.Value);

    private void WriteSnapshot(Node node)
    {
        if (node is not Source { Content: var content }) return;
        if (content.Snapshot is null) connection.Prepare("DELETE FROM snapshot WHERE source = ?1").Bind(1, node.Id.Value).Execute();
        else if (content.Snapshot.Text.Length > 0)
            connection.Prepare("INSERT INTO snapshot (source, text) VALUES (?1, ?2) ON CONFLICT (source) DO UPDATE SET text = excluded.text")
                .Bind(1, node.Id.Value).Bind(2, content.Snapshot.Text).Execute();
    }

    /// <summary>A statement is found by the words in which it was said, too.</summary>
    private void UpdateQuotes(NodeId statement) => connection.Prepare("""
        UPDATE statement SET quotes = (
          SELECT group_concat(exact, char(10)) FROM (
            SELECT DISTINCT exact FROM appearance WHERE statement = ?1 AND exact IS NOT NULL AND status <> 2 ORDER BY created_at, id LIMIT 100))
        WHERE id = ?1
        """).Bind(1, statement.Value).Execute();

    private void AppendEntry(LedgerEntry entry, IReadOnlyList<NodeId> results)
    {
        long first = 0, last = -1;
        foreach (var change in entry.Changes)
        {
            connection.Prepare("""INSERT INTO change (revision, action, node, "before", "after") VALUES (?1, ?2, ?3, ?4, ?5)""")
                .Bind(1, entry.Revision).Bind(2, (long)change.Action).Bind(3, change.Node.Value).Bind(4, change.Before).Bind(5, change.After).Execute();
            last = connection.LastInsertRowId;
            if (first == 0) first = last;
        }
        connection.Prepare("INSERT INTO ledger (revision, recorded_at, principal, reason, idempotency_key, results, first_change, last_change, previous_hash, hash, affected) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
            .Bind(1, entry.Revision).Bind(2, entry.RecordedAt.ToUnixTimeMilliseconds()).Bind(3, entry.Principal).Bind(4, entry.Reason)
            .Bind(5, entry.IdempotencyKey).Bind(6, entry.IdempotencyKey is null ? [] : WriteIds(results)).Bind(7, first).Bind(8, last)
            .Bind(9, entry.PreviousHash).Bind(10, entry.Hash).Bind(11, WriteIds(entry.Affected)).Execute();
    }

    private static byte[] WriteIds(IReadOnlyList<NodeId> ids) => MemoryMarshal.AsBytes<long>([.. ids.Select(id => id.Value)]).ToArray();
}
