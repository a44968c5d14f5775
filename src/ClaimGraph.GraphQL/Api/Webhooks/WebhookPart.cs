using ClaimGraph.Access;
using ClaimGraph.Following;
using ClaimGraph.GraphQL.Api.Mutations;
using ClaimGraph.GraphQL.Api.Requests;
using ClaimGraph.GraphQL.Api.Schema;
using ClaimGraph.GraphQL.Api.Subscriptions;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using ClaimGraph.Webhooks;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Webhooks;

/// <summary>The fields by which admins look after webhooks. Webhooks are no part of the graph: no ledger entry, no idempotence.</summary>
internal sealed class WebhookPart : IApiPart
{
    private const int Assumed = 20;
    private static readonly InputField Id = new("id", "String!", "The id of the webhook.");

    private static readonly InputField[] Settings =
    [
        new("name", "String!", "What it is for. One line of at most 100 characters."),
        new("url", "String!", "The address that events are sent to, by https; it must lead to the public internet."),
        new("filter", "ChangeFilter", "The changes to tell of, as in the subscription `changes`. The default is all changes."),
        new(
            "document",
            "String",
            "A subscription of this API, in place of the filter: `subscription { … }`. It says which events are sent and what they "
                + "contain. At most 20,000 characters."
        ),
    ];

    public void AddTo(ApiDefinition api)
    {
        api.Add(Types);
        AddQueries(api.Query);
        Add(api, "createWebhook", "Creates a webhook. The payload is the only place that ever contains its secret.", CreateAsync);
        Add(api, "updateWebhook", "Changes a webhook. What you leave out stays. It goes on where it was, at once.", UpdateAsync);
        Add(api, "deleteWebhook", "Deletes a webhook with its dead letters.", DeleteAsync);
        Add(
            api,
            "rotateWebhookSecret",
            "Gives a webhook another secret. For a day, unless the server has another limit, the one before signs as well.",
            RotateAsync
        );
        Add(api, "pingWebhook", "Sends a webhook an event of the type `ping`. Its deliveries show what became of it.", PingAsync);
        Add(
            api,
            "replayWebhook",
            "Sends the dead letters of a webhook again, apart from its other events; or all events after a revision, in their order.",
            ReplayAsync
        );
    }

    private static IEnumerable<IGraphType> Types =>
        [
            new EnumType(typeof(WebhookState)),
            new EnumType(typeof(AttemptOutcome)),
            new WebhookType(),
            new WebhookDeliveryType(),
            new DeadLetterType(),
            .. Inputs,
            .. Inputs.Select(input => new WebhookPayloadType(char.ToLowerInvariant(input.Name[0]) + input.Name[1..^"Input".Length])),
        ];

    private static InputType[] Inputs =>
        [
            new(
                "CreateWebhookInput",
                "The input of createWebhook.",
                [
                    .. Settings,
                    new(
                        "after",
                        "Int",
                        "Tells of what was committed after this revision. The default is the newest; 0 tells of everything."
                    ),
                ]
            ),
            new(
                "UpdateWebhookInput",
                "The input of updateWebhook.",
                [
                    Id,
                    .. Settings.Select(setting => setting.Optional),
                    new("active", "Boolean", "Whether it is told of events. `false` pauses it."),
                ]
            ),
            new("DeleteWebhookInput", "The input of deleteWebhook.", Id),
            new("RotateWebhookSecretInput", "The input of rotateWebhookSecret.", Id),
            new("PingWebhookInput", "The input of pingWebhook.", Id),
            new(
                "ReplayWebhookInput",
                "The input of replayWebhook.",
                Id,
                new InputField("after", "Int", "Sends all events after this revision again. Without it, dead letters are sent again.")
            ),
        ];

    private static void AddQueries(ObjectGraphType<ApiScope> query)
    {
        query
            .Resolve(
                "webhooks",
                "[Webhook!]",
                "Lists the webhooks, newest first.",
                static (scope, context) =>
                    scope.Loaders.Call(scope, static async (_, scope, cancellation) => await ListAsync(scope, cancellation))
            )
            .Costs(Weight.List(Assumed, Weight.Page))
            .Needs(Role.Admin);
        query
            .Resolve(
                "webhook",
                "Webhook",
                "The webhook with this id.",
                static (scope, context) =>
                    scope.Loaders.Call(
                        (scope, Id: (string)context.Argument("id")!),
                        static async (_, asked, cancellation) =>
                            asked.scope.Webhooks is { } webhooks ? await webhooks.FindAsync(asked.Id, cancellation) : null
                    ),
                Sdl.Argument("id", "String!", "The id.")
            )
            .Costs(Weight.Record)
            .Needs(Role.Admin);
    }

    private static async ValueTask<IReadOnlyList<Webhook>> ListAsync(ApiScope scope, CancellationToken cancellation) =>
        scope.Webhooks is { } webhooks ? await webhooks.ListAsync(cancellation) : [];

    private static void Add(ApiDefinition api, string name, string description, Work work)
    {
        var type = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        api.Mutation.Resolve(
                name,
                $"{type}Payload!",
                description,
                (scope, context) =>
                    scope.Loaders.Call(
                        (scope, work, Input: new Input(scope.References, (IDictionary<string, object?>)context.Argument("input")!, [])),
                        static async (_, asked, cancellation) => await RunAsync(asked.scope, asked.work, asked.Input, cancellation)
                    ),
                Sdl.Argument("input", $"{type}Input!", "What to do.")
            )
            .Costs(Weight.Commit)
            .Needs(Role.Admin);
    }

    private static async ValueTask<WebhookPayload> RunAsync(ApiScope scope, Work work, Input input, CancellationToken cancellation)
    {
        if (scope.Webhooks is not { } webhooks)
            return new WebhookPayload(null, [new Problem(ProblemCode.Conflict, "This server has no webhooks.", ["input"])]);
        try
        {
            if (await work(scope, webhooks, input, cancellation) is not { } done)
                return new WebhookPayload(null, [new Problem(ProblemCode.NotFound, "There is no webhook with this id.", ["input", "id"])]);
            scope.Committed();
            return done;
        }
        catch (RefusedException refused)
        {
            return new WebhookPayload(null, [.. refused.Problems.Select(p => p with { Path = ["input", .. p.Path] })]);
        }
    }

    private static async ValueTask<WebhookPayload?> CreateAsync(
        ApiScope scope,
        WebhookRegister webhooks,
        Input input,
        CancellationToken cancellation
    )
    {
        var head = (await scope.Store.HeadAsync(cancellation)).Revision;
        var after = CheckRevision(input, head) ?? head;
        var (webhook, secret) = await webhooks.CreateAsync(ChangeOf(input), after, scope.Principal.Name, cancellation);
        return new WebhookPayload(webhook, []) { Secret = secret };
    }

    private static async ValueTask<WebhookPayload?> UpdateAsync(
        ApiScope scope,
        WebhookRegister webhooks,
        Input input,
        CancellationToken cancellation
    ) => Of(await webhooks.UpdateAsync(input.Text("id")!, ChangeOf(input), cancellation));

    private static async ValueTask<WebhookPayload?> DeleteAsync(
        ApiScope scope,
        WebhookRegister webhooks,
        Input input,
        CancellationToken cancellation
    ) => Of(await webhooks.RemoveAsync(input.Text("id")!, cancellation));

    private static async ValueTask<WebhookPayload?> RotateAsync(
        ApiScope scope,
        WebhookRegister webhooks,
        Input input,
        CancellationToken cancellation
    ) =>
        await webhooks.RotateAsync(input.Text("id")!, cancellation) is var (webhook, secret)
            ? new WebhookPayload(webhook, []) { Secret = secret }
            : null;

    private static async ValueTask<WebhookPayload?> PingAsync(
        ApiScope scope,
        WebhookRegister webhooks,
        Input input,
        CancellationToken cancellation
    )
    {
        var id = input.Text("id")!;
        var key = await webhooks.PingAsync(id, cancellation);
        var webhook = await webhooks.FindAsync(id, cancellation);
        return key is null || webhook is null ? null : new WebhookPayload(webhook, []) { MessageId = webhook.MessageId(key) };
    }

    private static async ValueTask<WebhookPayload?> ReplayAsync(
        ApiScope scope,
        WebhookRegister webhooks,
        Input input,
        CancellationToken cancellation
    )
    {
        var id = input.Text("id")!;
        if (CheckRevision(input, (await scope.Store.HeadAsync(cancellation)).Revision) is { } after)
            return Of(await webhooks.ReplayAsync(id, after, cancellation));
        var revived = await webhooks.ReviveAsync(id, cancellation);
        return Of(await webhooks.FindAsync(id, cancellation)) is { } payload ? payload with { Revived = revived } : null;
    }

    private static WebhookPayload? Of(Webhook? webhook) => webhook is null ? null : new WebhookPayload(webhook, []);

    private static WebhookChange ChangeOf(Input input) =>
        new(
            input.Text("name"),
            input.Text("url"),
            input.Has("filter") || input.Has("document"),
            (input["filter"] as ChangeFilter)?.ToJson().ToJsonString(),
            input.Text("document"),
            input.Value<bool>("active")
        );

    private static long? CheckRevision(Input input, long head) =>
        input.Value<int>("after") switch
        {
            null => null,
            < 0 => throw new RefusedException(ProblemCode.OutOfRange, "after is negative; use a revision, 0 or more.", "after"),
            { } after when after > head => throw new RefusedException(
                ProblemCode.OutOfRange,
                $"There is no revision {after} yet; the newest revision is {head}.",
                "after"
            ),
            { } after => after,
        };

    private delegate ValueTask<WebhookPayload?> Work(ApiScope scope, WebhookRegister webhooks, Input input, CancellationToken cancellation);
}
