using System.Runtime.InteropServices;

namespace ClaimGraph.Sqlite.Native;

/// <summary>What SQLite knows about the file behind a connection.</summary>
internal static partial class DatabaseFile
{
    private const int FilePointerControl = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED
    private const int NormalSync = 2; // SQLITE_SYNC_NORMAL
    private const int SyncMethod = 5; // after the version, xClose, xRead, xWrite and xTruncate

    [LibraryImport("e_sqlite3", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int sqlite3_file_control(nint database, string name, int control, void* result);

    /// <summary>
    /// True if the file was deleted, renamed or replaced while the connection had it open. Windows does not let that happen.
    /// </summary>
    public static unsafe bool HasMoved(nint database)
    {
        var moved = 0;
        return sqlite3_file_control(database, "main", HasMovedControl, &moved) == 0 && moved != 0;
    }

    /// <summary>Brings what was written to the file to the disk, by the file that SQLite itself has open: closing another handle of it
    /// would give back the locks of all connections of the process.</summary>
    /// <returns>A result code of SQLite.</returns>
    public static unsafe int Sync(nint database)
    {
        void** file = null; // sqlite3_file, https://www.sqlite.org/c3ref/file.html
        if (sqlite3_file_control(database, "main", FilePointerControl, &file) is var result and not 0)
            return result;
        var methods = (void**)*file; // sqlite3_io_methods, https://www.sqlite.org/c3ref/io_methods.html
        var sync = (delegate* unmanaged[Cdecl]<void*, int, int>)methods[SyncMethod];
        return sync(file, NormalSync);
    }
}
