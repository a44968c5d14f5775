using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Server.Tests.Cli;

namespace ClaimGraph.Server.Tests.Webhooks;

/// <summary>What the real program tells webhooks, and what it archives, across its end.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly Folder _folder = new(onTestStorage: true);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_server_goes_on_with_the_event_that_was_under_way()
    {
        if (Folder.OnNeo4j)
            await Neo4jServer.EmptyAsync();
        await using var target = await Receiver.StartAsync();
        var release = new TaskCompletionSource();
        target.Answer = async (number, _) =>
        {
            if (number == 3)
                await release.Task;
            return 200;
        };
        string key;
        await using (var server = await ServeAsync())
        {
            key = server.Key.ShouldNotBeNull();
            await RunAsync(
                server,
                key,
                $$"""mutation { createWebhook(input: { name: "desk", url: "{{target.Url}}" }) { userErrors { message } } }"""
            );
            foreach (var name in new[] { "A", "B", "C", "D", "E" })
                await ActorAsync(server, key, name);
            await target.UntilAsync(3);
            await server.StopAsync("KILL");
        }
        release.SetResult();
        await using (var server = await ServeAsync())
        {
            await ActorAsync(server, key, "F");
            (await target.UntilAsync(7)).Select(m => m.Revision).ShouldBe([1, 2, 3, 3, 4, 5, 6]);
            target.Messages[2].Id.ShouldBe(target.Messages[3].Id);
            (await server.StopAsync()).ShouldBe(0);
        }
    }

    private Task<RunningServer> ServeAsync() =>
        _folder.ServeAsync(
            "--sample false",
            ("CLAIMGRAPH_WEBHOOKS__SECRETS", _folder["secrets"]),
            ("CLAIMGRAPH_WEBHOOKS__ALLOWPRIVATETARGETS", "true"),
            ("CLAIMGRAPH_WEBHOOKS__TIMEOUT", "00:00:10"),
            ("CLAIMGRAPH_WEBHOOKS__POLLINTERVAL", "00:00:00.100")
        );

    private static Task ActorAsync(RunningServer server, string key, string name) =>
        RunAsync(server, key, $$"""mutation { createActor(input: { name: "{{name}}" }) { userErrors { message } } }""");

    private static async Task RunAsync(RunningServer server, string key, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("Authorization", $"Bearer {key}");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonNode.Parse(text)!["data"]!.AsObject().ShouldAllBe(field => field.Value!["userErrors"]!.AsArray().Count == 0, text);
    }
}
