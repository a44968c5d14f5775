using ClaimGraph.Following;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Writing;

namespace ClaimGraph.Sqlite.Access;

/// <summary>The followers in the tables <c>follower</c>, <c>follower_letter</c> and <c>follower_attempt</c>.</summary>
internal sealed class SqliteFollowers(ReaderPool readers, SideWriter writer) : IFollowerStore
{
    private const string Columns = "id, settings, created_at, version, position, failures, retry_at, holder, held_until";
    private const string LetterColumns = "follower, key, revision, attempts, due_at, at, error";
    private const string AttemptColumns = "follower, key, number, at, milliseconds, status, error, outcome";

    public ValueTask<Follower?> FindAsync(string id, CancellationToken cancellation = default) => new(readers.Run(id, Find, cancellation));

    public ValueTask<IReadOnlyList<Follower>> ListAsync(string prefix, CancellationToken cancellation = default) =>
        new(
            readers.Run<string, IReadOnlyList<Follower>>(
                prefix,
                static (connection, prefix) =>
                    connection
                        .Prepare(
                            $"""
                            SELECT {Columns} FROM follower WHERE substr(id, 1, length(?1)) = ?1
                            ORDER BY created_at DESC, id DESC LIMIT ?2
                            """
                        )
                        .Bind(1, prefix)
                        .Bind(2, IFollowerStore.Most)
                        .ReadAll(Read),
                cancellation
            )
        );

    public ValueTask<bool> AddAsync(Follower follower, CancellationToken cancellation = default) =>
        Changes(connection =>
            connection
                .Prepare($"INSERT INTO follower ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING RETURNING 1")
                .Bind(1, follower.Id)
                .Bind(2, follower.Settings)
                .Bind(3, Long(follower.CreatedAt))
                .Bind(4, follower.Version)
                .Bind(5, follower.Position)
                .Bind(6, follower.Failures)
                .Bind(7, Long(follower.RetryAt))
                .Bind(8, follower.Holder)
                .Bind(9, Long(follower.HeldUntil))
        );

    public ValueTask<bool> ChangeAsync(
        string id,
        long version,
        string settings,
        long? position,
        CancellationToken cancellation = default
    ) =>
        Changes(connection =>
            connection
                .Prepare(
                    """
                    UPDATE follower SET settings = ?3, position = coalesce(?4, position), version = version + 1, failures = 0,
                      retry_at = NULL, holder = NULL, held_until = NULL WHERE id = ?1 AND version = ?2 RETURNING 1
                    """
                )
                .Bind(1, id)
                .Bind(2, version)
                .Bind(3, settings)
                .Bind(4, position)
        );

    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellation = default)
    {
        var removed = false;
        writer.Write(
            id,
            (connection, id) =>
                SideWriter.InTransaction(
                    connection,
                    () =>
                    {
                        connection.Prepare("DELETE FROM follower_letter WHERE follower = ?1").Bind(1, id).Execute();
                        connection.Prepare("DELETE FROM follower_attempt WHERE follower = ?1").Bind(1, id).Execute();
                        removed = IsDone(connection.Prepare("DELETE FROM follower WHERE id = ?1 RETURNING 1").Bind(1, id));
                    }
                )
        );
        return new(removed);
    }

    public ValueTask<Follower?> HoldAsync(
        string id,
        long version,
        string holder,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellation = default
    )
    {
        Follower? held = null;
        writer.Write(
            0,
            (connection, _) =>
                held = connection
                    .Prepare(
                        $"""
                        UPDATE follower SET holder = ?3, held_until = ?5 WHERE id = ?1 AND version = ?2
                          AND (holder IS NULL OR holder = ?3 OR held_until <= ?4) AND (retry_at IS NULL OR retry_at <= ?4)
                        RETURNING {Columns}
                        """
                    )
                    .Bind(1, id)
                    .Bind(2, version)
                    .Bind(3, holder)
                    .Bind(4, Long(now))
                    .Bind(5, Long(until))
                    .ReadAll(Read)
                    is [var one]
                    ? one
                    : null
        );
        return new(held);
    }

    public ValueTask<bool> SettleAsync(Follower held, CancellationToken cancellation = default) =>
        Changes(connection =>
            connection
                .Prepare(
                    """
                    UPDATE follower SET position = ?4, failures = ?5, retry_at = ?6, holder = NULL, held_until = NULL
                    WHERE id = ?1 AND version = ?2 AND holder = ?3 RETURNING 1
                    """
                )
                .Bind(1, held.Id)
                .Bind(2, held.Version)
                .Bind(3, held.Holder)
                .Bind(4, held.Position)
                .Bind(5, held.Failures)
                .Bind(6, Long(held.RetryAt))
        );

    public ValueTask PutAsync(Letter letter, CancellationToken cancellation = default)
    {
        writer.Write(
            letter,
            static (connection, letter) =>
                connection
                    .Prepare($"INSERT OR REPLACE INTO follower_letter ({LetterColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                    .Bind(1, letter.Follower)
                    .Bind(2, letter.Key)
                    .Bind(3, letter.Revision)
                    .Bind(4, letter.Attempts)
                    .Bind(5, Long(letter.DueAt))
                    .Bind(6, Long(letter.At))
                    .Bind(7, letter.Error)
                    .Execute()
        );
        return default;
    }

    public ValueTask DropAsync(string follower, string key, CancellationToken cancellation = default)
    {
        writer.Write(
            (follower, key),
            static (connection, letter) =>
                connection
                    .Prepare("DELETE FROM follower_letter WHERE follower = ?1 AND key = ?2")
                    .Bind(1, letter.follower)
                    .Bind(2, letter.key)
                    .Execute()
        );
        return default;
    }

    public ValueTask<bool> TakeAsync(Letter letter, DateTimeOffset until, CancellationToken cancellation = default) =>
        Changes(connection =>
            connection
                .Prepare("UPDATE follower_letter SET due_at = ?4 WHERE follower = ?1 AND key = ?2 AND due_at = ?3 RETURNING 1")
                .Bind(1, letter.Follower)
                .Bind(2, letter.Key)
                .Bind(3, Long(letter.DueAt))
                .Bind(4, Long(until))
        );

    public ValueTask<IReadOnlyList<Letter>> DueAsync(
        string prefix,
        DateTimeOffset now,
        int first,
        CancellationToken cancellation = default
    ) =>
        new(
            readers.Run<(string prefix, DateTimeOffset now, int first), IReadOnlyList<Letter>>(
                (prefix, now, first),
                static (connection, asked) =>
                    connection
                        .Prepare(
                            $"""
                            SELECT {LetterColumns} FROM follower_letter WHERE due_at <= ?2 AND substr(follower, 1, length(?1)) = ?1
                            ORDER BY due_at, follower, key LIMIT ?3
                            """
                        )
                        .Bind(1, asked.prefix)
                        .Bind(2, Long(asked.now))
                        .Bind(3, asked.first)
                        .ReadAll(ReadLetter),
                cancellation
            )
        );

    public ValueTask<IReadOnlyList<Letter>> LettersAsync(
        string follower,
        bool dead,
        string? after,
        int first,
        CancellationToken cancellation = default
    ) =>
        new(
            readers.Run<(string follower, bool dead, string? after, int first), IReadOnlyList<Letter>>(
                (follower, dead, after, first),
                static (connection, asked) =>
                    connection
                        .Prepare(
                            $"""
                            SELECT {LetterColumns} FROM follower_letter
                            WHERE follower = ?1 AND (due_at IS NULL OR ?2 = 0) AND (?3 IS NULL OR key > ?3) ORDER BY key LIMIT ?4
                            """
                        )
                        .Bind(1, asked.follower)
                        .Bind(2, asked.dead ? 1 : 0)
                        .Bind(3, asked.after)
                        .Bind(4, asked.first)
                        .ReadAll(ReadLetter),
                cancellation
            )
        );

    public ValueTask<long> ReviveAsync(string follower, DateTimeOffset due, CancellationToken cancellation = default)
    {
        var revived = 0L;
        writer.Write(
            (follower, due),
            (connection, asked) =>
            {
                var update = connection
                    .Prepare("UPDATE follower_letter SET due_at = ?2, attempts = 0 WHERE follower = ?1 AND due_at IS NULL RETURNING 1")
                    .Bind(1, asked.follower)
                    .Bind(2, Long(asked.due));
                while (update.Step())
                    revived++;
                update.Reset();
            }
        );
        return new(revived);
    }

    public ValueTask NoteAsync(Attempt attempt, int keep, CancellationToken cancellation = default)
    {
        writer.Write(
            (attempt, keep),
            static (connection, noted) => SideWriter.InTransaction(connection, () => Note(connection, noted.attempt, noted.keep))
        );
        return default;
    }

    public ValueTask<IReadOnlyList<Attempt>> AttemptsAsync(string follower, int first, CancellationToken cancellation = default) =>
        new(
            readers.Run<(string follower, int first), IReadOnlyList<Attempt>>(
                (follower, first),
                static (connection, asked) =>
                    connection
                        .Prepare($"SELECT {AttemptColumns} FROM follower_attempt WHERE follower = ?1 ORDER BY ordinal DESC LIMIT ?2")
                        .Bind(1, asked.follower)
                        .Bind(2, asked.first)
                        .ReadAll(ReadAttempt),
                cancellation
            )
        );

    private static void Note(Connection connection, Attempt attempt, int keep)
    {
        connection
            .Prepare($"INSERT INTO follower_attempt ({AttemptColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .Bind(1, attempt.Follower)
            .Bind(2, attempt.Key)
            .Bind(3, attempt.Number)
            .Bind(4, Long(attempt.At))
            .Bind(5, attempt.Milliseconds)
            .Bind(6, (long?)attempt.Status)
            .Bind(7, attempt.Error)
            .Bind(8, (long)attempt.Outcome)
            .Execute();
        connection
            .Prepare(
                """
                DELETE FROM follower_attempt WHERE follower = ?1 AND ordinal <=
                  (SELECT ordinal FROM follower_attempt WHERE follower = ?1 ORDER BY ordinal DESC LIMIT 1 OFFSET ?2)
                """
            )
            .Bind(1, attempt.Follower)
            .Bind(2, keep)
            .Execute();
    }

    /// <summary>Writes; true if there was a row to write.</summary>
    private ValueTask<bool> Changes(Func<Connection, Command> write)
    {
        var changed = false;
        writer.Write(write, (connection, write) => changed = IsDone(write(connection)));
        return new(changed);
    }

    private static bool IsDone(Command command)
    {
        var done = command.Step();
        while (done && command.Step()) { }
        command.Reset();
        return done;
    }

    private static Follower? Find(Connection connection, string id) =>
        connection.Prepare($"SELECT {Columns} FROM follower WHERE id = ?1").Bind(1, id).ReadAll(Read) is [var follower] ? follower : null;

    private static Follower Read(Command command) =>
        new()
        {
            Id = command.Text(0),
            Settings = command.Text(1),
            CreatedAt = command.Time(2),
            Version = command.Long(3),
            Position = command.Long(4),
            Failures = command.Int(5),
            RetryAt = command.TimeOrNull(6),
            Holder = command.TextOrNull(7),
            HeldUntil = command.TimeOrNull(8),
        };

    private static Letter ReadLetter(Command command) =>
        new(
            command.Text(0),
            command.Text(1),
            command.Long(2),
            command.Int(3),
            command.TimeOrNull(4),
            command.Time(5),
            command.TextOrNull(6)
        );

    private static Attempt ReadAttempt(Command command) =>
        new(
            command.Text(0),
            command.Text(1),
            command.Int(2),
            command.Time(3),
            command.Long(4),
            (int?)command.LongOrNull(5),
            command.TextOrNull(6),
            (AttemptOutcome)command.Int(7)
        );

    private static long Long(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? Long(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
