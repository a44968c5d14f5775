using System.CommandLine;
using ClaimGraph.Following;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Cli;

/// <summary><c>webhooks list|show|retry|replay</c>: who is told of changes, and what could not be told. A server sends it.</summary>
internal static class WebhooksCommand
{
    private const int Shown = 1_000;
    private const int ShownAttempts = 20;

    public static Command Create(CommonOptions common, Stores stores) =>
        new("webhooks", "List and show webhooks, and have a server send again what they missed.")
        {
            Listing(common, stores),
            Showing(common, stores),
            Retrying(common, stores),
            Replaying(common, stores),
        };

    private static Command Listing(CommonOptions common, Stores stores)
    {
        var command = new Command("list", "List all webhooks, newest first.") { common.Storage, common.Store, common.Json };
        command.Shows(
            common,
            stores,
            async (_, store, cancellation) => (await store.Followers.ListAsync(Webhook.Prefix, cancellation)).Select(Webhook.Of),
            webhooks => webhooks.Select(w => AsJson(w)),
            webhooks =>
            {
                foreach (var webhook in webhooks)
                    Console.WriteLine(Describe(webhook));
            }
        );
        return command;
    }

    private static Command Showing(CommonOptions common, Stores stores)
    {
        var id = IdArgument();
        var command = new Command("show", $"Show a webhook with its dead letters and its {ShownAttempts} newest attempts.")
        {
            id,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Shows(
            common,
            stores,
            async (parsed, store, cancellation) =>
            {
                var webhook = await FindAsync(store, parsed.GetValue(id)!, cancellation);
                var dead = await store.Followers.LettersAsync(webhook.Id, dead: true, after: null, Shown, cancellation);
                return (
                    Webhook: webhook,
                    Dead: dead,
                    Attempts: await store.Followers.AttemptsAsync(webhook.Id, ShownAttempts, cancellation)
                );
            },
            found => AsJson(found.Webhook, found.Dead, found.Attempts),
            found => Write(found.Webhook, found.Dead, found.Attempts)
        );
        return command;
    }

    private static Command Retrying(CommonOptions common, Stores stores)
    {
        var id = IdArgument();
        var command = new Command("retry", "Have the dead letters of a webhook sent again.") { id, common.Storage, common.Store };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                await using var store = await stores.OpenExistingAsync(options);
                var webhook = await FindAsync(store, parsed.GetValue(id)!, cancellation);
                var letters = await store.Followers.ReviveAsync(webhook.Id, stores.Clock.GetUtcNow().ToMillisecond(), cancellation);
                Console.WriteLine($"{webhook.Id}  {letters:N0} dead letters will be sent again");
                return Run.Success;
            }
        );
        return command;
    }

    private static Command Replaying(CommonOptions common, Stores stores)
    {
        var id = IdArgument();
        var after = new Option<long>("--after") { Description = "The revision after which all is told again.", Required = true };
        var command = new Command("replay", "Have a webhook told again of all that was committed after a revision.")
        {
            id,
            after,
            common.Storage,
            common.Store,
        };
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                await using var store = await stores.OpenExistingAsync(options);
                var (webhook, revision) = (await FindAsync(store, parsed.GetValue(id)!, cancellation), parsed.GetValue(after));
                var head = (await store.HeadAsync(cancellation)).Revision;
                if (revision < 0 || revision > head)
                    throw new ClaimGraphException($"--after is a revision from 0 to {head:N0}.");
                var follower = webhook.Follower;
                if (!await store.Followers.ChangeAsync(follower.Id, follower.Version, follower.Settings, revision, cancellation))
                    throw new ClaimGraphException($"The webhook {follower.Id} was changed by somebody else just now; try again.");
                Console.WriteLine($"{follower.Id}  is told of what was committed after revision {revision:N0}");
                return Run.Success;
            }
        );
        return command;
    }

    private static Argument<string> IdArgument() =>
        new Argument<string>("WEBHOOK") { Description = "The ID of the webhook, wh_…" }.RefuseOptions();

    /// <exception cref="ClaimGraphException">There is none.</exception>
    private static async Task<Webhook> FindAsync(IClaimStore store, string id, CancellationToken cancellation) =>
        id.StartsWith(Webhook.Prefix, StringComparison.Ordinal) && await store.Followers.FindAsync(id, cancellation) is { } follower
            ? Webhook.Of(follower)
            : throw new ClaimGraphException($"There is no webhook '{id}'; '{Run.Program} webhooks list' shows all.");

    private static void Write(Webhook webhook, IReadOnlyList<Letter> dead, IReadOnlyList<Attempt> attempts)
    {
        Console.WriteLine(Describe(webhook));
        Console.WriteLine($"  created   by {webhook.Settings.CreatedBy}, {Print.Time(webhook.Follower.CreatedAt)}");
        if (webhook.Settings.StateReason is { } reason)
            Console.WriteLine($"  paused    {reason}");
        if (webhook.Follower.RetryAt is { } retry)
            Console.WriteLine($"  retry     {Print.Time(retry)}, after {webhook.Follower.Failures:N0} failures");
        foreach (var attempt in attempts)
            Console.WriteLine(
                $"attempt {attempt.Key}, {Print.Time(attempt.At)}: {Print.Word(attempt.Outcome)} {Answer(attempt.Status, attempt.Error)}"
            );
        foreach (var letter in dead)
            Console.WriteLine($"dead {letter.Key}, {Print.Time(letter.At)}: {letter.Attempts:N0} attempts, {letter.Error}");
    }

    private static string Answer(int? status, string? error) => string.Join(", ", new object?[] { status, error }.OfType<object>());

    private static string Describe(Webhook webhook) =>
        $"{webhook.Id}  {Print.Word(webhook.Settings.State)}, '{webhook.Settings.Name}', {webhook.Settings.Url}, told up to revision "
        + $"{webhook.Follower.Position:N0}";

    /// <summary>Without the secrets, which stand in the settings.</summary>
    private static object AsJson(Webhook webhook, IReadOnlyList<Letter>? dead = null, IReadOnlyList<Attempt>? attempts = null) =>
        new
        {
            id = webhook.Id,
            state = Print.Word(webhook.Settings.State),
            stateReason = webhook.Settings.StateReason,
            name = webhook.Settings.Name,
            url = webhook.Settings.Url,
            createdBy = webhook.Settings.CreatedBy,
            createdAt = Print.Time(webhook.Follower.CreatedAt),
            revision = webhook.Follower.Position,
            failures = webhook.Follower.Failures,
            retryAt = Print.Time(webhook.Follower.RetryAt),
            deadLetters = dead?.Select(l => new
            {
                key = l.Key,
                revision = l.Revision,
                attempts = l.Attempts,
                at = Print.Time(l.At),
                error = l.Error,
            }),
            attempts = attempts?.Select(a => new
            {
                key = a.Key,
                number = a.Number,
                at = Print.Time(a.At),
                milliseconds = a.Milliseconds,
                status = a.Status,
                error = a.Error,
                outcome = Print.Word(a.Outcome),
            }),
        };
}
