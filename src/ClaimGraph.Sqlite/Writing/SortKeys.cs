using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>Writes the stored sort keys anew when the collation has changed, as it can with a new version of ICU.</summary>
internal static class SortKeys
{
    public static void Renew(Connection connection)
    {
        if (connection.Prepare("SELECT count(*) FROM collation WHERE version = ?1").Bind(1, Collation.Version).ReadNumber() == 1)
            return;
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            foreach (var table in NodeTable.All.OfType<NodeTable>())
            foreach (var field in table.Collated)
                Renew(connection, table.Name, SqlName.Of(field), SqlName.Of(field.SortKey!));
            connection.Run("DELETE FROM collation");
            connection.Prepare("INSERT INTO collation (version) VALUES (?1)").Bind(1, Collation.Version).Execute();
            connection.Run("COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
                connection.Run("ROLLBACK");
            throw;
        }
    }

    // The rows are read in the order of their ids, which the update does not change.
    private static void Renew(Connection connection, string table, string text, string sortKey)
    {
        var rows = connection.Prepare($"SELECT id, {text} FROM {table} WHERE {text} IS NOT NULL ORDER BY id");
        var update = connection.Prepare($"UPDATE {table} SET {sortKey} = ?2 WHERE id = ?1");
        while (rows.Step())
            update.Bind(1, rows.Long(0)).Bind(2, Collation.KeyOf(rows.Text(1))).Execute();
        rows.Reset();
    }
}
