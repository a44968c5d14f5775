using System.Runtime.InteropServices;

namespace ClaimGraph.Sqlite.Native;

/// <summary>What SQLite knows about the file behind a connection.</summary>
internal static partial class DatabaseFile
{
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED

    [LibraryImport("e_sqlite3", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int sqlite3_file_control(nint database, string name, int control, int* result);

    /// <summary>
    /// True if the file was deleted, renamed or replaced while the connection had it open. Windows does not let that happen.
    /// </summary>
    public static unsafe bool HasMoved(nint database)
    {
        var moved = 0;
        return sqlite3_file_control(database, "main", HasMovedControl, &moved) == 0 && moved != 0;
    }
}
