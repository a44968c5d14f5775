using ClaimGraph.Following;
using ClaimGraph.GraphQL.Api.Lists;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.Webhooks;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Webhooks;

internal sealed class WebhookType : ObjectGraphType<Webhook>
{
    public WebhookType()
    {
        Name = "Webhook";
        Description =
            "An address that is told of events by HTTP POST, as the Standard Webhooks specification has it. Events come in the order of "
            + "the ledger, each at least once: `webhook-id` is the same each time.";
        this.Leaf("id", "String!", "The id: `wh_` and ten characters.", static w => w.Id);
        this.Leaf("name", "String!", "What it is for.", static w => w.Settings.Name);
        this.Leaf("url", "String!", "The address that events are sent to.", static w => w.Settings.Url);
        this.Leaf("filter", "String", "The filter of `changes` as JSON. Null if it has none.", static w => w.Settings.Filter);
        this.Leaf(
            "document",
            "String",
            "The subscription that says which events are sent and what they contain. Null if it has none of its own.",
            static w => w.Settings.Document
        );
        this.Leaf("state", "WebhookState!", "Whether it is told of events.", static w => w.Settings.State);
        this.Leaf(
            "stateReason",
            "String",
            "Why the server paused it: its target answered 410 (Gone), or its subscription cannot be followed. Null if it did not.",
            static w => w.Settings.StateReason
        );
        this.Leaf("createdBy", "String!", "Who created it.", static w => w.Settings.CreatedBy);
        this.Leaf("createdAt", "DateTime!", "When it was created.", static w => w.Follower.CreatedAt);
        this.Leaf("position", "Int!", "It has been told of all revisions up to this one.", static w => w.Follower.Position);
        this.Leaf("failures", "Int!", "How many attempts to tell it of the next event have failed.", static w => w.Follower.Failures);
        this.Leaf("retryAt", "DateTime", "When the next event is tried again. Null if it does not wait.", static w => w.Follower.RetryAt);
        this.Leaf(
            "previousSecretUntil",
            "DateTime",
            "Until when the secret before the last rotation signs beside the new one. Null if there was no rotation.",
            static w => w.Settings.PreviousSecretUntil
        );
        AddLists();
    }

    private void AddLists()
    {
        this.Resolve(
                "deliveries",
                "[WebhookDelivery!]!",
                "The newest attempts to send to it, newest first.",
                static (webhook, context) =>
                    context.Request.Loaders.Call(
                        (webhook, First: PageArguments.Size(context, "first", 20)),
                        static async (store, asked, cancellation) =>
                            (await store.Followers.AttemptsAsync(asked.webhook.Id, asked.First, cancellation))
                                .Select(attempt => new WebhookDelivery(asked.webhook, attempt))
                                .ToArray()
                    ),
                Sdl.Argument("first", "Int", "The number of attempts.", 20)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)));
        this.Resolve(
                "deadLetters",
                "[DeadLetter!]!",
                "What could not be delivered, in the order of the keys.",
                static (webhook, context) =>
                    context.Request.Loaders.Call(
                        (webhook.Id, After: context.Argument("after") as string, First: PageArguments.Size(context, "first", 20)),
                        static async (store, asked, cancellation) =>
                            await store.Followers.LettersAsync(asked.Id, dead: true, asked.After, asked.First, cancellation)
                    ),
                Sdl.Argument("after", "String", "Only dead letters whose key follows this one."),
                Sdl.Argument("first", "Int", "The number of dead letters.", 20)
            )
            .Costs(Weight.List(PageArguments.Entries("first", 20)));
    }
}

/// <summary>An attempt to send to a webhook.</summary>
internal sealed record WebhookDelivery(Webhook Webhook, Attempt Attempt);

internal sealed class WebhookDeliveryType : ObjectGraphType<WebhookDelivery>
{
    public WebhookDeliveryType()
    {
        Name = "WebhookDelivery";
        Description = "One attempt to send an event to a webhook.";
        this.Leaf("messageId", "String!", "The id of the event, `webhook-id`.", static d => d.Webhook.MessageId(d.Attempt.Key));
        this.Leaf("key", "String!", "The revision that the event tells of; `ping-` and letters for a ping.", static d => d.Attempt.Key);
        this.Leaf("attempt", "Int!", "1 for the first attempt.", static d => d.Attempt.Number);
        this.Leaf("at", "DateTime!", "When it began.", static d => d.Attempt.At);
        this.Leaf("milliseconds", "Int!", "How long it took.", static d => d.Attempt.Milliseconds);
        this.Leaf("status", "Int", "The status of the answer. Null if there was none.", static d => d.Attempt.Status);
        this.Leaf("error", "String", "What went wrong. Null if nothing did.", static d => d.Attempt.Error);
        this.Leaf("outcome", "AttemptOutcome!", "What became of it.", static d => d.Attempt.Outcome);
    }
}

internal sealed class DeadLetterType : ObjectGraphType<Letter>
{
    public DeadLetterType()
    {
        Name = "DeadLetter";
        Description = "Something that could not be told in all attempts.";
        this.Leaf("key", "String!", "What it is about.", static l => l.Key);
        this.Leaf("revision", "Int!", "The revision of the commit. 0 if it tells of none.", static l => l.Revision);
        this.Leaf("attempts", "Int!", "How many attempts there were.", static l => l.Attempts);
        this.Leaf("at", "DateTime!", "When it was given up or, after another attempt, put aside first.", static l => l.At);
        this.Leaf("error", "String", "Why the last attempt failed.", static l => l.Error);
    }
}

/// <summary>What a mutation of webhooks answers.</summary>
internal sealed record WebhookPayload(Webhook? Webhook, IReadOnlyList<Problem> UserErrors)
{
    /// <summary>A secret that was just made.</summary>
    public string? Secret { get; init; }

    /// <summary>The id of what a ping sends.</summary>
    public string? MessageId { get; init; }

    /// <summary>How many dead letters are sent again.</summary>
    public long? Revived { get; init; }
}

internal sealed class WebhookPayloadType : ObjectGraphType<WebhookPayload>
{
    public WebhookPayloadType(string mutation)
    {
        (Name, Description) = ($"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Payload", $"The result of {mutation}.");
        this.Part("webhook", "Webhook", "The webhook as it is now. Null if the input was refused.", static p => p.Webhook);
        if (mutation is "createWebhook" or "rotateWebhookSecret")
            this.Leaf(
                "secret",
                "String",
                "The secret that signs what is sent, `whsec_…`, which is shown only once. Null if the input was refused.",
                static p => p.Secret
            );
        if (mutation is "pingWebhook")
            this.Leaf("messageId", "String", "The id of the event that is sent, `webhook-id`.", static p => p.MessageId);
        if (mutation is "replayWebhook")
            this.Leaf("deadLetters", "Int", "How many dead letters are sent again. Null if events are replayed.", static p => p.Revived);
        this.AddUserErrors(static p => p.UserErrors);
    }
}
