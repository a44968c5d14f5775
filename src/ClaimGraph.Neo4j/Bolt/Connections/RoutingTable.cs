using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>The servers of a cluster by role, and how long that is valid (neo4j/docs-bolt, message, ROUTE).</summary>
/// <param name="TimeToLive">Counts from the moment of the request.</param>
internal sealed record RoutingTable(
    IReadOnlyList<Address> Routers,
    IReadOnlyList<Address> Readers,
    IReadOnlyList<Address> Writers,
    TimeSpan TimeToLive
)
{
    public static readonly RoutingTable Empty = new([], [], [], TimeSpan.Zero);

    private static readonly TimeSpan MaxTimeToLive = TimeSpan.FromHours(1);

    /// <summary>Reads the metadata of the SUCCESS that responds to ROUTE.</summary>
    public static RoutingTable Read(ReadOnlySpan<byte> metadata)
    {
        if (
            Metadata.Read(metadata).GetValueOrDefault("rt") is not Dictionary<string, object?> table
            || table.GetValueOrDefault("servers") is not List<object?> servers
            || table.GetValueOrDefault("ttl") is not long seconds
        )
            throw new ProtocolException("The server's response to ROUTE is not a valid routing table.");
        var timeToLive = seconds < 0 || seconds > MaxTimeToLive.TotalSeconds ? MaxTimeToLive : TimeSpan.FromSeconds(seconds);
        return new RoutingTable(OfRole(servers, "ROUTE"), OfRole(servers, "READ"), OfRole(servers, "WRITE"), timeToLive);
    }

    public RoutingTable Without(Address server) =>
        this with
        {
            Routers = Except(Routers, server),
            Readers = Except(Readers, server),
            Writers = Except(Writers, server),
        };

    public RoutingTable WithoutWriter(Address server) => this with { Writers = Except(Writers, server) };

    private static List<Address> OfRole(List<object?> servers, string role) =>
        [
            .. servers
                .OfType<Dictionary<string, object?>>()
                .Where(server => server.GetValueOrDefault("role") as string == role)
                .SelectMany(server => server.GetValueOrDefault("addresses") as List<object?> ?? [])
                .OfType<string>()
                .Select(ParseAddress),
        ];

    private static Address ParseAddress(string text) =>
        Address.TryParse(text, out var address) ? address : throw new ProtocolException($"'{text}' is not a valid server address.");

    private static List<Address> Except(IReadOnlyList<Address> servers, Address server) => [.. servers.Where(s => s != server)];
}
