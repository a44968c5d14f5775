using System.Text.Json.Nodes;
using ClaimGraph.Pages;
using ClaimGraph.Server.Tests.GraphQL;
using ClaimGraph.Server.Webhooks;
using ClaimGraph.Webhooks;

namespace ClaimGraph.Server.Tests.Webhooks;

/// <summary>The API of a server that sends to webhooks, with a target.</summary>
internal sealed class HookedApi : IAsyncDisposable
{
    private const string Fields = "id name url filter document state stateReason position failures retryAt";

    private readonly DirectoryInfo _secrets;
    private readonly WebhookOptions _options;

    private HookedApi(Api api, Receiver target, DirectoryInfo secrets, WebhookOptions options) =>
        (Api, Target, _secrets, _options) = (api, target, secrets, options);

    public Api Api { get; }
    public Receiver Target { get; }

    public static async Task<HookedApi> StartAsync(Action<WebhookOptions>? configure = null, bool pages = false)
    {
        var secrets = Directory.CreateTempSubdirectory("claimgraph-secrets-");
        var options = new WebhookOptions
        {
            Secrets = secrets.FullName,
            AllowPrivateTargets = true,
            PollInterval = TimeSpan.FromMilliseconds(20),
            FirstRetry = TimeSpan.FromMilliseconds(10),
            LongestRetry = TimeSpan.FromMilliseconds(100),
            MaxAttempts = 3,
        };
        configure?.Invoke(options);
        var api = await Api.StartAsync(
            services: all =>
            {
                all.AddWebhooks(options).AddWebhookDelivery();
                if (pages)
                    all.AddClaimGraphPages();
            },
            endpoints: app =>
            {
                if (pages)
                    app.MapClaimGraphPages();
            }
        );
        return new HookedApi(api, await Receiver.StartAsync(), secrets, options);
    }

    /// <summary>Another server on the same store.</summary>
    public Task<Api> BesideAsync() => Api.BesideAsync(services: s => s.AddWebhooks(_options).AddWebhookDelivery());

    /// <summary>Creates a webhook and gives its id and its secret.</summary>
    public async Task<(string Id, string Secret)> CreateAsync(string input = "")
    {
        var payload = await MutateAsync("createWebhook", $$"""name: "desk", url: "{{Target.Url}}" {{input}}""", "secret");
        payload["userErrors"]!.AsArray().ShouldBeEmpty();
        return (payload["webhook"]!["id"]!.GetValue<string>(), payload["secret"]!.GetValue<string>());
    }

    /// <summary>Runs a mutation of webhooks and gives its payload.</summary>
    public async Task<JsonNode> MutateAsync(string name, string input, string fields = "") =>
        (
            await Api.DataAsync(
                $$"""mutation { {{name}}(input: { {{input}} }) { {{fields}} webhook { {{Fields}} } userErrors { code message path } } }"""
            )
        )[name]!;

    /// <summary>What is wrong with the input of a mutation.</summary>
    public async Task<string> ProblemAsync(string name, string input)
    {
        var problem = (await MutateAsync(name, input))["userErrors"]!.AsArray().ShouldHaveSingleItem()!;
        return $"{string.Join('.', problem["path"]!.AsArray())}: {problem["message"]} ({problem["code"]})";
    }

    public async Task<JsonNode> WebhookAsync(string id) =>
        (
            await Api.DataAsync(
                $$"""
                { webhook(id: "{{id}}") { {{Fields}} deliveries { key attempt status error outcome messageId milliseconds }
                  deadLetters { key revision attempts error } } }
                """
            )
        )["webhook"]!;

    /// <summary>Waits until a webhook is as wanted.</summary>
    public Task<JsonNode> UntilAsync(string id, Func<JsonNode, bool> wanted) => Until.ResultAsync(() => WebhookAsync(id), wanted);

    public async Task<string> ActorAsync(string name) =>
        (await Api.DataAsync($$"""mutation { createActor(input: { name: "{{name}}" }) { actor { id } } }"""))["createActor"]!["actor"]![
            "id"
        ]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Target.DisposeAsync();
        _secrets.Delete(recursive: true);
    }
}
