using System.Net;

namespace ClaimGraph.Pages.Outbound;

/// <summary>
/// Which addresses belong to the public internet: none of the registries of special addresses (RFC 6890 and its successors), which lead
/// into the network of the server, to the server itself or nowhere.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3", // multicast, reserved, broadcast
            "2001::/23", // protocols, Teredo
            "2001:db8::/32",
            "2002::/16", // 6to4 has an IPv4 address in it
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    /// <summary>True for a public address and a port of the web.</summary>
    public static bool Allows(IPEndPoint end) => end.Port is 80 or 443 && IsPublic(end.Address);

    /// <summary>True for an address of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isGlobal = plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || Global6.Contains(plain);
        return isGlobal && !Array.Exists(Special, network => network.Contains(plain));
    }
}
