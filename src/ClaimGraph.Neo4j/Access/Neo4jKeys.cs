using ClaimGraph.Access;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Access;

/// <summary>The keys as nodes with the label <c>ApiKey</c>.</summary>
internal sealed class Neo4jKeys(IDriver cypher) : IKeyStore
{
    private const string Columns = "k.id, k.name, k.role, k.hash, k.createdBy, k.createdAt, k.expiresAt, k.revokedAt, k.lastUsedAt";

    public async ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellation = default)
    {
        ApiKey? key = null;
        await cypher.ReadAsync([new Query($"MATCH (k:ApiKey {"{id: $id}"}) RETURN {Columns}", new Dictionary<string, object?> { ["id"] = id }, row => key = Read(row))], cancellation);
        return key;
    }

    public async ValueTask<IReadOnlyList<ApiKey>> ListAsync(string? after, int first, CancellationToken cancellation = default)
    {
        var keys = new List<ApiKey>();
        await cypher.ReadAsync([new Query($"""
            OPTIONAL MATCH (last:ApiKey {"{id: $after}"}) WITH last
            MATCH (k:ApiKey) WHERE last IS NULL OR k.createdAt < last.createdAt OR k.createdAt = last.createdAt AND k.id < last.id
            RETURN {Columns} ORDER BY k.createdAt DESC, k.id DESC LIMIT $first
            """, new Dictionary<string, object?> { ["after"] = after, ["first"] = (long)first }, row => keys.Add(Read(row)))], cancellation);
        return keys;
    }

    // MERGE and not CREATE: when the answer to the COMMIT is lost, the statement is run once more.
    public async ValueTask AddAsync(ApiKey key, CancellationToken cancellation = default) => await cypher.CommitAsync(Add(key));

    public ValueTask<bool> AddFirstAsync(ApiKey key, CancellationToken cancellation = default) => cypher.WriteAsync(async transaction =>
    {
        // The lock of commits makes those who try at the same time follow each other.
        var made = new List<string>();
        await transaction.RunAsync(
        [
            new Query("MATCH (l:Ledger {name: 'ledger'}) SET l.locked = true"),
            new Query("MATCH (k:ApiKey) RETURN k.id LIMIT 2", row => made.Add(row.Text())),
        ]);
        if (made.Count > 0) return made is [var only] && only == key.Id;
        await transaction.CommitAsync([Add(key)]);
        return true;
    }, cancellation);

    public ValueTask<ApiKey?> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellation = default) => cypher.WriteAsync(async transaction =>
    {
        ApiKey? key = null;
        await transaction.CommitAsync([new Query($"MATCH (k:ApiKey {"{id: $id}"}) SET k.revokedAt = coalesce(k.revokedAt, $at) RETURN {Columns}", Moment(id, at), row => key = Read(row))]);
        return key;
    }, cancellation);

    public async ValueTask NoteUseAsync(string id, DateTimeOffset at, CancellationToken cancellation = default) =>
        await cypher.CommitAsync(new Query("MATCH (k:ApiKey {id: $id}) WHERE k.lastUsedAt IS NULL OR k.lastUsedAt < $at SET k.lastUsedAt = $at", Moment(id, at)));

    private static Query Add(ApiKey key) => new("MERGE (k:ApiKey {id: $id}) SET k += $properties", new Dictionary<string, object?>
    {
        ["id"] = key.Id,
        ["properties"] = new Dictionary<string, object?>
        {
            ["name"] = key.Name, ["role"] = Names<Role>.Of(key.Role), ["hash"] = key.Hash, ["createdBy"] = key.CreatedBy, ["createdAt"] = key.CreatedAt.ToUnixTimeMilliseconds(),
            ["expiresAt"] = key.ExpiresAt?.ToUnixTimeMilliseconds(), ["revokedAt"] = key.RevokedAt?.ToUnixTimeMilliseconds(), ["lastUsedAt"] = key.LastUsedAt?.ToUnixTimeMilliseconds(),
        },
    });

    private static Dictionary<string, object?> Moment(string id, DateTimeOffset at) => new() { ["id"] = id, ["at"] = at.ToUnixTimeMilliseconds() };

    private static ApiKey Read(IRow row) => new()
    {
        Id = row.Text(), Name = row.Text(), Role = Names<Role>.Read(row), Hash = row.Bytes(), CreatedBy = row.Text(), CreatedAt = row.Time(),
        ExpiresAt = row.TimeOrNull(), RevokedAt = row.TimeOrNull(), LastUsedAt = row.TimeOrNull(),
    };
}
