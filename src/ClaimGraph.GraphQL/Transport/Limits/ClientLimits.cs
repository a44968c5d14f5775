using System.Net;
using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Transport.Limits;

/// <summary>
/// What clients hold of the server at the same time, by address, within <see cref="ConnectionOptions"/>. Whatever is held is given back by
/// disposing of its lease. Safe for many threads.
/// </summary>
internal sealed class ClientLimits(GraphQLOptions options) : IAsyncDisposable
{
    /// <summary>Smaller bodies and responses do not count: the web server buffers as much for any connection.</summary>
    public const int SmallBytes = 64 * 1024;

    private readonly PartitionedRateLimiter<int> _all = PartitionedRateLimiter.Create<int, int>(_ => Partition(0, options.Connections.Max));
    private readonly PartitionedRateLimiter<IPAddress?> _connections = PerAddress(options.Connections.MaxPerAddress);
    private readonly PartitionedRateLimiter<IPAddress?> _bytes = PerAddress(MaxBytes(options));

    /// <summary>A place among all connections.</summary>
    /// <exception cref="RequestException"><see cref="ErrorCode.ServerBusy"/></exception>
    public RateLimitLease Enter()
    {
        var lease = _all.AttemptAcquire(0);
        return lease.IsAcquired
            ? lease
            : throw Refused(ErrorCode.ServerBusy, "The server has as many connections as it may; try again later.");
    }

    /// <summary>A place among the connections of the client's address.</summary>
    /// <exception cref="RequestException"><see cref="ErrorCode.TooManyConnections"/></exception>
    public RateLimitLease Connect(IPAddress? address)
    {
        var lease = _connections.AttemptAcquire(ClientNetwork.Of(address));
        return lease.IsAcquired
            ? lease
            : throw Refused(
                ErrorCode.TooManyConnections,
                $"Your address has {options.Connections.MaxPerAddress:N0} connections open, as many as it may; close some, then try again."
            );
    }

    /// <summary>Refuses a request if bodies and responses have used up all room of the client's address.</summary>
    /// <exception cref="RequestException"><see cref="ErrorCode.TooManyBytes"/></exception>
    public void CheckRoom(IPAddress? address)
    {
        if (Left(ClientNetwork.Of(address)) == 0)
            throw TooManyBytes();
    }

    /// <summary>Room for a body or message that is received.</summary>
    /// <exception cref="RequestException"><see cref="ErrorCode.TooManyBytes"/></exception>
    public RateLimitLease Receive(IPAddress? address, long bytes)
    {
        var lease = _bytes.AttemptAcquire(ClientNetwork.Of(address), (int)bytes);
        return lease.IsAcquired ? lease : throw TooManyBytes();
    }

    /// <summary>
    /// Counts a response that is sent; null for a small one. A response is never refused, for its operation may have changed something.
    /// If it needs more than is left, it takes that, and further requests are refused.
    /// </summary>
    public RateLimitLease? Send(IPAddress? address, long bytes) => bytes <= SmallBytes ? null : Take(ClientNetwork.Of(address), bytes);

    public async ValueTask DisposeAsync()
    {
        await _all.DisposeAsync();
        await _connections.DisposeAsync();
        await _bytes.DisposeAsync();
    }

    private RateLimitLease? Take(IPAddress? network, long bytes)
    {
        while (Left(network) is > 0 and var left)
            if (_bytes.AttemptAcquire(network, (int)Math.Min(bytes, left)) is { IsAcquired: true } lease)
                return lease;
        return null;
    }

    private long Left(IPAddress? network) => _bytes.GetStatistics(network)?.CurrentAvailablePermits ?? int.MaxValue;

    private RequestException TooManyBytes() =>
        Refused(
            ErrorCode.TooManyBytes,
            $"Your address has {MaxBytes(options):N0} bytes on the way, as many as it may; read the responses, then try again."
        );

    private static RequestException Refused(ErrorCode code, string message) => new(code, message) { RetryAfterSeconds = 1 };

    // One body must fit, whatever its size may be.
    private static int MaxBytes(GraphQLOptions options) =>
        options.Connections.MaxBytesPerAddress == 0 ? 0 : Math.Max(options.Connections.MaxBytesPerAddress, options.MaxRequestBytes);

    private static PartitionedRateLimiter<IPAddress?> PerAddress(int max) =>
        PartitionedRateLimiter.Create<IPAddress?, IPAddress>(network => Partition(network ?? IPAddress.None, max));

    private static RateLimitPartition<TKey> Partition<TKey>(TKey key, int max) =>
        max == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = max });
}
