using ClaimGraph.Settings;

namespace ClaimGraph.Webhooks;

/// <summary>Webhooks: what they may be, and how they are sent to.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// The folder with the keys that encrypt the secrets of webhooks. It is created for the user of the program alone. Servers on one store
    /// share one folder; it can be that of <c>Pages:SignInSecrets</c>. Without it no webhook can be created.
    /// </summary>
    /// <value>Default: none.</value>
    public string? Secrets { get; set; }

    /// <summary>
    /// Whether webhooks may lead into private networks and to this machine, to any port, and without TLS. Otherwise they must lead to
    /// public addresses, by https, on port 443.
    /// </summary>
    /// <value>Default: false.</value>
    public bool AllowPrivateTargets { get; set; }

    /// <summary>How many webhooks a store can have.</summary>
    /// <value>Default: 100. Range: 0 to 1,000; with 0, none can be created.</value>
    [Between(1, 1_000, OrZero = true)]
    public int MaxWebhooks { get; set; } = 100;

    /// <summary>How long a target may take to answer. After that the attempt has failed.</summary>
    /// <value>Default: 15 s. Range: 100 ms to 1 minute.</value>
    [Between("00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often an event is sent to a target that does not take it, before it becomes a dead letter.</summary>
    /// <value>Default: 10, which are some four days. Range: 1 to 20.</value>
    [Between(1, 20)]
    public int MaxAttempts { get; set; } = 10;

    /// <summary>The time between the first attempt and the second. It becomes six times as long with each further attempt, and is moved at
    /// random by up to a fifth.</summary>
    /// <value>Default: 5 s. Range: 10 ms to 1 hour.</value>
    [Between("00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two attempts, also where the target asks for a longer one (<c>Retry-After</c>).</summary>
    /// <value>Default: 1 day. Range: 10 ms to 7 days.</value>
    [Between("00:00:00.010", "7.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often the store is asked for webhooks that are new or were changed by another process.</summary>
    /// <value>Default: 1 s. Range: 10 ms to 1 minute.</value>
    [Between("00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the secret before a rotation signs beside the new one.</summary>
    /// <value>Default: 1 day. Range: 1 second to 30 days.</value>
    [Between("00:00:01", "30.00:00:00")]
    public TimeSpan RotationOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many attempts are kept for each webhook.</summary>
    /// <value>Default: 100. Range: 1 to 10,000.</value>
    [Between(1, 10_000)]
    public int KeptAttempts { get; set; } = 100;
}
