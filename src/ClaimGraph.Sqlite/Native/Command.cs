using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace ClaimGraph.Sqlite.Native;

/// <summary>A prepared SQL statement. Belongs to one connection and is used by one thread at a time.</summary>
internal sealed class Command(Connection connection, sqlite3 database, sqlite3_stmt handle, string sql) : IDisposable
{
    private readonly int _columns = sqlite3_column_count(handle);
    private readonly nint _statement = handle.DangerousGetHandle(); // valid until Dispose, which is the end of this object's use
    private bool _isRunning;

    public string Sql => sql;

    /// <summary>Binds by position, starting with 1.</summary>
    public Command Bind(int position, long value)
    {
        _ = StatementCalls.sqlite3_bind_int64(_statement, position, value);
        return this;
    }

    public Command Bind(int position, long? value) => value is { } some ? Bind(position, some) : BindNull(position);

    public Command BindNull(int position)
    {
        _ = StatementCalls.sqlite3_bind_null(_statement, position);
        return this;
    }

    public Command Bind(int position, double value)
    {
        _ = StatementCalls.sqlite3_bind_double(_statement, position, value);
        return this;
    }

    public Command Bind(int position, string? value)
    {
        if (value is null)
            return BindNull(position);
        BindText(position, value);
        return this;
    }

    public Command Bind(int position, byte[] value)
    {
        StatementCalls.BindBlob(_statement, position, value);
        return this;
    }

    /// <summary>Binds what a filter or cursor compares with: long, double, string or null.</summary>
    public Command BindValue(int position, object? value) =>
        value switch
        {
            null => BindNull(position),
            long number => Bind(position, number),
            double number => Bind(position, number),
            string text => Bind(position, text),
            _ => throw new ArgumentException($"{value.GetType()} cannot be bound.", nameof(value)),
        };

    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="StoreUnavailableException">The database refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public bool Step()
    {
        connection.Cancellation.ThrowIfCancellationRequested();
        _isRunning = true;
        var result = StatementCalls.sqlite3_step(_statement);
        if (result == SQLITE_ROW)
            return true;
        if (result == SQLITE_DONE)
            return false;
        connection.Cancellation.ThrowIfCancellationRequested();
        var failure = SqliteFailure.From(database, result);
        Reset();
        throw failure;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Execute()
    {
        while (Step()) { }
        Reset();
    }

    /// <summary>Runs a statement that gives one number; 0 when it gives no row or NULL.</summary>
    public long ReadNumber()
    {
        var number = Step() ? Long(0) : 0;
        Reset();
        return number;
    }

    /// <summary>Reads all rows.</summary>
    public List<T> ReadAll<T>(Func<Command, T> read)
    {
        var all = new List<T>();
        while (Step())
            all.Add(read(this));
        Reset();
        return all;
    }

    /// <summary>Ready to be bound and run again; what is bound stays.</summary>
    public Command Reset()
    {
        if (_isRunning)
            _ = StatementCalls.sqlite3_reset(_statement);
        _isRunning = false;
        return this;
    }

    /// <summary>How the value is stored: SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL.</summary>
    public int Type(int column) => Columns.sqlite3_column_type(_statement, column);

    public bool IsNull(int column) => Type(column) == SQLITE_NULL;

    public long Long(int column) => Columns.sqlite3_column_int64(_statement, column);

    public int Int(int column) => Columns.sqlite3_column_int(_statement, column);

    public bool Bool(int column) => Columns.sqlite3_column_int(_statement, column) != 0;

    public double Double(int column) => Columns.sqlite3_column_double(_statement, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Columns.sqlite3_column_int64(_statement, column);

    /// <summary>A time that is kept in milliseconds since 1970 UTC.</summary>
    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Long(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => Utf8(column).ToArray();

    /// <summary>The bytes of a text; valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => Columns.Bytes(_statement, column);

    public int ColumnCount => _columns;

    public string NameOf(int column) => sqlite3_column_name(handle, column).utf8_to_string();

    public void Dispose() => handle.Dispose();

    [SkipLocalsInit] // most texts are short, and there are dozens for each node
    private void BindText(int position, string value)
    {
        const int onStack = 4096;
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> bytes = size <= onStack ? stackalloc byte[onStack] : new byte[size];
        var written = Encoding.UTF8.GetBytes(value, bytes);
        StatementCalls.BindText(_statement, position, bytes[..written]);
    }
}
