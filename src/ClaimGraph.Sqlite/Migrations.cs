using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite;

/// <summary>Brings a file to the schema of this program: the numbered scripts of <c>schema/sqlite</c>, each once, each in a
/// transaction.</summary>
internal static class Migrations
{
    // "ClmG": says that the file is a ClaimGraph database and not one of another program.
    private const long ApplicationId = 0x436C6D47;

    private static readonly SchemaScript[] Scripts = SchemaScript.Of(typeof(Migrations).Assembly);

    /// <summary>The schema that this program writes.</summary>
    public static int Newest => Scripts[^1].Number;

    /// <summary>The first schema that can be brought to it: what was written before has other values.</summary>
    private static int Oldest => Scripts[0].Number;

    /// <exception cref="StoreUnavailableException">The file was written by a newer program or one before 0.1.0, or is another program's
    /// database.</exception>
    public static void Run(Connection connection, string path)
    {
        connection.Run("BEGIN"); // its parts are of one state, should another process be making the file right now
        var found = Check(connection, path);
        connection.Run("COMMIT");
        if (found == Newest)
            return;
        connection.Run("BEGIN IMMEDIATE");
        try
        {
            var current = Check(connection, path); // again, as another process may have been faster
            foreach (var script in Scripts)
                if (script.Number > current)
                    connection.Run(script.Text);
            connection.Run($"PRAGMA application_id = {ApplicationId}");
            connection.Run($"PRAGMA user_version = {Newest}");
            connection.Run("COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
                connection.Run("ROLLBACK");
            throw;
        }
    }

    /// <exception cref="StoreUnavailableException">
    /// The file is empty, another program's, or of another schema than this program's.
    /// </exception>
    public static void MustBeCurrent(Connection connection, string path)
    {
        var version = Check(connection, path);
        if (version == 0)
            throw new StoreUnavailableException($"'{path}' is not a ClaimGraph database; choose another file.");
        if (version < Newest)
            throw new StoreUnavailableException(
                $"'{path}' was written by an older ClaimGraph (schema {version}, this program knows {Newest}): "
                    + "serve it once, which updates it."
            );
    }

    private static int Check(Connection connection, string path)
    {
        var application = Pragma(connection, "application_id");
        var version = Pragma(connection, "user_version");
        var tables = connection.Prepare("SELECT count(*) FROM sqlite_schema").ReadNumber();
        if (application != ApplicationId && (application != 0 || version != 0 || tables != 0))
            throw new StoreUnavailableException($"'{path}' is not a ClaimGraph database; choose another file.");
        if (version > Newest)
            throw new StoreUnavailableException(
                $"'{path}' was written by a newer ClaimGraph (schema {version}, this program knows {Newest}): update the program."
            );
        if (version > 0 && version < Oldest)
            throw new StoreUnavailableException(
                $"'{path}' was written by a ClaimGraph before 0.1.0 (schema {version}), which computed other values: "
                    + "export it with that program and import the file into a new database."
            );
        return (int)version;
    }

    private static long Pragma(Connection connection, string name) => connection.Prepare($"PRAGMA {name}").ReadNumber();
}
