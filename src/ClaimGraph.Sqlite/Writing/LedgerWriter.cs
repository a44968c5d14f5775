using System.Runtime.InteropServices;
using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>Appends entries to the ledger.</summary>
internal static class LedgerWriter
{
    public static void Append(Connection connection, LedgerEntry entry, IReadOnlyList<NodeId> results)
    {
        var (first, last) = AppendChanges(connection, entry);
        var (before, after) = EntrySummary.Measure(entry.Changes);
        connection
            .Prepare(
                """
                INSERT INTO ledger (revision, recorded_at, principal, reason, idempotency_key, results,
                  first_change, last_change, previous_hash, hash, affected, bytes_before, bytes_after)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                """
            )
            .Bind(1, entry.Revision)
            .Bind(2, entry.RecordedAt.ToUnixTimeMilliseconds())
            .Bind(3, entry.Principal)
            .Bind(4, entry.Reason)
            .Bind(5, entry.IdempotencyKey)
            .Bind(6, entry.IdempotencyKey is null ? [] : Bytes(results))
            .Bind(7, first)
            .Bind(8, last)
            .Bind(9, entry.PreviousHash)
            .Bind(10, entry.Hash)
            .Bind(11, Bytes(entry.Affected))
            .Bind(12, before)
            .Bind(13, after)
            .Execute();
    }

    private static (long First, long Last) AppendChanges(Connection connection, LedgerEntry entry)
    {
        long first = 0,
            last = -1;
        foreach (var change in entry.Changes)
        {
            connection
                .Prepare("""INSERT INTO change (revision, action, node, "before", "after") VALUES (?1, ?2, ?3, ?4, ?5)""")
                .Bind(1, entry.Revision)
                .Bind(2, (long)change.Action)
                .Bind(3, change.Node.Value)
                .Bind(4, change.Before)
                .Bind(5, change.After)
                .Execute();
            last = connection.LastInsertRowId;
            if (first == 0)
                first = last;
        }
        return (first, last);
    }

    private static byte[] Bytes(IReadOnlyList<NodeId> ids) => MemoryMarshal.AsBytes<long>([.. ids.Select(id => id.Value)]).ToArray();
}
