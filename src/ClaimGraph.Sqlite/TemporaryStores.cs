using ClaimGraph.History;

namespace ClaimGraph.Sqlite;

/// <summary>Embedded stores in temporary files.</summary>
public sealed class TemporaryStores(TimeProvider clock) : ITemporaryStores
{
    private const int CachedNodes = 16_384;
    private const int CacheMegabytes = 8;

    /// <exception cref="StoreUnavailableException">There is no room.</exception>
    public async Task<IClaimStore> FillAsync(Func<IClaimStore, Task> fill, CancellationToken cancellation = default)
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-past-");
        try
        {
            var options = new SqliteOptions
            {
                Path = Path.Combine(folder.FullName, "past.db"),
                Durability = Durability.Normal,
                CachedNodes = CachedNodes,
                CacheMegabytes = CacheMegabytes,
            };
            await using (var alone = await SqliteStore.OpenAloneAsync(options, clock))
                await fill(alone);
            return SqliteStore.OpenTemporary(options, clock, folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }
}
