using SQLitePCL;
using static SQLitePCL.raw;

namespace ClaimGraph.Sqlite.Native;

/// <summary>Two commits made the same id or key at the same time; the second is to be repeated with new ids.</summary>
internal sealed class TakenException(string detail)
    : ClaimGraphException($"An id or key was taken in the meantime; repeat the change. ({detail})");

/// <summary>Says what SQLite's result codes (https://sqlite.org/rescode.html) mean for the one who runs the store.</summary>
internal static class SqliteFailure
{
    public static ClaimGraphException From(sqlite3 database, int result)
    {
        var detail = sqlite3_errmsg(database).utf8_to_string();
        if ((result & 0xff) == SQLITE_CONSTRAINT)
            return new TakenException(detail);
        var code = sqlite3_extended_errcode(database);
        var meaning = code == SQLITE_READONLY_ROLLBACK ? HalfDone : Meaning(result & 0xff);
        return new StoreUnavailableException($"{meaning} (SQLite {code}: {detail})");
    }

    private const string HalfDone =
        "A program was ended while it wrote to the file. Open it once, with any command that may write, to undo what was left half done.";

    public static StoreUnavailableException From(int result, string path) =>
        new($"{Meaning(result & 0xff)} ('{path}', SQLite {result}: {sqlite3_errstr(result).utf8_to_string()})");

    private static string Meaning(int code) =>
        code switch
        {
            SQLITE_BUSY or SQLITE_LOCKED =>
                "The database is locked: another program is writing to it. Try again, or end the other program.",
            SQLITE_FULL => "The disk is full: nothing was written. Make room and try again.",
            SQLITE_READONLY => "The database cannot be written: the file or its folder is read-only.",
            SQLITE_CORRUPT or SQLITE_NOTADB => "The file is damaged or no ClaimGraph database. Restore it from a backup.",
            SQLITE_CANTOPEN => "The database file cannot be opened: the folder is missing or read-only, or access is denied.",
            SQLITE_IOERR => "The disk failed while the database was read or written.",
            SQLITE_PERM or SQLITE_AUTH => "Access to the database file is denied.",
            SQLITE_NOMEM => "There is not enough memory for the database.",
            SQLITE_TOOBIG => "A value is larger than the database takes.",
            _ => "The database refused.",
        };
}
