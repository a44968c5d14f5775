using System.Runtime.InteropServices;
using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

internal static class LedgerReader
{
    private const string Columns = "revision, recorded_at, principal, reason, idempotency_key, previous_hash, hash";
    private const string Entry = $"SELECT {Columns}, results, affected, first_change, last_change, bytes_before, bytes_after FROM ledger";
    private const string Own = $"SELECT {Columns} FROM ledger WHERE revision = ?1"; // the ids of an entry can fill many pages of the file
    private const string Changes = """SELECT action, node, "before", "after" FROM change""";

    public static List<LedgerEntry> After(Connection connection, long after, int first)
    {
        var command = EntriesAfter(connection, after, first);
        var entries = new List<LedgerEntry>();
        while (command.Step())
            entries.Add(
                ReadWhole(
                    command,
                    ReadChanges(
                        connection
                            .Prepare($"{Changes} WHERE ordinal BETWEEN ?1 AND ?2 ORDER BY ordinal")
                            .Bind(1, command.Long(9))
                            .Bind(2, command.Long(10))
                    )
                )
            );
        command.Reset();
        return entries;
    }

    public static List<EntrySummary> Summaries(Connection connection, long after, int first)
    {
        var command = EntriesAfter(connection, after, first);
        var summaries = new List<EntrySummary>();
        while (command.Step())
            summaries.Add(new EntrySummary(ReadWhole(command, []), command.Long(11), command.Long(12)));
        command.Reset();
        return summaries;
    }

    private static Command EntriesAfter(Connection connection, long after, int first) =>
        new SqlText().Append($"{Entry} WHERE revision > ").Value(after).Append(" ORDER BY revision").Limit(first).Prepare(connection);

    public static List<LedgerEntry> History(Connection connection, IReadOnlyList<NodeId> nodes, long before, int first)
    {
        var newest = new SqlText()
            .Append("SELECT revision FROM change WHERE node = ")
            .Slot(out var slot)
            .Append(" AND revision < ")
            .Value(before)
            .Append(" ORDER BY revision DESC")
            .Limit(first)
            .Prepare(connection);
        var changed = nodes
            .SelectMany(node => Revisions(newest.Bind(slot, node.Value)).Select(revision => (Revision: revision, Node: node)))
            .ToLookup(c => c.Revision, c => c.Node);
        return
        [
            .. changed
                .Select(c => c.Key)
                .OrderDescending()
                .Take(first)
                .Select(revision => ReadEntry(connection, revision, changed[revision].Order())),
        ];
    }

    private static List<long> Revisions(Command command)
    {
        var revisions = new List<long>();
        while (command.Step())
            revisions.Add(command.Long(0));
        command.Reset();
        return revisions;
    }

    /// <summary>One entry with its changes to some nodes.</summary>
    private static LedgerEntry ReadEntry(Connection connection, long revision, IEnumerable<NodeId> nodes)
    {
        var command = connection.Prepare(Own).Bind(1, revision);
        command.Step();
        Change[] changes =
        [
            .. nodes.SelectMany(node =>
                ReadChanges(connection.Prepare($"{Changes} WHERE node = ?1 AND revision = ?2").Bind(1, node.Value).Bind(2, revision))
            ),
        ];
        var entry = Read(command, changes);
        command.Reset();
        return entry;
    }

    private static LedgerEntry Read(Command row, IReadOnlyList<Change> changes) =>
        new(
            row.Long(0),
            DateTimeOffset.FromUnixTimeMilliseconds(row.Long(1)),
            row.Text(2),
            row.TextOrNull(3),
            row.TextOrNull(4),
            changes,
            row.Blob(5),
            row.Blob(6)
        );

    private static LedgerEntry ReadWhole(Command row, IReadOnlyList<Change> changes) =>
        Read(row, changes) with
        {
            Results = ReadIds(row.Blob(7)),
            Affected = ReadIds(row.Blob(8)),
        };

    /// <summary>Ids as <c>ledger.results</c> and <c>ledger.affected</c> hold them.</summary>
    public static NodeId[] ReadIds(byte[] bytes)
    {
        var values = MemoryMarshal.Cast<byte, long>(bytes);
        var ids = new NodeId[values.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = NodeId.FromValue(values[i]);
        return ids;
    }

    private static List<Change> ReadChanges(Command command)
    {
        var changes = new List<Change>();
        while (command.Step())
            changes.Add(
                new Change((ChangeAction)command.Int(0), NodeId.FromValue(command.Long(1)), command.TextOrNull(2), command.Text(3))
            );
        command.Reset();
        return changes;
    }
}
