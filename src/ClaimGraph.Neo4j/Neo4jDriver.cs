using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j;

/// <summary>Opens the driver for the store: the Bolt client of this project. No other file outside <c>Bolt/</c> names its types.</summary>
internal static class Neo4jDriver
{
    /// <summary>Connects, and checks the server, the credentials and the database.</summary>
    /// <exception cref="StoreUnavailableException">One of them is wrong; the message says which.</exception>
    /// <exception cref="ClaimGraphException">An option is out of range.</exception>
    public static async Task<IDriver> ConnectAsync(Neo4jOptions options, TimeProvider clock, CancellationToken cancellation = default) =>
        await BoltDriver.ConnectAsync(options, clock, cancellation);
}
