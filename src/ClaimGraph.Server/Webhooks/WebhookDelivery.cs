using System.Net;
using System.Security.Cryptography;
using ClaimGraph.Following;
using ClaimGraph.Server.Telemetry;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Webhooks;

/// <summary>What an attempt came to.</summary>
internal enum Delivered
{
    /// <summary>The target has it, or another process saw to it, or it is a dead letter: on to the next.</summary>
    Done,

    /// <summary>It is to be read and tried again.</summary>
    Again,

    /// <summary>The webhook was changed, paused or deleted.</summary>
    Over,
}

/// <summary>
/// Tells webhooks of events and settles in the store what came of it. Of all processes, the one that holds a webhook tells it of its next
/// event. Safe for many threads.
/// </summary>
internal sealed class WebhookDelivery(
    IClaimStore store,
    WebhookRegister register,
    IWebhookEvents events,
    WebhookSender sender,
    WebhookOptions options,
    TimeProvider clock,
    ILogger<WebhookDelivery> log
)
{
    private const double Jitter = 0.2;

    /// <summary>Longer than what is done around an attempt.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private readonly string _holder = RandomNumberGenerator.GetHexString(16, lowercase: true);

    private IFollowerStore Followers => register.Followers;

    /// <summary>Tells a webhook of an event, with repetitions until it is done.</summary>
    public async ValueTask<Delivered> DeliverAsync(Webhook webhook, WebhookEvent happened, CancellationToken cancellation)
    {
        while (true)
        {
            var held = await HoldAsync(webhook, cancellation);
            if (held is null)
            {
                if (await Followers.FindAsync(webhook.Id, cancellation) is not { } now || now.Version != webhook.Follower.Version)
                    return Delivered.Over;
                if (now.Position >= happened.Revision)
                    return Delivered.Done;
                await WaitAsync(now.RetryAt, cancellation);
                continue;
            }
            var settled = held; // what is so far; if the attempt is broken off, that remains
            try
            {
                if (held.Position >= happened.Revision)
                    return Delivered.Done;
                if (happened.Response.IsEmpty)
                {
                    settled = held with { Position = happened.Revision, Failures = 0, RetryAt = null };
                    return Delivered.Done;
                }
                var body = await BodyOfAsync(happened, cancellation);
                var (attempt, next) = await TryAsync(webhook, held, happened.Revision, body, cancellation);
                settled = next;
                if (attempt.Status == (int)HttpStatusCode.Gone)
                {
                    await register.PauseAsync(webhook, attempt.Error!, cancellation);
                    return Delivered.Over;
                }
                if (settled.Position >= happened.Revision)
                    return Delivered.Done;
                if (body.Error is not null)
                    return Delivered.Again;
            }
            finally
            {
                await Followers.SettleAsync(settled, CancellationToken.None);
            }
        }
    }

    /// <summary>Counts that the next event of a webhook cannot be read; in the end, pauses it.</summary>
    public async ValueTask<Delivered> FailAsync(Webhook webhook, string error, CancellationToken cancellation)
    {
        if (await HoldAsync(webhook, cancellation) is not { } held)
        {
            await WaitAsync(null, cancellation);
            return await Followers.FindAsync(webhook.Id, cancellation) is { } now && now.Version == webhook.Follower.Version
                ? Delivered.Again
                : Delivered.Over;
        }
        var failed = Failed(held, null);
        await NoteAsync(new Attempt(webhook.Id, $"{held.Position + 1}", failed.Failures, Now(), 0, null, error, AttemptOutcome.Failed));
        if (failed.Failures >= options.MaxAttempts)
        {
            await register.PauseAsync(webhook, error, cancellation);
            return Delivered.Over;
        }
        await Followers.SettleAsync(failed, CancellationToken.None);
        await WaitAsync(failed.RetryAt, cancellation);
        return Delivered.Again;
    }

    /// <summary>Tells a webhook of what was put aside, if no other process does.</summary>
    public async ValueTask SendAsync(Webhook webhook, Letter letter, CancellationToken cancellation)
    {
        var until = Now() + options.Timeout + Margin;
        if (!await Followers.TakeAsync(letter, until, cancellation))
            return;
        var body =
            letter.Revision == 0 ? (WebhookMessage.Ping(letter.At), null) : await BodyOfAsync(webhook, letter.Revision, cancellation);
        var sent = await SendAsync(webhook, letter.Key, body, cancellation);
        var attempts = letter.Attempts + 1;
        var isLast = attempts >= options.MaxAttempts || sent.Status == (int)HttpStatusCode.Gone;
        var outcome =
            sent.Error is null ? AttemptOutcome.Delivered
            : isLast ? AttemptOutcome.GivenUp
            : AttemptOutcome.Failed;
        await NoteAsync(AttemptOf(webhook, letter.Key, attempts, sent, outcome));
        if (outcome == AttemptOutcome.Delivered || isLast && letter.Revision == 0) // a ping that nobody heard is of no use later
            await Followers.DropAsync(webhook.Id, letter.Key, CancellationToken.None);
        else
            await Followers.PutAsync(
                letter with
                {
                    Attempts = attempts,
                    DueAt = isLast ? null : Now() + Delay(attempts, sent.RetryAfter),
                    Error = sent.Error,
                },
                CancellationToken.None
            );
        if (sent.Status == (int)HttpStatusCode.Gone)
            await register.PauseAsync(webhook, sent.Error!, cancellation);
    }

    private ValueTask<Follower?> HoldAsync(Webhook webhook, CancellationToken cancellation) =>
        Followers.HoldAsync(webhook.Id, webhook.Follower.Version, _holder, Now(), Now() + options.Timeout + Margin, cancellation);

    private async ValueTask<(Attempt Attempt, Follower Next)> TryAsync(
        Webhook webhook,
        Follower held,
        long revision,
        (byte[] Bytes, string? Error) body,
        CancellationToken cancellation
    )
    {
        var sent = await SendAsync(webhook, $"{revision}", body, cancellation);
        var number = held.Failures + 1;
        var isOver = sent.Error is not null && number >= options.MaxAttempts && sent.Status != (int)HttpStatusCode.Gone;
        var attempt = AttemptOf(
            webhook,
            $"{revision}",
            number,
            sent,
            sent.Error is null ? AttemptOutcome.Delivered
                : isOver ? AttemptOutcome.GivenUp
                : AttemptOutcome.Failed
        );
        await NoteAsync(attempt);
        if (isOver)
        {
            log.LogWarning("Webhook {Webhook} did not take revision {Revision}, which is a dead letter now.", webhook.Id, revision);
            await Followers.PutAsync(
                new Letter(webhook.Id, $"{revision}", revision, number, null, Now(), sent.Error),
                CancellationToken.None
            );
        }
        return (
            attempt,
            sent.Error is null || isOver ? held with { Position = revision, Failures = 0, RetryAt = null } : Failed(held, sent.RetryAfter)
        );
    }

    /// <summary>Sends a message that could be made.</summary>
    private async ValueTask<Sent> SendAsync(Webhook webhook, string key, (byte[] Bytes, string? Error) body, CancellationToken cancellation)
    {
        if (body.Error is not null)
            return new Sent(null, body.Error, null, 0);
        try
        {
            return await sender.SendAsync(
                webhook.Settings.Url,
                register.SecretsOf(webhook),
                webhook.MessageId(key),
                body.Bytes,
                cancellation
            );
        }
        catch (ClaimGraphException e)
        {
            return new Sent(null, e.Message, null, 0);
        }
    }

    private async ValueTask<(byte[] Bytes, string? Error)> BodyOfAsync(WebhookEvent happened, CancellationToken cancellation)
    {
        var entries = await store.SummariesAsync(happened.Revision - 1, 1, cancellation);
        return (WebhookMessage.Of(happened.Revision, entries[0].Entry.RecordedAt, happened.Response, out var error), error);
    }

    /// <summary>The message about a revision, which a webhook could not be told of before.</summary>
    private async ValueTask<(byte[] Bytes, string? Error)> BodyOfAsync(Webhook webhook, long revision, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Margin, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await foreach (var happened in events.FollowAsync(webhook, revision - 1, limit.Token))
                return happened.Revision == revision && !happened.Response.IsEmpty
                    ? await BodyOfAsync(happened, limit.Token)
                    : ([], "The webhook no longer asks for this event.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nothing came after it for which the webhook asks.
        }
        catch (ClaimGraphException e)
        {
            return ([], e.Message);
        }
        return ([], "The webhook no longer asks for this event.");
    }

    private Follower Failed(Follower held, TimeSpan? after) =>
        held with
        {
            Failures = held.Failures + 1,
            RetryAt = Now() + Delay(held.Failures + 1, after),
        };

    private TimeSpan Delay(int failures, TimeSpan? after) =>
        Backoff.After(
            failures,
            options.FirstRetry,
            options.LongestRetry,
            after,
            1 - Jitter + 2 * Jitter * RandomNumberGenerator.GetInt32(1_000) / 1_000
        );

    /// <summary>Waits for what others do, or until a time.</summary>
    private Task WaitAsync(DateTimeOffset? until, CancellationToken cancellation)
    {
        var wait = until - Now() ?? options.PollInterval;
        var shorter = wait < options.PollInterval ? wait : options.PollInterval;
        return Task.Delay(shorter > TimeSpan.Zero ? shorter : TimeSpan.FromMilliseconds(1), clock, cancellation);
    }

    private Attempt AttemptOf(Webhook webhook, string key, int number, Sent sent, AttemptOutcome outcome) =>
        new(
            webhook.Id,
            key,
            number,
            Now() - TimeSpan.FromMilliseconds(sent.Milliseconds),
            sent.Milliseconds,
            sent.Status,
            sent.Error,
            outcome
        );

    private async ValueTask NoteAsync(Attempt attempt)
    {
        OutboundTelemetry.Sent(attempt);
        await Followers.NoteAsync(attempt, options.KeptAttempts, CancellationToken.None);
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();
}
