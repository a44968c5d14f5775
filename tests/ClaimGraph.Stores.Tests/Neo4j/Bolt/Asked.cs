using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>The simplest query and its response.</summary>
internal static class Asked
{
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    /// <summary>The response to <see cref="OneAsync"/>: SUCCESS to RUN, the row and SUCCESS to PULL.</summary>
    public static readonly byte[][] One = [Peer.Success(), Peer.Record(1L), Peer.Success()];

    public static async Task<long> OneAsync(BoltDriver driver)
    {
        var one = 0L;
        await driver.ReadAsync([new Query("RETURN 1", row => one = row.Long())]);
        return one;
    }

    /// <summary>Commits the simplest change; how often the work was begun.</summary>
    public static async Task<int> CommitAsync(BoltDriver driver)
    {
        var begun = 0;
        await driver.WriteAsync(async transaction =>
        {
            begun++;
            await transaction.CommitAsync([new Query("CREATE ()")]);
            return 0;
        });
        return begun;
    }

    /// <summary>The message that says why the server cannot be used.</summary>
    public static async Task<string> RefusedAsync(Neo4jOptions options, TimeProvider? clock = null)
    {
        await using var driver = BoltDriver.Open(options, clock ?? TimeProvider.System);
        return (await Should.ThrowAsync<StoreUnavailableException>(async () => await OneAsync(driver))).Message;
    }
}
