using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL;

/// <summary>Subscriptions, and the connections over which they are sent.</summary>
public sealed class LiveOptions
{
    /// <summary>How often the ledger is read for commits of other processes while somebody subscribes. Commits of this process are sent
    /// at once.</summary>
    /// <value>10 ms to 1 minute; 200 ms when not set.</value>
    [Between("00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many of the newest ledger entries are kept for subscribers. One who is further behind reads the ledger itself until
    /// it has caught up.</summary>
    /// <value>1 to 100,000; 1,024 when not set.</value>
    [Between(1, 100_000)]
    public int RecentEntries { get; set; } = 1_024;

    /// <summary>How many changes the kept entries have together; the newest entry is kept whatever its size.</summary>
    /// <value>1 to 10,000,000; 20,000 when not set.</value>
    [Between(1, 10_000_000)]
    public int RecentChanges { get; set; } = 20_000;

    /// <summary>How often a quiet connection gets a sign of life: a ping on a WebSocket, a comment in an event stream. A WebSocket that
    /// answers none of two is cut off. As often its credentials are checked again; it is closed with 4403 when they are no longer
    /// good.</summary>
    /// <value>1 second to 1 hour; 15 seconds when not set.</value>
    [Between("00:00:01", "01:00:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a new WebSocket may wait with its <c>connection_init</c> before it is closed with 4408.</summary>
    /// <value>100 ms to 5 minutes; 10 seconds when not set.</value>
    [Between("00:00:00.100", "00:05:00")]
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a WebSocket may take nothing of what is sent to it before it is cut off. Its client resumes from the revision it
    /// has come to.</summary>
    /// <value>1 second to 10 minutes; 30 seconds when not set.</value>
    [Between("00:00:01", "00:10:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many operations run on one WebSocket at the same time. One more is answered with the code
    /// TOO_MANY_OPERATIONS.</summary>
    /// <value>1 to 10,000; 100 when not set.</value>
    [Between(1, 10_000)]
    public int MaxOperations { get; set; } = 100;
}

/// <summary>Checks the values of <see cref="LiveOptions"/>.</summary>
[OptionsValidator]
public sealed partial class LiveOptionsValidator : IValidateOptions<LiveOptions>;
