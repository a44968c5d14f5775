using ClaimGraph.Following;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Webhooks;

/// <summary>
/// Follows the ledger for each active webhook, one task each, so that a slow target holds up no other. It looks again and again which
/// webhooks there are and which letters are due.
/// </summary>
internal sealed class WebhookService(
    WebhookRegister register,
    IWebhookEvents events,
    WebhookDelivery delivery,
    WebhookOptions options,
    TimeProvider clock,
    ILogger<WebhookService> log
) : BackgroundService
{
    private const int MostLetters = 1_000;

    private readonly Dictionary<string, Following> _following = [];
    private readonly Dictionary<string, Task> _letters = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                isFailing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isFailing)
                    log.LogWarning(e, "The webhooks could not be read; it is tried again.");
                isFailing = true;
            }
            await Task.Delay(options.PollInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll([.. _following.Values.Select(f => f.EndAsync()), .. _letters.Values]);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var active = (await register.ListAsync(stop)).Where(w => w.Settings.State == WebhookState.Active).ToDictionary(w => w.Id);
        foreach (var (id, following) in _following.ToArray())
            if (following.Done.IsCompleted || active.GetValueOrDefault(id)?.Follower.Version != following.Version)
            {
                _following.Remove(id);
                _ = following.EndAsync();
            }
        foreach (var (id, webhook) in active)
            if (!_following.ContainsKey(id))
                _following[id] = Start(webhook, stop);
        var due = await register.Followers.DueAsync(Webhook.Prefix, clock.GetUtcNow(), MostLetters, stop);
        foreach (var letters in due.GroupBy(letter => letter.Follower))
            if (active.TryGetValue(letters.Key, out var webhook) && _letters.GetValueOrDefault(letters.Key)?.IsCompleted != false)
                _letters[letters.Key] = Task.Run(() => SendAsync(webhook, [.. letters], stop), CancellationToken.None);
    }

    private Following Start(Webhook webhook, CancellationToken stop)
    {
        var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
        return new Following(webhook.Follower.Version, own, Task.Run(() => FollowAsync(webhook, own.Token), CancellationToken.None));
    }

    private async Task FollowAsync(Webhook webhook, CancellationToken stop)
    {
        var next = Delivered.Again;
        while (next == Delivered.Again && !stop.IsCancellationRequested)
        {
            try
            {
                next = await FollowOnAsync(webhook, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The ledger could not be followed for webhook {Webhook}; it is tried again.", webhook.Id);
                await Task.Delay(options.PollInterval, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask<Delivered> FollowOnAsync(Webhook webhook, CancellationToken stop)
    {
        if (await register.Followers.FindAsync(webhook.Id, stop) is not { } now || now.Version != webhook.Follower.Version)
            return Delivered.Over;
        try
        {
            await foreach (var happened in events.FollowAsync(webhook, now.Position, stop))
                if (await delivery.DeliverAsync(webhook, happened, stop) is not Delivered.Done and var next)
                    return next;
            return Delivered.Again;
        }
        catch (ClaimGraphException e) when (e is not StoreUnavailableException)
        {
            return await delivery.FailAsync(webhook, e.Message, stop);
        }
    }

    private async Task SendAsync(Webhook webhook, IReadOnlyList<Letter> letters, CancellationToken stop)
    {
        try
        {
            foreach (var letter in letters)
                await delivery.SendAsync(webhook, letter, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.LogWarning(e, "The letters of webhook {Webhook} could not be sent; it is tried again.", webhook.Id);
        }
        catch (OperationCanceledException)
        {
            // The letter is due again in a while.
        }
    }

    /// <summary>A webhook that is followed.</summary>
    private sealed record Following(long Version, CancellationTokenSource Stop, Task Done)
    {
        public async Task EndAsync()
        {
            await Stop.CancelAsync();
            await Done;
            Stop.Dispose();
        }
    }
}
