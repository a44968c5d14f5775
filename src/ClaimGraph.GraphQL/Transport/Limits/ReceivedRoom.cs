using System.Net;
using System.Threading.RateLimiting;

namespace ClaimGraph.GraphQL.Transport.Limits;

/// <summary>The room of what is being received, which is taken once it is no longer small, for all that is expected.</summary>
internal sealed class ReceivedRoom(ClientLimits limits, IPAddress? address) : IDisposable
{
    private RateLimitLease? _lease;

    /// <param name="bytes">What has arrived.</param>
    /// <param name="expected">What may arrive altogether.</param>
    /// <exception cref="Engine.Errors.RequestException">The client's address has no room for it.</exception>
    public void Hold(long bytes, long expected)
    {
        if (bytes > ClientLimits.SmallBytes)
            _lease ??= limits.Receive(address, expected);
    }

    /// <summary>Gives the room back. More can be received afterwards.</summary>
    public void Dispose()
    {
        _lease?.Dispose();
        _lease = null;
    }
}
