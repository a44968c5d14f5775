using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Server.Tests.Cli;
using ClaimGraph.Server.Tests.Webhooks;

namespace ClaimGraph.Server.Tests.Archiving;

/// <summary>What the real program has archived, across its end and beside another.</summary>
public sealed class ArchiveRestartTests : IAsyncLifetime
{
    private readonly Folder _folder = new(onTestStorage: true);
    private OpenArchive _archive = null!;

    public async ValueTask InitializeAsync()
    {
        _archive = await OpenArchive.StartAsync();
        if (Folder.OnNeo4j)
            await Neo4jServer.EmptyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Source_that_waits_is_archived_after_the_end_of_the_server(string signal)
    {
        _archive.Answer = (number, http) => number == 1 ? 503 : OpenArchive.Found(number, http);
        string key;
        await using (var server = await ServeAsync("00:00:03"))
        {
            key = server.Key.ShouldNotBeNull();
            await SourceAsync(server, key, 1);
            await Until.ResultAsync(() => RequestsAsync(server, key), r => r is [{ } one] && one["attempts"]!.GetValue<int>() == 1);
            await server.StopAsync(signal);
        }
        _archive.Asked.Count.ShouldBe(1);
        await using var next = await ServeAsync("00:00:03");
        await Until.ResultAsync(() => ArchivedAsync(next, key), count => count == 1);
        _archive.Asked.Count.ShouldBe(2);
        await Until.ResultAsync(() => RequestsAsync(next, key), r => r.Count == 0);
    }

    [Fact]
    public async Task Two_servers_on_one_store_have_each_source_archived_once()
    {
        const int sources = 20;
        await using var one = await ServeAsync("00:00:01");
        await using var other = await ServeAsync("00:00:01");
        var key = one.Key.ShouldNotBeNull();
        for (var i = 0; i < sources; i++)
            await SourceAsync(i % 2 == 0 ? one : other, key, i);
        await Until.ResultAsync(() => ArchivedAsync(one, key), count => count == sources);
        _archive.Asked.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, sources).Select(AddressOf).Order(StringComparer.Ordinal));
    }

    private Task<RunningServer> ServeAsync(string firstRetry) =>
        _folder.ServeAsync(
            "--sample false",
            ("CLAIMGRAPH_ARCHIVE__ENDPOINT", _archive.Endpoint),
            ("CLAIMGRAPH_ARCHIVE__PERMINUTE", "6000"),
            ("CLAIMGRAPH_ARCHIVE__FIRSTRETRY", firstRetry),
            ("CLAIMGRAPH_ARCHIVE__POLLINTERVAL", "00:00:00.050")
        );

    private static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"https://example.org/{number}");

    private static async Task SourceAsync(RunningServer server, string key, int number) =>
        await DataAsync(server, key, $$"""mutation { createSource(input: { url: "{{AddressOf(number)}}" }) { outcome } }""");

    private static async Task<JsonArray> RequestsAsync(RunningServer server, string key) =>
        (await DataAsync(server, key, "{ archiveRequests(failed: false) { attempts } }"))["archiveRequests"]!.AsArray();

    private static async Task<int> ArchivedAsync(RunningServer server, string key) =>
        (await DataAsync(server, key, "{ sources(first: 100) { nodes { archivedAt } } }"))["sources"]!["nodes"]!
            .AsArray()
            .Count(source => source!["archivedAt"] is not null);

    private static async Task<JsonNode> DataAsync(RunningServer server, string key, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("Authorization", $"Bearer {key}");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(text)!["data"].ShouldNotBeNull(text);
    }
}
