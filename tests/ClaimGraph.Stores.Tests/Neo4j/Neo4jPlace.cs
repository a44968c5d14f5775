using ClaimGraph.Neo4j;
using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>
/// The database of the server that NEO4J_BOLT_URL, NEO4J_USER and NEO4J_PASSWORD name, emptied before its first use. Everything in it is lost.
/// </summary>
internal sealed class Neo4jPlace(bool isCached = false) : IStorePlace
{
    private bool _isEmpty;

    /// <summary>A store that keeps no nodes in memory, so that what is read is what stands in the database.</summary>
    public static IStorePlace New() => new Neo4jPlace(isCached: false);

    public static IStorePlace NewWithCache() => new Neo4jPlace(isCached: true);

    public async ValueTask<IClaimStore> OpenAsync(TimeProvider clock)
    {
        if (!_isEmpty) await Neo4jServer.EmptyAsync();
        _isEmpty = true;
        var options = Neo4jServer.Options();
        if (!isCached) options.CachedNodes = 0;
        return await Neo4jStore.OpenAsync(options, clock);
    }

    /// <summary>Each new question costs Neo4j a plan, which takes longer than the answer.</summary>
    public int OneExampleOf => 20;

    public ValueTask DisposeAsync() => default;
}
