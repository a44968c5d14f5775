using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ClaimGraph.Embeddings;

/// <summary>
/// The embeddings of texts by one model, in a SQLite file. A text is known by its SHA-256 hash. Nothing is lost with the file but the time
/// to ask the model again.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private const int MostAtOnce = 500;

    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    private VectorFile(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the file, or makes it. What another model gave is dropped.</summary>
    /// <exception cref="ClaimGraphException">The file cannot be opened, or is something else.</exception>
    public static VectorFile Open(string path, string model)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Prepare(connection, model);
            return new VectorFile(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new ClaimGraphException(
                $"The file '{path}' cannot be used for embeddings: {e.Message} Name another with Embeddings:Path.",
                e
            );
        }
    }

    private static void Prepare(SqliteConnection connection, string model)
    {
        // Embeddings can be had again, so a commit need not wait for the disk.
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000;");
        Run(
            connection,
            """
            CREATE TABLE IF NOT EXISTS embedding_model (name TEXT PRIMARY KEY);
            CREATE TABLE IF NOT EXISTS embedding (text_hash BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
            """
        );
        Run(connection, "DELETE FROM embedding WHERE NOT EXISTS (SELECT 1 FROM embedding_model WHERE name = $model)", ("$model", model));
        Run(connection, "DELETE FROM embedding_model WHERE name <> $model", ("$model", model));
        Run(connection, "INSERT OR IGNORE INTO embedding_model (name) VALUES ($model)", ("$model", model));
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    /// <summary>The vectors of texts, in their order; null for those that are not known.</summary>
    public Vector?[] Find(IReadOnlyList<string> texts)
    {
        using var hold = _lock.EnterScope();
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT vector FROM embedding WHERE text_hash = $hash";
        var hash = command.Parameters.Add("$hash", SqliteType.Blob);
        var vectors = new Vector?[texts.Count];
        for (var i = 0; i < vectors.Length; i++)
        {
            hash.Value = HashOf(texts[i]);
            vectors[i] = command.ExecuteScalar() is byte[] bytes ? Vector.Of(bytes) : null;
        }
        return vectors;
    }

    /// <summary>Keeps vectors.</summary>
    public void Keep(IEnumerable<(string Text, Vector Vector)> embedded)
    {
        using var hold = _lock.EnterScope();
        foreach (var some in embedded.Chunk(MostAtOnce))
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var (text, vector) in some)
                Run(
                    _connection,
                    "INSERT OR REPLACE INTO embedding (text_hash, vector) VALUES ($hash, $vector)",
                    ("$hash", HashOf(text)),
                    ("$vector", vector.Bytes.ToArray())
                );
            transaction.Commit();
        }
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        using var hold = _lock.EnterScope();
        _connection.Dispose();
    }
}
