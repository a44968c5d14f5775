using ClaimGraph.Neo4j;
using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>
/// The database of the server that NEO4J_BOLT_URL, NEO4J_USER and NEO4J_PASSWORD name. All data in it is deleted before its first use.
/// </summary>
internal sealed class Neo4jPlace(bool isCached = false) : IStorePlace
{
    private bool _isEmpty;

    /// <summary>A store without a node cache: every read comes from the database.</summary>
    public static IStorePlace New() => new Neo4jPlace(isCached: false);

    public static IStorePlace NewWithCache() => new Neo4jPlace(isCached: true);

    public async ValueTask<IClaimStore> OpenAsync(TimeProvider clock)
    {
        if (!_isEmpty)
            await Neo4jServer.EmptyAsync();
        _isEmpty = true;
        var options = Neo4jServer.Options();
        if (!isCached)
            options.CachedNodes = 0;
        return await Neo4jStore.OpenAsync(options, clock);
    }

    /// <summary>Neo4j plans each new query, which takes longer than running it.</summary>
    public int OneExampleOf => 20;

    public ValueTask DisposeAsync() => default;
}
