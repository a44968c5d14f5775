using System.ComponentModel;
using System.Text.Json;
using ClaimGraph.Following;

namespace ClaimGraph.Webhooks;

[Description("Whether a webhook is told of events.")]
public enum WebhookState
{
    [Description("It is told of events.")]
    Active = 1,

    [Description("It is not told of events until an admin makes it active again. Then it goes on where it stopped.")]
    Paused = 2,
}

/// <summary>An address that is told of events by HTTP, as the Standard Webhooks specification has it.</summary>
/// <param name="Follower">How far it has been told.</param>
/// <param name="Settings">What it is and wants.</param>
public sealed record Webhook(Follower Follower, WebhookSettings Settings)
{
    /// <summary>What the ids of webhooks begin with.</summary>
    public const string Prefix = "wh_";

    public string Id => Follower.Id;

    /// <summary>The principal for whom its events are read.</summary>
    public string Principal => $"webhook:{Settings.Name} ({Id})";

    /// <summary>The id of what it is sent about something, the same at each attempt: <c>webhook-id</c>.</summary>
    /// <param name="key">The revision, or the key of the letter.</param>
    public string MessageId(string key) => $"msg_{Id[Prefix.Length..]}_{key}";

    public static Webhook Of(Follower follower) => new(follower, JsonSerializer.Deserialize<WebhookSettings>(follower.Settings)!);
}

/// <summary>What a webhook is and wants, as the store keeps it.</summary>
public sealed record WebhookSettings
{
    /// <summary>What it is for; 1 to <see cref="WebhookRegister.MaxName"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>The address that events are sent to.</summary>
    public required string Url { get; init; }

    /// <summary>The events that it is told of: a filter of <c>changes</c> as JSON; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>The subscription that says which events it is told of and what it is told; null for <c>changes</c> with the
    /// filter.</summary>
    public string? Document { get; init; }

    /// <summary>The encrypted secret that signs what is sent.</summary>
    public required string Secret { get; init; }

    /// <summary>The encrypted secret before that, which signs as well until a time.</summary>
    public string? PreviousSecret { get; init; }

    public DateTimeOffset? PreviousSecretUntil { get; init; }

    public WebhookState State { get; init; } = WebhookState.Active;

    /// <summary>Why the server paused it; null if it did not.</summary>
    public string? StateReason { get; init; }

    /// <summary>The principal who created it, as the ledger names them.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The settings as the store keeps them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}

/// <summary>A webhook with a secret that was just made.</summary>
/// <param name="Secret">It is stored encrypted and cannot be shown again.</param>
public sealed record NewWebhook(Webhook Webhook, string Secret)
{
    /// <summary>Without the secret, so that it cannot slip into a log.</summary>
    public override string ToString() => Webhook.Id;
}

/// <summary>One event for a webhook.</summary>
/// <param name="Revision">The revision of the commit that it tells of.</param>
/// <param name="Response">What the subscription answers, as JSON in UTF-8: <c>{"data":…}</c>. Empty where there was nothing for the
/// webhook up to that revision.</param>
public readonly record struct WebhookEvent(long Revision, ReadOnlyMemory<byte> Response);

/// <summary>The ledger as the subscription of a webhook shows it. Safe for many threads.</summary>
public interface IWebhookEvents
{
    /// <summary>Checks what a webhook asks for.</summary>
    /// <exception cref="RefusedException">It is not a subscription of this API; path <c>document</c> or <c>filter</c>.</exception>
    ValueTask CheckAsync(WebhookSettings settings, CancellationToken cancellation = default);

    /// <summary>The events after a revision, in order, without end; now and then one that is empty, so that the caller knows how far the
    /// ledger was read.</summary>
    /// <exception cref="ClaimGraphException">The subscription cannot be followed, or the store cannot be read.</exception>
    IAsyncEnumerable<WebhookEvent> FollowAsync(Webhook webhook, long after, CancellationToken cancellation);
}

/// <summary>Encrypts the secrets of webhooks, which are needed in clear to sign.</summary>
public interface IWebhookSecrets
{
    /// <exception cref="RefusedException">Nothing can be encrypted here so that it can be read later.</exception>
    string Protect(string secret);

    /// <exception cref="ClaimGraphException">It was encrypted with other keys.</exception>
    string Unprotect(string secret);
}
