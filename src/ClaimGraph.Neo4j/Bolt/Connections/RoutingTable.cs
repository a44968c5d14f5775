using ClaimGraph.Neo4j.Bolt.Errors;
using ClaimGraph.Neo4j.Bolt.Messages;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Connections;

/// <summary>Which servers of a cluster do what (neo4j/docs-bolt, message, ROUTE), and until when that is to be believed.</summary>
/// <param name="TimeToLive">From the moment it was asked for.</param>
internal sealed record RoutingTable(IReadOnlyList<Address> Routers, IReadOnlyList<Address> Readers, IReadOnlyList<Address> Writers, TimeSpan TimeToLive)
{
    public static readonly RoutingTable Empty = new([], [], [], TimeSpan.Zero);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads the metadata of the SUCCESS that answers ROUTE.</summary>
    public static RoutingTable Read(ReadOnlySpan<byte> metadata)
    {
        if (Metadata.Read(metadata).GetValueOrDefault("rt") is not Dictionary<string, object?> table
            || table.GetValueOrDefault("servers") is not List<object?> servers || table.GetValueOrDefault("ttl") is not long seconds)
            throw new ProtocolException("The server's answer to ROUTE is no routing table.");
        var live = seconds < 0 || seconds > Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
        return new RoutingTable(Of(servers, "ROUTE"), Of(servers, "READ"), Of(servers, "WRITE"), live);
    }

    public RoutingTable Without(Address gone) => this with { Routers = Except(Routers, gone), Readers = Except(Readers, gone), Writers = Except(Writers, gone) };

    public RoutingTable WithoutWriter(Address gone) => this with { Writers = Except(Writers, gone) };

    private static List<Address> Of(List<object?> servers, string role) =>
    [
        .. servers.OfType<Dictionary<string, object?>>()
            .Where(server => server.GetValueOrDefault("role") as string == role)
            .SelectMany(server => server.GetValueOrDefault("addresses") as List<object?> ?? [])
            .OfType<string>().Select(ParseAddress),
    ];

    private static Address ParseAddress(string text) =>
        Address.TryParse(text, out var address) ? address : throw new ProtocolException($"'{text}' is not a valid server address.");

    private static List<Address> Except(IReadOnlyList<Address> servers, Address gone) => [.. servers.Where(s => s != gone)];
}
