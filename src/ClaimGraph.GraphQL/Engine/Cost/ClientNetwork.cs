using System.Net;
using System.Net.Sockets;

namespace ClaimGraph.GraphQL.Engine.Cost;

/// <summary>The smallest part of the network that stands for one client.</summary>
internal static class ClientNetwork
{
    /// <summary>The IPv4 address; of IPv6 the network of 64 bits, from which one household or machine may choose its addresses.</summary>
    public static IPAddress? Of(IPAddress? address)
    {
        if (address?.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
