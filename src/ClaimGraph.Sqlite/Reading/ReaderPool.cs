using System.Collections.Concurrent;
using System.Text.Json;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Connections for reading, as many as threads have read at the same time. Opening one and preparing its statements is paid
/// once.</summary>
/// <param name="writer">The connection that writes. If it is alone with the file, it reads, too, one thread after the other.</param>
internal sealed class ReaderPool(SqliteOptions options, Connection writer) : IDisposable
{
    private readonly ConcurrentStack<Connection> _idle = []; // the last one used has the pages that are asked for most

    // Reads nothing: it knows the file that was opened.
    private readonly Connection _first = writer.IsAlone ? writer : Connection.Open(options, writes: false);
    private volatile bool _disposed;

    /// <summary>Runs a read that consists of one statement.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, also in the middle of the statement.</exception>
    public TResult Run<TArgument, TResult>(TArgument argument, Func<Connection, TArgument, TResult> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return writer.IsAlone ? RunAlone(argument, read) : RunOnIdle(argument, read, cancellation);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            throw new StoreUnavailableException(
                $"The file is damaged: a row cannot be read ({failure.Message}). 'verify' says more.",
                failure
            );
        }
    }

    private TResult RunAlone<TArgument, TResult>(TArgument argument, Func<Connection, TArgument, TResult> read)
    {
        lock (writer)
            return _disposed ? throw Closed() : read(writer, argument);
    }

    private TResult RunOnIdle<TArgument, TResult>(
        TArgument argument,
        Func<Connection, TArgument, TResult> read,
        CancellationToken cancellation
    )
    {
        var connection = Take();
        connection.Cancellation = cancellation;
        try
        {
            var result = read(connection, argument);
            Return(connection);
            return result;
        }
        catch
        {
            connection.Dispose(); // it may stand in the middle of something
            throw;
        }
    }

    // What decoding a row throws. A store writes no rows that it cannot read.
    private static bool IsDamage(Exception failure) =>
        failure is FormatException or JsonException or OverflowException or IndexOutOfRangeException or ArgumentOutOfRangeException;

    /// <summary>Runs a read of several statements, which see the same state and take SQLite's read lock once.</summary>
    public TResult RunAtOnce<TArgument, TResult>(
        TArgument argument,
        Func<Connection, TArgument, TResult> read,
        CancellationToken cancellation
    ) =>
        writer.IsAlone
            ? Run(argument, read, cancellation) // nobody else can write in between
            : Run(
                (argument, read),
                static (connection, call) =>
                {
                    connection.Prepare("BEGIN").Execute();
                    var result = call.read(connection, call.argument);
                    connection.Prepare("COMMIT").Execute();
                    return result;
                },
                cancellation
            );

    private Connection Take()
    {
        if (_disposed)
            throw Closed();
        if (_idle.TryPop(out var connection))
            return connection;
        MustHaveItsFile();
        return Connection.Open(options, writes: false);
    }

    private static StoreUnavailableException Closed() => new("The store is closed.");

    /// <exception cref="StoreUnavailableException">The file was deleted, renamed or replaced since the store was opened.</exception>
    public void MustHaveItsFile()
    {
        lock (_first)
            if (!_disposed)
                _first.MustHaveItsFile();
    }

    private void Return(Connection connection)
    {
        connection.Cancellation = CancellationToken.None;
        connection.Trim();
        if (_disposed)
            connection.Dispose();
        else
            _idle.Push(connection);
    }

    public void Dispose()
    {
        lock (_first)
        {
            _disposed = true;
            if (_first != writer)
                _first.Dispose();
        }
        while (_idle.TryPop(out var connection))
            connection.Dispose();
    }
}
