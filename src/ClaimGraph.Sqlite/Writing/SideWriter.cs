using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// Writes what is kept beside the graph. That is written seldom, so on a connection of its own and not in the groups of commits, unless
/// the <paramref name="writer"/> is alone with the file. Safe for many threads.
/// </summary>
internal sealed class SideWriter(SqliteOptions options, ReaderPool readers, Connection writer) : IDisposable
{
    private readonly Lock _writing = new();
    private Connection? _connection;
    private bool _disposed;

    /// <summary>Writes, one caller after the other.</summary>
    /// <exception cref="StoreUnavailableException">The store is closed, or has lost its file.</exception>
    public void Write<TArgument>(TArgument argument, Action<Connection, TArgument> write)
    {
        lock (_writing)
        {
            if (_disposed)
                throw new StoreUnavailableException("The store is closed.");
            readers.MustHaveItsFile();
            if (!writer.IsAlone)
                write(_connection ??= Connection.Open(options, writes: true), argument);
            else
                lock (writer)
                    write(writer, argument);
        }
    }

    /// <summary>A copy or an import has a transaction open already; this is then a part of it.</summary>
    public static void InTransaction(Connection connection, Action write)
    {
        var isPart = connection.InTransaction;
        connection.Run(isPart ? "SAVEPOINT side" : "BEGIN IMMEDIATE");
        try
        {
            write();
            connection.Run(isPart ? "RELEASE side" : "COMMIT");
        }
        catch
        {
            if (connection.InTransaction)
                connection.Run(isPart ? "ROLLBACK TO side; RELEASE side" : "ROLLBACK");
            throw;
        }
    }

    public void Dispose()
    {
        lock (_writing)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }
}
