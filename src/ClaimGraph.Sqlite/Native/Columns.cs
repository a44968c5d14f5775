using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ClaimGraph.Sqlite.Native;

/// <summary>
/// SQLite's functions that only look at the row it stands on, called without the safe handle and the change of GC mode that SQLitePCLRaw
/// makes of each call: they take a few nanoseconds and never wait, and a page of nodes needs thousands of them. The library is the one
/// that SQLitePCLRaw brings.
/// </summary>
internal static partial class Columns
{
    private const string Library = "e_sqlite3";

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int sqlite3_column_int(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial double sqlite3_column_double(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static unsafe partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    private static partial int sqlite3_column_bytes(nint statement, int column);

    /// <summary>The bytes of a text or blob; valid until the next step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        var start = sqlite3_column_blob(statement, column);
        return new ReadOnlySpan<byte>(start, sqlite3_column_bytes(statement, column));
    }
}
