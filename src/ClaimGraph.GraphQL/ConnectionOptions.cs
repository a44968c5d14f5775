using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL;

/// <summary>
/// What clients may hold of the server at the same time. An address is an IPv4 address or an IPv6 network of 64 bits. Behind a trusted
/// proxy, the requests in progress count for the client's address instead of the proxy's connections.
/// </summary>
public sealed class ConnectionOptions
{
    /// <summary>How many connections are open at the same time, WebSockets and event streams included. Further connections
    /// receive 503 with the code SERVER_BUSY.</summary>
    /// <value>0 (no limit) or 10 to 1,000,000; 10,000 when not set.</value>
    [Between(10, 1_000_000, OrZero = true)]
    public int Max { get; set; } = 10_000;

    /// <summary>How many connections one address has open at the same time, WebSockets and event streams included. Further connections
    /// receive 429 with the code TOO_MANY_CONNECTIONS.</summary>
    /// <value>0 (no limit) or 1 to 1,000,000; 500 when not set.</value>
    [Between(1, 1_000_000, OrZero = true)]
    public int MaxPerAddress { get; set; } = 500;

    /// <summary>
    /// How many bytes one address has on the way at the same time: bodies and messages that are being received, and responses that are
    /// being sent. Those of up to 64 KiB do not count. While all are used, further requests receive 429 with the code TOO_MANY_BYTES.
    /// </summary>
    /// <value>Bytes; 0 (no limit) or 1 MiB or more; 32 MiB (33,554,432) when not set. One body is always accepted.</value>
    [Between(1_048_576, int.MaxValue, OrZero = true)]
    public int MaxBytesPerAddress { get; set; } = 32 * 1024 * 1024;

    /// <summary>The slowest rate at which a client may send a body or read a response. After 5 seconds below it, the connection is
    /// closed. Quiet WebSockets and event streams are not slow.</summary>
    /// <value>Bytes a second, 1 to 1,000,000; 1,024 when not set.</value>
    [Between(1, 1_000_000)]
    public int MinBytesPerSecond { get; set; } = 1_024;
}

/// <summary>Checks the values of <see cref="ConnectionOptions"/>.</summary>
[OptionsValidator]
public sealed partial class ConnectionOptionsValidator : IValidateOptions<ConnectionOptions>;
