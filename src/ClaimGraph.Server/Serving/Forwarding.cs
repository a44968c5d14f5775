using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace ClaimGraph.Server.Serving;

/// <summary>Takes the word of the proxies in front of the server about who the client is.</summary>
internal static class Forwarding
{
    public static void UseForwarding(this WebApplication app, string proxies)
    {
        var networks = Networks(proxies);
        if (networks.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    /// <exception cref="ClaimGraphException">An entry is neither an address nor a network.</exception>
    public static IReadOnlyList<IPNetwork> Networks(string proxies) =>
        [.. proxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)];

    private static IPNetwork Network(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) return network;
        if (IPAddress.TryParse(entry, out var address)) return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new ClaimGraphException($"Proxies: '{entry}' is neither an address nor a network like 10.0.0.0/8; several are separated by commas.");
    }
}
