using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>Files that were sent outlive the server that took them.</summary>
public sealed class UploadRestartTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Upload_that_waits_survives_the_end_of_the_server_and_runs_after_it(string signal)
    {
        string large,
            waiting,
            key;
        await using (var server = await _folder.ServeAsync("--sample false"))
        {
            key = server.Key!;
            large = await SendAsync(server, key, Statements("large", 20_000));
            waiting = await SendAsync(server, key, Statements("small", 3));
            (await StateAsync(server, key, waiting)).ShouldBe("WAITING");
            await server.StopAsync(signal);
        }
        await using var next = await _folder.ServeAsync("--sample false");
        while (await StateAsync(next, key, waiting) != "DONE")
            await Task.Delay(50, TestContext.Current.CancellationToken);
        (await StateAsync(next, key, large)).ShouldBe("DONE");
        var told = await ToldAsync(next, key, "/graphql?query={statements{totalCount}}");
        told["data"]!["statements"]!["totalCount"]!.GetValue<int>().ShouldBe(20_003);
    }

    private static string Statements(string prefix, int count) =>
        $$"""{"format":"claimgraph/1","statements":[{{string.Join(',', Enumerable.Range(0, count).Select(i => Statement(prefix, i)))}}]}""";

    private static string Statement(string prefix, int number) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"key":"{{prefix}}{{number}}","text":"Statement {{number}} of {{prefix}}"}""");

    private static async Task<string> SendAsync(RunningServer server, string key, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/import")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var sent = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (string)JsonNode.Parse(await sent.Content.ReadAsStringAsync())!["id"]!;
    }

    private static async Task<string> StateAsync(RunningServer server, string key, string id) =>
        (string)(await ToldAsync(server, key, $"/import/{id}"))["state"]!;

    private static async Task<JsonNode> ToldAsync(RunningServer server, string key, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var told = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await told.Content.ReadAsStringAsync())!;
    }
}
