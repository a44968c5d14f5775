using ClaimGraph.Access;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Access;

/// <summary>API keys as nodes with the label <c>ApiKey</c>.</summary>
internal sealed class Neo4jKeys(IDriver driver) : IKeyStore
{
    private const string Columns = "k.id, k.name, k.role, k.hash, k.createdBy, k.createdAt, k.expiresAt, k.revokedAt, k.lastUsedAt, k.seal";

    private const string FindOne = $$"""MATCH (k:ApiKey {id: $id}) RETURN {{Columns}}""";

    private const string List = $$"""
        OPTIONAL MATCH (last:ApiKey {id: $after}) WITH last
        MATCH (k:ApiKey) WHERE last IS NULL OR k.createdAt < last.createdAt OR k.createdAt = last.createdAt AND k.id < last.id
        RETURN {{Columns}} ORDER BY k.createdAt DESC, k.id DESC LIMIT $first
        """;

    // MERGE, not CREATE: if the response to the COMMIT is lost, the query runs again. The head notes the ids of all keys; it is locked
    // before it is read.
    private const string Add = $$"""
        {{LedgerCypher.MatchHead}} {{LedgerCypher.LockHead}} WITH l
        MERGE (k:ApiKey {id: $id}) SET k += $properties
        SET l.apiKeys = [id IN {{Noted}} WHERE id <> $id] + $id, l.locked = null
        """;

    // Somebody else may have written anything there.
    private const string Noted = "CASE WHEN l.apiKeys IS :: LIST<STRING NOT NULL> NOT NULL THEN l.apiKeys ELSE [] END";

    private const string Revoke = """MATCH (k:ApiKey {id: $id}) WHERE k.revokedAt IS NULL SET k.revokedAt = $at, k.seal = $seal""";

    private const string NoteUse = "MATCH (k:ApiKey {id: $id}) WHERE k.lastUsedAt IS NULL OR k.lastUsedAt < $at SET k.lastUsedAt = $at";

    public async ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation = default)
    {
        ApiKey? key = null;
        await driver.ReadAsync([new Query(FindOne, NodeCypher.Parameter("id", id), row => key = Read(row))], cancellation);
        return key;
    }

    public async ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default)
    {
        var keys = new List<ApiKey>();
        var parameters = new Dictionary<string, object?> { ["after"] = after, ["first"] = (long)first };
        await driver.ReadAsync([new Query(List, parameters, row => keys.Add(Read(row)))], cancellation);
        return keys;
    }

    public async ValueTask<IReadOnlyList<string>> RegisteredAsync(CancellationToken cancellation = default)
    {
        string[] ids = [];
        await driver.ReadAsync([new Query($"{LedgerCypher.MatchHead} RETURN {Noted}", row => ids = row.Texts())], cancellation);
        return ids;
    }

    public async ValueTask AddAsync(ApiKey key, CancellationToken cancellation = default) => await driver.CommitAsync(AddQuery(key));

    public ValueTask<bool> AddFirstAsync(ApiKey key, CancellationToken cancellation = default) =>
        driver.WriteAsync(
            async transaction =>
            {
                // With the lock of the ledger, concurrent attempts follow each other.
                var existing = new List<string>();
                var find = new Query("MATCH (k:ApiKey) RETURN k.id LIMIT 2", row => existing.Add(row.Text()));
                await transaction.RunAsync([LedgerCypher.Lock, find]);
                if (existing.Count > 0)
                    return existing is [var only] && only == key.Id;
                await transaction.CommitAsync([AddQuery(key)]);
                return true;
            },
            cancellation: cancellation
        );

    public async ValueTask<ApiKey?> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellation = default)
    {
        var key = await FindAsync(id, cancellation);
        if (key is not { RevokedAt: null })
            return key;
        var parameters = IdAndTime(id, at);
        parameters["seal"] = key.Revoked(at).Seal;
        await driver.CommitAsync(new Query(Revoke, parameters));
        return await FindAsync(id, cancellation);
    }

    public async ValueTask NoteUseAsync(string id, DateTimeOffset at, CancellationToken cancellation = default) =>
        await driver.CommitAsync(new Query(NoteUse, IdAndTime(id, at)));

    private static Query AddQuery(ApiKey key) =>
        new(
            Add,
            new Dictionary<string, object?>
            {
                ["id"] = key.Id,
                ["properties"] = new Dictionary<string, object?>
                {
                    ["name"] = key.Name,
                    ["role"] = Names<Role>.Of(key.Role),
                    ["hash"] = key.Hash,
                    ["createdBy"] = key.CreatedBy,
                    ["createdAt"] = key.CreatedAt.ToUnixTimeMilliseconds(),
                    ["expiresAt"] = key.ExpiresAt?.ToUnixTimeMilliseconds(),
                    ["revokedAt"] = key.RevokedAt?.ToUnixTimeMilliseconds(),
                    ["lastUsedAt"] = key.LastUsedAt?.ToUnixTimeMilliseconds(),
                    ["seal"] = key.Seal,
                },
            }
        );

    private static Dictionary<string, object?> IdAndTime(string id, DateTimeOffset at) =>
        new() { ["id"] = id, ["at"] = at.ToUnixTimeMilliseconds() };

    private static ApiKey Read(IRow row) =>
        new()
        {
            Id = row.Text(),
            Name = row.Text(),
            Role = Names<Role>.Read(row),
            Hash = row.Bytes(),
            CreatedBy = row.Text(),
            CreatedAt = row.Time(),
            ExpiresAt = row.TimeOrNull(),
            RevokedAt = row.TimeOrNull(),
            LastUsedAt = row.TimeOrNull(),
            Seal = row.Bytes(),
        };
}
