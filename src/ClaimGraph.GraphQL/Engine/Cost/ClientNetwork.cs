using System.Net;
using System.Net.Sockets;

namespace ClaimGraph.GraphQL.Engine.Cost;

/// <summary>The range of addresses that counts as one client.</summary>
internal static class ClientNetwork
{
    /// <summary>The address itself for IPv4. For IPv6 its network of 64 bits, within which a household or machine can choose
    /// addresses.</summary>
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
