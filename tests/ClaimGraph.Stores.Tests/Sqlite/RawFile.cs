using Microsoft.Data.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>A database file as another program sees it.</summary>
internal sealed class RawFile : IDisposable
{
    private readonly SqliteConnection _connection;

    public RawFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
    }

    public object? Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _connection.Dispose();
}
