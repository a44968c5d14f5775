using SQLitePCL;
using static SQLitePCL.raw;

namespace ClaimGraph.Sqlite.Native;

/// <summary>One connection to the file, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    // Filters are written into the SQL text, so the number of different texts has no bound of its own.
    private const int MaxCommands = 500;

    // 256 MiB, for when Writing/Checkpoints.cs cannot keep up.
    private const int LongestLog = 65_536;

    private const int WaitForReaders = 100; // milliseconds, so that a log can start again

    private const int PagesAtOnce = 4_096; // of a copy, which can be cancelled in between

    // A transaction that changes pages all over the file writes those that find no room here more than once.
    private const int MegabytesAlone = 256;

    // A reader's part of the page cache: with 4 MiB instead of 16, lists take 2 % longer, and 24 requests that read at the same moment have
    // as many connections. Mapping the file instead lets through a tenth more, but each connection maps it anew, and the pages of the
    // mappings count as memory of the process: 1.2 GiB, and twice the time for the slowest in a hundred.
    private const int ReaderShare = 4;

    // Between two looks at the cancellation within a row. They take some 20 µs, and a look takes less than 100 ns.
    private const int InstructionsBetweenLooks = 1_000;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Command> _commands = [];
    private int _busyTimeout; // milliseconds

    static Connection()
    {
        Batteries_V2.Init();
        // Statistics of memory cost a lock at every allocation, and nothing here reads them. Refused, harmlessly, when SQLite is in use
        // already.
        _ = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private Connection(sqlite3 handle) => _handle = handle;

    /// <param name="creates">Whether to make the file if it does not exist.</param>
    /// <exception cref="StoreUnavailableException">The file cannot be opened.</exception>
    public static Connection Open(SqliteOptions options, bool writes, bool creates = false)
    {
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (creates ? SQLITE_OPEN_CREATE : 0);
        var result = sqlite3_open_v2(options.Path, out var handle, flags, null);
        if (result != SQLITE_OK)
        {
            handle.Dispose();
            throw SqliteFailure.From(result, options.Path);
        }
        var connection = new Connection(handle);
        try
        {
            connection.Configure(options, writes);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file so that nothing is written, neither to it nor beside it.</summary>
    /// <exception cref="StoreUnavailableException">The file cannot be opened.</exception>
    public static Connection OpenReadOnly(string path)
    {
        // Without a log or journal beside it no program has the file open, so it needs no locks. Otherwise the log is read, too.
        var log = Path.Exists(path + "-wal") || Path.Exists(path + "-journal") ? "" : "&immutable=1";
        var uri = $"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?mode=ro{log}";
        var result = sqlite3_open_v2(uri, out var handle, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, null);
        if (result != SQLITE_OK)
        {
            handle.Dispose();
            throw SqliteFailure.From(result, path);
        }
        var connection = new Connection(handle);
        connection.Run("PRAGMA temp_store = MEMORY");
        connection.Run("PRAGMA trusted_schema = OFF");
        connection.Run("PRAGMA cell_size_check = ON");
        return connection;
    }

    /// <summary>
    /// Ends what runs on the connection. It is looked at before each row and, while SQLite looks for a row, after some instructions:
    /// sqlite3_interrupt would be forgotten between two statements.
    /// </summary>
    public CancellationToken Cancellation { get; set; }

    private void Configure(SqliteOptions options, bool writes)
    {
        _busyTimeout = (int)options.BusyTimeout.TotalMilliseconds;
        sqlite3_busy_timeout(_handle, _busyTimeout);
        if (writes)
        {
            // SQLite opens a file that it may not write all the same; better to hear of it now than with the first commit.
            if (sqlite3_db_readonly(_handle, "main") == 1)
                throw SqliteFailure.From(SQLITE_READONLY, options.Path);
            UseLog();
            Run($"PRAGMA wal_autocheckpoint = {LongestLog}");
        }
        else
        {
            Run("PRAGMA query_only = ON");
            sqlite3_progress_handler(_handle, InstructionsBetweenLooks, IsCancelled, this);
        }
        Run($"PRAGMA synchronous = {(options.Durability == Durability.Full ? "FULL" : "NORMAL")}");
        Run($"PRAGMA cache_size = -{options.CacheMegabytes * 1024L / (writes ? 1 : ReaderShare)}");
        Run("PRAGMA temp_store = MEMORY");
        Run("PRAGMA trusted_schema = OFF");
        sqlite3_create_function(_handle, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, null, Fold);
    }

    // Of two that open a new file at once, one has to wait while the other changes the mode of the file. SQLite does not wait there, as it
    // holds a lock already, but refuses. It waits for a transaction.
    private void UseLog()
    {
        while (sqlite3_exec(_handle, "PRAGMA journal_mode = WAL") is var result and not SQLITE_OK)
        {
            if ((result & 0xff) != SQLITE_BUSY)
                throw SqliteFailure.From(_handle, result);
            Run("BEGIN EXCLUSIVE; ROLLBACK");
        }
    }

    /// <summary>True after <see cref="TryTakeAlone"/>.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>
    /// Keeps other connections away until this one is closed, and writes to the file itself instead of to a log first, which halves what is
    /// written. A transaction that is cut off is undone by whoever opens the file next, with the journal that stands beside it.
    /// </summary>
    /// <returns>False if another connection has the file open; then nothing is changed.</returns>
    public bool TryTakeAlone(SqliteOptions options)
    {
        sqlite3_busy_timeout(_handle, 0);
        Run("PRAGMA locking_mode = EXCLUSIVE");
        IsAlone = sqlite3_exec(_handle, "PRAGMA journal_mode = TRUNCATE") == SQLITE_OK;
        sqlite3_busy_timeout(_handle, _busyTimeout);
        if (IsAlone)
        {
            Run($"PRAGMA cache_size = -{Math.Max(options.CacheMegabytes, MegabytesAlone) * 1024L}");
        }
        else
        {
            Run("PRAGMA locking_mode = NORMAL");
            Prepare("SELECT count(*) FROM sqlite_schema").ReadNumber(); // the lock is given back with the next read
        }
        return IsAlone;
    }

    /// <summary>Lets other connections in again.</summary>
    public void GiveBack()
    {
        Run("PRAGMA locking_mode = NORMAL");
        UseLog();
    }

    /// <summary>The prepared statement of this text, ready to be bound.</summary>
    public Command Prepare(string sql)
    {
        if (_commands.TryGetValue(sql, out var known))
            return known.Reset();
        var result = sqlite3_prepare_v3(_handle, sql, SQLITE_PREPARE_PERSISTENT, out var handle);
        if (result != SQLITE_OK)
            throw SqliteFailure.From(_handle, result);
        return _commands[sql] = new Command(this, _handle, handle, sql);
    }

    /// <summary>Forgets the prepared statements when there are too many. Not while one is being read.</summary>
    public void Trim()
    {
        if (_commands.Count > MaxCommands)
            Clear();
    }

    /// <summary>Runs SQL text, several statements too, that gives no rows worth reading.</summary>
    public void Run(string sql)
    {
        var result = sqlite3_exec(_handle, sql);
        if (result != SQLITE_OK)
            throw SqliteFailure.From(_handle, result);
    }

    /// <summary>How many pages were written to the log or the file, as a number that starts again from below.</summary>
    public int PagesWritten => sqlite3_db_status(_handle, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0) == SQLITE_OK ? pages : 0;

    /// <summary>Copies from the log into the file what no reader stands in the way of.</summary>
    /// <param name="restarts">Waits a little for readers, so that the next commit can write to the beginning of the log.</param>
    /// <returns>How many pages of the log, from its beginning, are copied now; -1 if a reader stood in the way.</returns>
    public int Checkpoint(bool restarts)
    {
        sqlite3_busy_timeout(_handle, restarts ? WaitForReaders : 0);
        var result = sqlite3_wal_checkpoint_v2(
            _handle,
            "main",
            restarts ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
            out _,
            out var copied
        );
        sqlite3_busy_timeout(_handle, _busyTimeout);
        if (result is not (SQLITE_OK or SQLITE_BUSY))
            throw SqliteFailure.From(_handle, result);
        return result == SQLITE_OK ? copied : -1;
    }

    /// <summary>Brings to the disk what was copied out of the log. SQLite does so itself only where a copy reaches the end of the log,
    /// which it does not while others commit.</summary>
    public void Sync()
    {
        if (DatabaseFile.Sync(_handle.DangerousGetHandle()) is var result and not SQLITE_OK)
            throw SqliteFailure.From(_handle, result);
    }

    /// <summary>True while a transaction is open; SQLite ends it by itself when the disk is full.</summary>
    public bool InTransaction => sqlite3_get_autocommit(_handle) == 0;

    /// <exception cref="StoreUnavailableException">The file was deleted, renamed or replaced since it was opened. What is written to it
    /// would be lost with the last process that has it open.</exception>
    public void MustHaveItsFile()
    {
        if (DatabaseFile.HasMoved(_handle.DangerousGetHandle()))
            throw new StoreUnavailableException(
                "The database file was deleted, renamed or replaced while it was in use. Nothing is written any more; "
                    + "put the file back or restore a backup, and start the server again."
            );
    }

    public long LastInsertRowId => sqlite3_last_insert_rowid(_handle);

    /// <summary>Copies the whole database, as it is at one moment, into a new file, which has its name only once it is complete and on
    /// disk.</summary>
    /// <exception cref="StoreUnavailableException">The copy cannot be written; nothing is left of it.</exception>
    public void BackUpTo(string path)
    {
        var part = path + ".part";
        File.Delete(part); // of an attempt that was cut off
        try
        {
            CopyTo(part);
            File.Move(part, path);
        }
        catch (Exception e)
        {
            foreach (var file in (string[])[part, part + "-journal", part + "-wal", part + "-shm"])
                File.Delete(file);
            if (e is IOException or UnauthorizedAccessException)
                throw new StoreUnavailableException($"The copy cannot be written: {e.Message}", e);
            throw;
        }
    }

    private void CopyTo(string path)
    {
        Prepare("SELECT count(*) FROM sqlite_schema").ReadNumber(); // from here on the transaction sees one state
        var result = sqlite3_open_v2(path, out var target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, null);
        using (target)
        {
            if (result != SQLITE_OK)
                throw SqliteFailure.From(result, path);
            using var backup = sqlite3_backup_init(target, "main", _handle, "main");
            if (backup.IsInvalid)
                throw SqliteFailure.From(target, sqlite3_errcode(target));
            do
            {
                Cancellation.ThrowIfCancellationRequested();
                result = sqlite3_backup_step(backup, PagesAtOnce);
            } while (result == SQLITE_OK);
            if (result != SQLITE_DONE)
                throw SqliteFailure.From(result, path);
        }
    }

    public void Dispose()
    {
        Clear();
        _handle.Dispose();
    }

    private void Clear()
    {
        foreach (var statement in _commands.Values)
            statement.Dispose();
        _commands.Clear();
    }

    private static int IsCancelled(object connection) => ((Connection)connection).Cancellation.IsCancellationRequested ? 1 : 0;

    private static void Fold(sqlite3_context context, object user, sqlite3_value[] arguments)
    {
        if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
            sqlite3_result_null(context);
        else
            sqlite3_result_text(context, NormalisedText.Fold(sqlite3_value_text(arguments[0]).utf8_to_string()));
    }
}
