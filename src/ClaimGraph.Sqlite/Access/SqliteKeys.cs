using ClaimGraph.Access;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Writing;

namespace ClaimGraph.Sqlite.Access;

/// <summary>The keys in the table <c>api_key</c>.</summary>
internal sealed class SqliteKeys(ReaderPool readers, SideWriter writer) : IKeyStore
{
    private const string Columns = "id, name, role, hash, created_by, created_at, expires_at, revoked_at, last_used_at, seal";

    public ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation = default) => new(readers.Run(id, Find, cancellation));

    public ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default) =>
        new(
            readers.Run(
                (after, first),
                static (connection, asked) =>
                    connection
                        .Prepare(
                            $"""
                            SELECT {Columns} FROM api_key WHERE ?1 IS NULL OR NOT EXISTS (SELECT 1 FROM api_key WHERE id = ?1)
                              OR (created_at, id) < (SELECT created_at, id FROM api_key WHERE id = ?1)
                            ORDER BY created_at DESC, id DESC LIMIT ?2
                            """
                        )
                        .Bind(1, asked.after)
                        .Bind(2, asked.first)
                        .ReadAll(Read),
                cancellation
            )
        );

    public ValueTask<IReadOnlyList<string>> RegisteredAsync(CancellationToken cancellation = default) =>
        new(readers.Run(0, static (connection, _) => Registered(connection), cancellation));

    public ValueTask AddAsync(ApiKey key, CancellationToken cancellation = default)
    {
        writer.Write(key, static (connection, key) => SideWriter.InTransaction(connection, () => Add(connection, key)));
        return default;
    }

    public ValueTask<bool> AddFirstAsync(ApiKey key, CancellationToken cancellation = default)
    {
        var added = false;
        writer.Write(
            key,
            (connection, key) =>
                SideWriter.InTransaction(
                    connection,
                    () =>
                    {
                        added = connection.Prepare("SELECT count(*) FROM api_key").ReadNumber() == 0;
                        if (added)
                            Add(connection, key);
                    }
                )
        );
        return new(added);
    }

    private static void Add(Connection connection, ApiKey key)
    {
        Bind(connection.Prepare($"INSERT INTO api_key ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"), key).Execute();
        connection.Prepare("INSERT INTO api_key_register VALUES (?1)").Bind(1, key.Id).Execute();
    }

    public ValueTask<ApiKey?> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        writer.Write(
            (id, at),
            static (connection, asked) =>
            {
                if (Find(connection, asked.id) is { RevokedAt: null } key)
                    connection
                        .Prepare("UPDATE api_key SET revoked_at = ?2, seal = ?3 WHERE id = ?1 AND revoked_at IS NULL")
                        .Bind(1, asked.id)
                        .Bind(2, asked.at.ToUnixTimeMilliseconds())
                        .Bind(3, key.Revoked(asked.at).Seal)
                        .Execute();
            }
        );
        return FindAsync(id, cancellation);
    }

    public ValueTask NoteUseAsync(string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        writer.Write(
            (id, at),
            static (connection, asked) =>
                connection
                    .Prepare("UPDATE api_key SET last_used_at = ?2 WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)")
                    .Bind(1, asked.id)
                    .Bind(2, asked.at.ToUnixTimeMilliseconds())
                    .Execute()
        );
        return default;
    }

    private static Command Bind(Command command, ApiKey key) =>
        command
            .Bind(1, key.Id)
            .Bind(2, key.Name)
            .Bind(3, (long)key.Role)
            .Bind(4, key.Hash)
            .Bind(5, key.CreatedBy)
            .Bind(6, key.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(7, key.ExpiresAt?.ToUnixTimeMilliseconds())
            .Bind(8, key.RevokedAt?.ToUnixTimeMilliseconds())
            .Bind(9, key.LastUsedAt?.ToUnixTimeMilliseconds())
            .Bind(10, key.Seal);

    private static ApiKey? Find(Connection connection, string id) =>
        connection.Prepare($"SELECT {Columns} FROM api_key WHERE id = ?1").Bind(1, id).ReadAll(Read) is [var key] ? key : null;

    /// <summary>All keys of a file.</summary>
    public static List<ApiKey> All(Connection connection) => connection.Prepare($"SELECT {Columns} FROM api_key ORDER BY id").ReadAll(Read);

    /// <summary>The ids of all keys that were ever added to a file.</summary>
    public static IReadOnlyList<string> Registered(Connection connection) =>
        connection.Prepare("SELECT id FROM api_key_register").ReadAll(static command => command.Text(0));

    private static ApiKey Read(Command command) =>
        new()
        {
            Id = command.Text(0),
            Name = command.Text(1),
            Role = (Role)command.Int(2),
            Hash = command.Blob(3),
            CreatedBy = command.Text(4),
            CreatedAt = command.Time(5),
            ExpiresAt = command.TimeOrNull(6),
            RevokedAt = command.TimeOrNull(7),
            LastUsedAt = command.TimeOrNull(8),
            Seal = command.Blob(9),
        };
}
