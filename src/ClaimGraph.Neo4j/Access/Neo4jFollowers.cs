using System.Security.Cryptography;
using ClaimGraph.Following;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Access;

/// <summary>The followers as nodes with the labels <c>Follower</c>, <c>FollowerLetter</c> and <c>FollowerAttempt</c>.</summary>
internal sealed class Neo4jFollowers(IDriver driver) : IFollowerStore
{
    private const string Columns = "f.id, f.settings, f.createdAt, f.version, f.position, f.failures, f.retryAt, f.holder, f.heldUntil";
    private const string LetterColumns = "l.follower, l.key, l.revision, l.attempts, l.dueAt, l.at, l.error";
    private const string AttemptColumns = "a.follower, a.key, a.number, a.at, a.milliseconds, a.status, a.error, a.outcome";

    // A write first locks the node, so that what it reads there is not older than what others wrote.
    private const string Locked = "MATCH (f:Follower {id: $id}) SET f.locked = true WITH f";

    // If the answer to a COMMIT was lost, the query runs again: whoever added the node has marked it.
    private const string Add = """
        MERGE (f:Follower {id: $id}) ON CREATE SET f += $properties, f.added = $mark
        WITH f WHERE f.added = $mark RETURN 1
        """;

    private const string Change = $$"""
        {{Locked}} SET f.locked = null
        WITH f WHERE f.version = $version OR f.changed = $mark
        SET f.settings = $settings, f.position = coalesce($position, f.position), f.version = $version + 1, f.failures = 0,
          f.retryAt = null, f.holder = null, f.heldUntil = null, f.changed = $mark RETURN 1
        """;

    private const string Remove = """
        OPTIONAL MATCH (f:Follower {id: $id}) WITH f, f IS NOT NULL AS found DETACH DELETE f
        WITH found CALL { MATCH (l:FollowerLetter {follower: $id}) DETACH DELETE l }
        CALL { MATCH (a:FollowerAttempt {follower: $id}) DETACH DELETE a }
        WITH found WHERE found RETURN 1
        """;

    private const string Hold = $$"""
        {{Locked}} SET f.locked = null
        WITH f WHERE f.version = $version AND (f.holder IS NULL OR f.holder = $holder OR f.heldUntil <= $now)
          AND (f.retryAt IS NULL OR f.retryAt <= $now)
        SET f.holder = $holder, f.heldUntil = $until RETURN {{Columns}}
        """;

    private const string Settle = $$"""
        {{Locked}} SET f.locked = null
        WITH f WHERE f.version = $version AND (f.holder = $holder OR f.settled = $mark)
        SET f.position = $position, f.failures = $failures, f.retryAt = $retryAt, f.holder = null, f.heldUntil = null, f.settled = $mark
        RETURN 1
        """;

    private const string Put = "MERGE (l:FollowerLetter {follower: $follower, key: $key}) SET l = $properties";

    private const string Drop = "MATCH (l:FollowerLetter {follower: $follower, key: $key}) DETACH DELETE l";

    private const string Take = """
        MATCH (l:FollowerLetter {follower: $follower, key: $key}) SET l.locked = true WITH l SET l.locked = null
        WITH l WHERE l.dueAt = $due OR l.taken = $mark SET l.dueAt = $until, l.taken = $mark RETURN 1
        """;

    private const string Due = $$"""
        MATCH (l:FollowerLetter) WHERE l.dueAt <= $now AND l.follower STARTS WITH $prefix
        RETURN {{LetterColumns}} ORDER BY l.dueAt, l.follower, l.key LIMIT $first
        """;

    private const string Letters = $$"""
        MATCH (l:FollowerLetter {follower: $follower})
        WHERE (l.dueAt IS NULL OR NOT $dead) AND ($after IS NULL OR l.key > $after)
        RETURN {{LetterColumns}} ORDER BY l.key LIMIT $first
        """;

    private const string Revive = """
        MATCH (l:FollowerLetter {follower: $follower}) WHERE l.dueAt IS NULL OR l.revived = $mark
        SET l.dueAt = $due, l.attempts = 0, l.revived = $mark RETURN count(l)
        """;

    // The highest ordinal is locked through the follower, so that two attempts do not get the same.
    private const string Note = $$"""
        {{Locked}} SET f.locked = null, f.attempts = coalesce(f.attempts, 0) + 1
        CREATE (a:FollowerAttempt {follower: $id, ordinal: f.attempts}) SET a += $properties
        WITH f MATCH (old:FollowerAttempt {follower: $id}) WHERE old.ordinal <= f.attempts - $keep DETACH DELETE old
        """;

    private const string Attempts = $$"""
        MATCH (a:FollowerAttempt {follower: $follower}) RETURN {{AttemptColumns}} ORDER BY a.ordinal DESC LIMIT $first
        """;

    public async ValueTask<Follower?> FindAsync(string id, CancellationToken cancellation = default) =>
        await ReadAsync($"MATCH (f:Follower {{id: $id}}) RETURN {Columns}", new() { ["id"] = id }, Read, cancellation) is [var one]
            ? one
            : null;

    public async ValueTask<IReadOnlyList<Follower>> ListAsync(string prefix, CancellationToken cancellation = default) =>
        await ReadAsync(
            $"""
            MATCH (f:Follower) WHERE f.id STARTS WITH $prefix
            RETURN {Columns} ORDER BY f.createdAt DESC, f.id DESC LIMIT {IFollowerStore.Most}
            """,
            new() { ["prefix"] = prefix },
            Read,
            cancellation
        );

    public ValueTask<bool> AddAsync(Follower follower, CancellationToken cancellation = default) =>
        IsDoneAsync(
            Add,
            new()
            {
                ["id"] = follower.Id,
                ["mark"] = Mark(),
                ["properties"] = new Dictionary<string, object?>
                {
                    ["settings"] = follower.Settings,
                    ["createdAt"] = Long(follower.CreatedAt),
                    ["version"] = follower.Version,
                    ["position"] = follower.Position,
                    ["failures"] = (long)follower.Failures,
                    ["retryAt"] = Long(follower.RetryAt),
                    ["holder"] = follower.Holder,
                    ["heldUntil"] = Long(follower.HeldUntil),
                },
            },
            cancellation
        );

    public ValueTask<bool> ChangeAsync(
        string id,
        long version,
        string settings,
        long? position,
        CancellationToken cancellation = default
    ) =>
        IsDoneAsync(
            Change,
            new()
            {
                ["id"] = id,
                ["version"] = version,
                ["settings"] = settings,
                ["position"] = position,
                ["mark"] = Mark(),
            },
            cancellation
        );

    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellation = default) =>
        IsDoneAsync(Remove, new() { ["id"] = id }, cancellation);

    public async ValueTask<Follower?> HoldAsync(
        string id,
        long version,
        string holder,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancellation = default
    )
    {
        Follower? held = null;
        var parameters = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["version"] = version,
            ["holder"] = holder,
            ["now"] = Long(now),
            ["until"] = Long(until),
        };
        await WriteAsync(new Query(Hold, parameters, row => held = Read(row)), () => held = null, cancellation);
        return held;
    }

    public ValueTask<bool> SettleAsync(Follower held, CancellationToken cancellation = default) =>
        IsDoneAsync(
            Settle,
            new()
            {
                ["id"] = held.Id,
                ["version"] = held.Version,
                ["holder"] = held.Holder,
                ["position"] = held.Position,
                ["failures"] = (long)held.Failures,
                ["retryAt"] = Long(held.RetryAt),
                ["mark"] = Mark(),
            },
            cancellation
        );

    public async ValueTask PutAsync(Letter letter, CancellationToken cancellation = default) =>
        await driver.CommitAsync(
            new Query(
                Put,
                new Dictionary<string, object?>
                {
                    ["follower"] = letter.Follower,
                    ["key"] = letter.Key,
                    ["properties"] = new Dictionary<string, object?>
                    {
                        ["follower"] = letter.Follower,
                        ["key"] = letter.Key,
                        ["revision"] = letter.Revision,
                        ["attempts"] = (long)letter.Attempts,
                        ["dueAt"] = Long(letter.DueAt),
                        ["at"] = Long(letter.At),
                        ["error"] = letter.Error,
                    },
                }
            )
        );

    public async ValueTask DropAsync(string follower, string key, CancellationToken cancellation = default) =>
        await driver.CommitAsync(new Query(Drop, new Dictionary<string, object?> { ["follower"] = follower, ["key"] = key }));

    public ValueTask<bool> TakeAsync(Letter letter, DateTimeOffset until, CancellationToken cancellation = default) =>
        IsDoneAsync(
            Take,
            new()
            {
                ["follower"] = letter.Follower,
                ["key"] = letter.Key,
                ["due"] = Long(letter.DueAt),
                ["until"] = Long(until),
                ["mark"] = Mark(),
            },
            cancellation
        );

    public async ValueTask<IReadOnlyList<Letter>> DueAsync(
        string prefix,
        DateTimeOffset now,
        int first,
        CancellationToken cancellation = default
    ) =>
        await ReadAsync(
            Due,
            new()
            {
                ["prefix"] = prefix,
                ["now"] = Long(now),
                ["first"] = (long)first,
            },
            ReadLetter,
            cancellation
        );

    public async ValueTask<IReadOnlyList<Letter>> LettersAsync(
        string follower,
        bool dead,
        string? after,
        int first,
        CancellationToken cancellation = default
    ) =>
        await ReadAsync(
            Letters,
            new()
            {
                ["follower"] = follower,
                ["dead"] = dead,
                ["after"] = after,
                ["first"] = (long)first,
            },
            ReadLetter,
            cancellation
        );

    public async ValueTask<long> ReviveAsync(string follower, DateTimeOffset due, CancellationToken cancellation = default)
    {
        var revived = 0L;
        var parameters = new Dictionary<string, object?>
        {
            ["follower"] = follower,
            ["due"] = Long(due),
            ["mark"] = Mark(),
        };
        await WriteAsync(new Query(Revive, parameters, row => revived = row.Long()), () => revived = 0, cancellation);
        return revived;
    }

    public async ValueTask NoteAsync(Attempt attempt, int keep, CancellationToken cancellation = default) =>
        await driver.CommitAsync(
            new Query(
                Note,
                new Dictionary<string, object?>
                {
                    ["id"] = attempt.Follower,
                    ["keep"] = (long)keep,
                    ["properties"] = new Dictionary<string, object?>
                    {
                        ["key"] = attempt.Key,
                        ["number"] = (long)attempt.Number,
                        ["at"] = Long(attempt.At),
                        ["milliseconds"] = attempt.Milliseconds,
                        ["status"] = (long?)attempt.Status,
                        ["error"] = attempt.Error,
                        ["outcome"] = Names<AttemptOutcome>.Of(attempt.Outcome),
                    },
                }
            )
        );

    public async ValueTask<IReadOnlyList<Attempt>> AttemptsAsync(string follower, int first, CancellationToken cancellation = default) =>
        await ReadAsync(Attempts, new() { ["follower"] = follower, ["first"] = (long)first }, ReadAttempt, cancellation);

    private async ValueTask<List<T>> ReadAsync<T>(
        string query,
        Dictionary<string, object?> parameters,
        Func<IRow, T> read,
        CancellationToken cancellation
    )
    {
        var all = new List<T>();
        await driver.ReadAsync([new Query(query, parameters, row => all.Add(read(row)))], cancellation);
        return all;
    }

    /// <summary>Writes; true if the query gave a row.</summary>
    private async ValueTask<bool> IsDoneAsync(string query, Dictionary<string, object?> parameters, CancellationToken cancellation)
    {
        var done = false;
        await WriteAsync(new Query(query, parameters, _ => done = true), () => done = false, cancellation);
        return done;
    }

    /// <param name="begin">What is done before each try.</param>
    private async ValueTask WriteAsync(Query query, Action begin, CancellationToken cancellation) =>
        await driver.WriteAsync(
            async transaction =>
            {
                begin();
                await transaction.CommitAsync([query]);
                return true;
            },
            cancellation: cancellation
        );

    /// <summary>Tells the repetition of a query from another query.</summary>
    private static string Mark() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static Follower Read(IRow row) =>
        new()
        {
            Id = row.Text(),
            Settings = row.Text(),
            CreatedAt = row.Time(),
            Version = row.Long(),
            Position = row.Long(),
            Failures = (int)row.Long(),
            RetryAt = row.TimeOrNull(),
            Holder = row.TextOrNull(),
            HeldUntil = row.TimeOrNull(),
        };

    private static Letter ReadLetter(IRow row) =>
        new(row.Text(), row.Text(), row.Long(), (int)row.Long(), row.TimeOrNull(), row.Time(), row.TextOrNull());

    private static Attempt ReadAttempt(IRow row) =>
        new(
            row.Text(),
            row.Text(),
            (int)row.Long(),
            row.Time(),
            row.Long(),
            (int?)row.LongOrNull(),
            row.TextOrNull(),
            Names<AttemptOutcome>.Read(row)
        );

    private static long Long(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? Long(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
