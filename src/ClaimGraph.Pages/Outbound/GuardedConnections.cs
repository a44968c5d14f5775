using System.Net;
using System.Net.Sockets;

namespace ClaimGraph.Pages.Outbound;

/// <summary>A connection to an address that others named was refused: it does not lead to the public internet.</summary>
public sealed class NotPublicException(string host)
    : ClaimGraphException($"'{host}' does not lead to the public internet, or not to a port of the web.");

/// <summary>
/// HTTP to addresses that others name. Every name is looked up, all its addresses are checked, and the connection goes to an address that
/// was checked, so that no name can lead elsewhere a moment later. Nothing follows redirects, keeps cookies or goes through a proxy.
/// </summary>
public static class GuardedConnections
{
    /// <summary>A handler that connects to the addresses that <paramref name="allows"/> lets through, and throws
    /// <see cref="NotPublicException"/> within a <see cref="HttpRequestException"/> for others.</summary>
    public static SocketsHttpHandler Handler(Func<IPEndPoint, bool> allows) =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = (context, cancellation) => ConnectAsync(allows, context.DnsEndPoint, cancellation),
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromSeconds(10),
            UseCookies = false,
            UseProxy = false,
        };

    private static async ValueTask<Stream> ConnectAsync(Func<IPEndPoint, bool> allows, DnsEndPoint end, CancellationToken cancellation)
    {
        var (host, port) = (end.Host.Trim('[', ']'), end.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => allows(new IPEndPoint(address, port))))
            throw new NotPublicException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
