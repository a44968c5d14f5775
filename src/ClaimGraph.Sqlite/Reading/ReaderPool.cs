using System.Collections.Concurrent;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Connections for reading, as many as threads have read at the same time. Opening one and preparing its statements is paid
/// once.</summary>
internal sealed class ReaderPool(SqliteOptions options) : IDisposable
{
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs a read that consists of one statement.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, also in the middle of the statement.</exception>
    public TResult Run<TArgument, TResult>(TArgument argument, Func<Connection, TArgument, TResult> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var connection = Take();
        try
        {
            TResult result;
            using (cancellation.UnsafeRegister(static c => ((Connection)c!).Interrupt(), connection))
                result = read(connection, argument);
            Return(connection);
            return result;
        }
        catch (Exception failure)
        {
            connection.Dispose(); // it may stand in the middle of something
            if (failure is StoreUnavailableException && cancellation.IsCancellationRequested)
                throw new OperationCanceledException(cancellation);
            throw;
        }
    }

    /// <summary>Runs a read of several statements, which see the same state and take SQLite's read lock once.</summary>
    public TResult RunAtOnce<TArgument, TResult>(
        TArgument argument,
        Func<Connection, TArgument, TResult> read,
        CancellationToken cancellation
    ) =>
        Run(
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
            throw new StoreUnavailableException("The store is closed.");
        return _idle.TryTake(out var connection) ? connection : Connection.Open(options, writes: false);
    }

    private void Return(Connection connection)
    {
        connection.Trim();
        if (_disposed || connection.IsInterrupted)
            connection.Dispose();
        else
            _idle.Add(connection);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }
}
