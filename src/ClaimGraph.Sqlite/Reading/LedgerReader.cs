using System.Runtime.InteropServices;
using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

internal static class LedgerReader
{
    private const string Entry = """
        SELECT revision, recorded_at, principal, reason, idempotency_key, first_change, last_change, previous_hash, hash, results, affected,
          bytes_before, bytes_after
        FROM ledger
        """;
    private const string Changes = """SELECT action, node, "before", "after" FROM change""";

    public static List<LedgerEntry> After(Connection connection, long after, int first)
    {
        var command = connection.Prepare($"{Entry} WHERE revision > ?1 ORDER BY revision LIMIT ?2").Bind(1, after).Bind(2, first);
        var entries = new List<LedgerEntry>();
        while (command.Step())
            entries.Add(
                Read(
                    command,
                    ReadChanges(
                        connection
                            .Prepare($"{Changes} WHERE ordinal BETWEEN ?1 AND ?2 ORDER BY ordinal")
                            .Bind(1, command.Long(5))
                            .Bind(2, command.Long(6))
                    )
                )
            );
        command.Reset();
        return entries;
    }

    public static List<EntrySummary> Summaries(Connection connection, long after, int first)
    {
        var command = connection.Prepare($"{Entry} WHERE revision > ?1 ORDER BY revision LIMIT ?2").Bind(1, after).Bind(2, first);
        var summaries = new List<EntrySummary>();
        while (command.Step())
            summaries.Add(new EntrySummary(Read(command, []), command.Long(11), command.Long(12)));
        command.Reset();
        return summaries;
    }

    public static List<LedgerEntry> History(Connection connection, IReadOnlyList<NodeId> nodes, long before, int first)
    {
        var changed = nodes.SelectMany(node => Revisions(connection, node, before, first)).ToLookup(c => c.Revision, c => c.Node);
        return
        [
            .. changed
                .Select(c => c.Key)
                .OrderDescending()
                .Take(first)
                .Select(revision => ReadEntry(connection, revision, changed[revision].Order())),
        ];
    }

    /// <summary>The newest revisions before another that changed a node.</summary>
    private static List<(long Revision, NodeId Node)> Revisions(Connection connection, NodeId node, long before, int first)
    {
        var command = connection
            .Prepare("SELECT revision FROM change WHERE node = ?1 AND revision < ?2 ORDER BY revision DESC LIMIT ?3")
            .Bind(1, node.Value)
            .Bind(2, before)
            .Bind(3, first);
        var revisions = new List<(long, NodeId)>();
        while (command.Step())
            revisions.Add((command.Long(0), node));
        command.Reset();
        return revisions;
    }

    /// <summary>One entry with its changes to some nodes.</summary>
    private static LedgerEntry ReadEntry(Connection connection, long revision, IEnumerable<NodeId> nodes)
    {
        var command = connection.Prepare($"{Entry} WHERE revision = ?1").Bind(1, revision);
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
            row.Blob(7),
            row.Blob(8)
        )
        {
            Results = ReadIds(row.Blob(9)),
            Affected = ReadIds(row.Blob(10)),
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
