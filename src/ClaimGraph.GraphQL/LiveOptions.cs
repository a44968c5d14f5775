namespace ClaimGraph.GraphQL;

/// <summary>Subscriptions, and the connections over which they are sent.</summary>
public sealed class LiveOptions
{
    /// <summary>How often the ledger is read for commits of other processes while somebody subscribes. Commits of this process are sent at once.</summary>
    /// <value>10 ms to 1 minute; 200 ms when not set.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many of the newest ledger entries are kept for subscribers. One who is further behind reads the ledger itself until it has caught up.</summary>
    /// <value>1 to 100,000; 1,024 when not set.</value>
    public int RecentEntries { get; set; } = 1_024;

    /// <summary>How many changes the kept entries have together; the newest entry is kept whatever its size.</summary>
    /// <value>1 to 10,000,000; 20,000 when not set.</value>
    public int RecentChanges { get; set; } = 20_000;

    /// <summary>How often a quiet connection gets a sign of life: a ping on a WebSocket, a comment in an event stream. A WebSocket that answers none of two is
    /// cut off. As often its credentials are checked again; it is closed with 4403 when they are no longer good.</summary>
    /// <value>1 second to 1 hour; 15 seconds when not set.</value>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a new WebSocket may wait with its <c>connection_init</c> before it is closed with 4408.</summary>
    /// <value>100 ms to 5 minutes; 10 seconds when not set.</value>
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a WebSocket may take nothing of what is sent to it before it is cut off. Its client resumes from the revision it has come to.</summary>
    /// <value>1 second to 10 minutes; 30 seconds when not set.</value>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many operations run on one WebSocket at the same time. One more is answered with the code TOO_MANY_OPERATIONS.</summary>
    /// <value>1 to 10,000; 100 when not set.</value>
    public int MaxOperations { get; set; } = 100;

    internal void Validate()
    {
        Range.Check("Live:" + nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Range.Check("Live:" + nameof(RecentEntries), RecentEntries, 1, 100_000);
        Range.Check("Live:" + nameof(RecentChanges), RecentChanges, 1, 10_000_000);
        Range.Check("Live:" + nameof(KeepAlive), KeepAlive, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Range.Check("Live:" + nameof(InitTimeout), InitTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Range.Check("Live:" + nameof(SendTimeout), SendTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Range.Check("Live:" + nameof(MaxOperations), MaxOperations, 1, 10_000);
    }
}
