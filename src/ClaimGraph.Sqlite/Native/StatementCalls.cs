using System.Runtime.InteropServices;

namespace ClaimGraph.Sqlite.Native;

/// <summary>
/// SQLite's functions that bind, step and reset, called without the safe handle that SQLitePCLRaw counts up and down at each call: a node
/// has dozens of values to be bound. <see cref="Command"/> keeps the statement alive. Numbers are bound without a change of GC mode, too,
/// as <see cref="Columns"/> says; texts are not, as they are copied and can be long.
/// </summary>
internal static partial class StatementCalls
{
    private const string Library = "e_sqlite3";

    /// <summary>SQLite copies the bytes.</summary>
    private const nint Transient = -1;

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int sqlite3_bind_int64(nint statement, int position, long value);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int sqlite3_bind_double(nint statement, int position, double value);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial int sqlite3_bind_null(nint statement, int position);

    [LibraryImport(Library)]
    public static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_reset(nint statement);

    /// <summary>Binds a text in UTF-8.</summary>
    public static unsafe int BindText(nint statement, int position, ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = &NotNull(text))
            return sqlite3_bind_text(statement, position, bytes, text.Length, Transient);
    }

    public static unsafe int BindBlob(nint statement, int position, ReadOnlySpan<byte> blob)
    {
        fixed (byte* bytes = &NotNull(blob))
            return sqlite3_bind_blob(statement, position, bytes, blob.Length, Transient);
    }

    // A null pointer would bind NULL.
    private static ref readonly byte NotNull(ReadOnlySpan<byte> bytes) =>
        ref bytes.IsEmpty ? ref MemoryMarshal.GetReference("\0"u8) : ref MemoryMarshal.GetReference(bytes);

    [LibraryImport(Library)]
    private static unsafe partial int sqlite3_bind_text(nint statement, int position, byte* text, int length, nint destructor);

    [LibraryImport(Library)]
    private static unsafe partial int sqlite3_bind_blob(nint statement, int position, byte* blob, int length, nint destructor);
}
