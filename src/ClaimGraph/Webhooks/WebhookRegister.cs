using System.Security.Cryptography;
using ClaimGraph.Following;

namespace ClaimGraph.Webhooks;

/// <summary>What an admin changes about a webhook. Null leaves as it is.</summary>
/// <param name="Selects">True if the filter and the document are replaced by those given, be they null.</param>
public sealed record WebhookChange(string? Name, string? Url, bool Selects, string? Filter, string? Document, bool? Active);

/// <summary>Creates, changes and removes webhooks. Safe to use from many threads.</summary>
/// <param name="random">A source of unpredictable random bits.</param>
public sealed class WebhookRegister(
    IFollowerStore store,
    IWebhookEvents events,
    IWebhookSecrets secrets,
    WebhookOptions options,
    TimeProvider clock,
    RandomNumberGenerator random
)
{
    /// <summary>The longest name of a webhook, in characters.</summary>
    public const int MaxName = 100;

    private const int MaxUrl = 2_048;
    private const int MaxDocument = 20_000;
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789"; // 32, without look-alikes

    /// <summary>The followers that webhooks are.</summary>
    public IFollowerStore Followers => store;

    /// <summary>All webhooks, newest first.</summary>
    public async ValueTask<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellation = default) =>
        [.. (await store.ListAsync(Webhook.Prefix, cancellation)).Select(Webhook.Of)];

    /// <summary>The webhook with this id; null if there is none.</summary>
    public async ValueTask<Webhook?> FindAsync(string id, CancellationToken cancellation = default) =>
        id.StartsWith(Webhook.Prefix, StringComparison.Ordinal) && await store.FindAsync(id, cancellation) is { } follower
            ? Webhook.Of(follower)
            : null;

    /// <summary>Creates a webhook that is told of what is committed after a revision.</summary>
    /// <exception cref="RefusedException">It cannot be as it is wanted.</exception>
    public async ValueTask<NewWebhook> CreateAsync(
        WebhookChange wanted,
        long after,
        string createdBy,
        CancellationToken cancellation = default
    )
    {
        if ((await store.ListAsync(Webhook.Prefix, cancellation)).Count >= options.MaxWebhooks)
            throw new RefusedException(
                ProblemCode.TooMany,
                $"There can be {options.MaxWebhooks} webhooks at most (Webhooks:MaxWebhooks); delete one first."
            );
        var secret = NewSecret();
        var settings = With(
            new WebhookSettings
            {
                Name = "",
                Url = "",
                Secret = secrets.Protect(secret),
                CreatedBy = createdBy,
            },
            wanted
        );
        await CheckAsync(settings, cancellation);
        var follower = new Follower
        {
            Id = NewId(Webhook.Prefix),
            Settings = settings.ToJson(),
            CreatedAt = clock.GetUtcNow().ToMillisecond(),
            Position = after,
        };
        await store.AddAsync(follower, cancellation);
        return new NewWebhook(new Webhook(follower, settings), secret);
    }

    /// <summary>Changes a webhook; null if there is none.</summary>
    /// <exception cref="RefusedException">It cannot be as it is wanted.</exception>
    public ValueTask<Webhook?> UpdateAsync(string id, WebhookChange wanted, CancellationToken cancellation = default) =>
        ChangeAsync(
            id,
            async webhook =>
            {
                var settings = With(webhook.Settings, wanted);
                await CheckAsync(settings, cancellation);
                return settings;
            },
            null,
            cancellation
        );

    /// <summary>Stops telling a webhook of events, because of something that its target or its subscription says.</summary>
    public async ValueTask PauseAsync(Webhook webhook, string reason, CancellationToken cancellation = default) =>
        await store.ChangeAsync(
            webhook.Id,
            webhook.Follower.Version,
            (webhook.Settings with { State = WebhookState.Paused, StateReason = reason }).ToJson(),
            null,
            cancellation
        );

    /// <summary>Removes a webhook with its dead letters; null if there is none.</summary>
    public async ValueTask<Webhook?> RemoveAsync(string id, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is { } webhook && await store.RemoveAsync(id, cancellation) ? webhook : null;

    /// <summary>Gives a webhook another secret. The one before signs as well for a while, so that the target need not change at the same
    /// moment. Null if there is no such webhook.</summary>
    public async ValueTask<NewWebhook?> RotateAsync(string id, CancellationToken cancellation = default)
    {
        var secret = NewSecret();
        var rotated = await ChangeAsync(
            id,
            webhook =>
                new(
                    webhook.Settings with
                    {
                        Secret = secrets.Protect(secret),
                        PreviousSecret = webhook.Settings.Secret,
                        PreviousSecretUntil = (clock.GetUtcNow() + options.RotationOverlap).ToMillisecond(),
                    }
                ),
            null,
            cancellation
        );
        return rotated is null ? null : new NewWebhook(rotated, secret);
    }

    /// <summary>Has a webhook told again of all that was committed after a revision; null if there is none.</summary>
    public ValueTask<Webhook?> ReplayAsync(string id, long after, CancellationToken cancellation = default) =>
        ChangeAsync(id, static webhook => new(webhook.Settings), after, cancellation);

    /// <summary>Has the dead letters of a webhook sent again; their number, or null if there is no such webhook.</summary>
    public async ValueTask<long?> ReviveAsync(string id, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is null ? null : await store.ReviveAsync(id, Now(), cancellation);

    /// <summary>Has a webhook sent an event that says nothing; the key of its letter, or null if there is no such webhook.</summary>
    public async ValueTask<string?> PingAsync(string id, CancellationToken cancellation = default)
    {
        if (await FindAsync(id, cancellation) is null)
            return null;
        var key = NewId("ping-");
        await store.PutAsync(new Letter(id, key, 0, 0, Now(), Now(), null), cancellation);
        return key;
    }

    /// <summary>The secrets that sign now, in clear, the newest first.</summary>
    /// <exception cref="ClaimGraphException">They were encrypted with other keys.</exception>
    public IReadOnlyList<string> SecretsOf(Webhook webhook)
    {
        var isRotating = webhook.Settings.PreviousSecret is not null && webhook.Settings.PreviousSecretUntil > clock.GetUtcNow();
        return
        [
            secrets.Unprotect(webhook.Settings.Secret),
            .. isRotating ? [secrets.Unprotect(webhook.Settings.PreviousSecret!)] : Array.Empty<string>(),
        ];
    }

    /// <summary>Changes a webhook as it is now, again if somebody else changes it meanwhile.</summary>
    private async ValueTask<Webhook?> ChangeAsync(
        string id,
        Func<Webhook, ValueTask<WebhookSettings>> change,
        long? position,
        CancellationToken cancellation
    )
    {
        while (await FindAsync(id, cancellation) is { } webhook)
        {
            var settings = await change(webhook);
            if (await store.ChangeAsync(id, webhook.Follower.Version, settings.ToJson(), position, cancellation))
                return await FindAsync(id, cancellation);
        }
        return null;
    }

    private static WebhookSettings With(WebhookSettings settings, WebhookChange wanted) =>
        settings with
        {
            Name = wanted.Name ?? settings.Name,
            Url = wanted.Url ?? settings.Url,
            Filter = wanted.Selects ? wanted.Filter : settings.Filter,
            Document = wanted.Selects ? wanted.Document : settings.Document,
            State = wanted.Active switch
            {
                true => WebhookState.Active,
                false => WebhookState.Paused,
                null => settings.State,
            },
            StateReason = wanted.Active is null ? settings.StateReason : null,
        };

    private async ValueTask CheckAsync(WebhookSettings settings, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(settings.Name))
            throw new RefusedException(ProblemCode.Required, "The name is required. It says what the webhook is for.", "name");
        if (CodePoints.Count(settings.Name) > MaxName)
            throw new RefusedException(ProblemCode.TooLong, $"The name can have at most {MaxName} characters.", "name");
        if (!CodePoints.IsWellFormed(settings.Name) || settings.Name.Any(char.IsControl))
            throw new RefusedException(ProblemCode.InvalidText, "The name must be a single line of text.", "name");
        CheckUrl(settings.Url);
        if (settings is { Filter: not null, Document: not null })
            throw new RefusedException(
                ProblemCode.Inconsistent,
                "Give a filter or a document; in a document, the filter is an argument of the subscription.",
                "document"
            );
        if (settings.Document?.Length > MaxDocument)
            throw new RefusedException(ProblemCode.TooLong, $"The document can have at most {MaxDocument:N0} characters.", "document");
        await events.CheckAsync(settings, cancellation);
    }

    private void CheckUrl(string text)
    {
        var isPrivate = options.AllowPrivateTargets;
        if (
            text.Length > MaxUrl
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0
            || url.Fragment.Length > 0
            || !(url.Scheme == Uri.UriSchemeHttps && (isPrivate || url.IsDefaultPort) || url.Scheme == Uri.UriSchemeHttp && isPrivate)
        )
            throw new RefusedException(
                ProblemCode.InvalidFormat,
                isPrivate
                    ? $"'{text}' is not valid; use an http or https address of at most {MaxUrl:N0} characters, without user and fragment."
                    : $"'{text}' is not valid; use an https address of at most {MaxUrl:N0} characters, without user, port and fragment, "
                        + "like https://example.org/hooks.",
                "url"
            );
    }

    private string NewSecret()
    {
        var bytes = new byte[32];
        random.GetBytes(bytes);
        return WebhookSignature.SecretPrefix + Convert.ToBase64String(bytes);
    }

    private string NewId(string prefix)
    {
        var bytes = new byte[10];
        random.GetBytes(bytes);
        return prefix + string.Concat(bytes.Select(b => Letters[b % Letters.Length]));
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();
}
