using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL;

/// <summary>Subscriptions, and the connections that carry them.</summary>
public sealed class LiveOptions
{
    /// <summary>How often the ledger is read for commits of other processes while there are subscribers. Commits of this process are sent
    /// at once.</summary>
    /// <value>10 ms to 1 minute; 200 ms when not set.</value>
    [Between("00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many of the newest ledger entries are kept in memory for subscribers. A subscriber that is further behind reads the
    /// store until it has caught up.</summary>
    /// <value>1 to 100,000; 1,024 when not set.</value>
    [Between(1, 100_000)]
    public int RecentEntries { get; set; } = 1_024;

    /// <summary>How many changes the entries kept in memory have together. The newest entry is kept whatever its size.</summary>
    /// <value>1 to 10,000,000; 20,000 when not set.</value>
    [Between(1, 10_000_000)]
    public int RecentChanges { get; set; } = 20_000;

    /// <summary>The interval of keep-alive messages on a quiet connection: pings on a WebSocket, comments in an event stream. A WebSocket
    /// that answers neither of two pings is closed. At the same interval, the credentials of the connection are checked again; it is closed
    /// when they have expired or are revoked, a WebSocket with 4403.</summary>
    /// <value>1 second to 1 hour; 15 seconds when not set.</value>
    [Between("00:00:01", "01:00:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a new WebSocket may take to send <c>connection_init</c> before it is closed with 4408.</summary>
    /// <value>100 ms to 5 minutes; 10 seconds when not set.</value>
    [Between("00:00:00.100", "00:05:00")]
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to receive one message on a WebSocket before the operation fails. The client can subscribe again
    /// from the revision that it last received.</summary>
    /// <value>1 second to 10 minutes; 30 seconds when not set.</value>
    [Between("00:00:01", "00:10:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many operations run on one WebSocket at the same time. Further ones receive the code TOO_MANY_OPERATIONS.</summary>
    /// <value>1 to 10,000; 100 when not set.</value>
    [Between(1, 10_000)]
    public int MaxOperations { get; set; } = 100;
}

/// <summary>Checks the values of <see cref="LiveOptions"/>.</summary>
[OptionsValidator]
public sealed partial class LiveOptionsValidator : IValidateOptions<LiveOptions>;
