using System.Diagnostics;
using System.Net;
using ClaimGraph.Neo4j;
using ClaimGraph.Server.Tests.Cli;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>A server whose network swallows everything, and one whose database was emptied: clients are told, and so are probes.</summary>
[Collection(OwnServer.Name)]
public sealed class LostDatabaseTests(OwnNeo4j neo4j) : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_the_network_swallows_everything_writes_receive_503_and_afterwards_they_flow()
    {
        var options = await neo4j.EmptyAsync();
        await using var proxy = new Proxy(options.Uri);
        options.Uri = proxy.Uri;
        await using var server = await ServeAsync(options, ("CLAIMGRAPH_NEO4J__RETRYTIME", "00:00:03"));
        var caller = new Caller(server.Http);
        await caller.CreateStatementAsync("before");
        (proxy.IsDeaf, proxy.IsSilent) = (true, true);
        (await AddAsync(caller)).ShouldBeFalse();
        (await ReadyAsync(server)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (proxy.IsDeaf, proxy.IsSilent) = (false, false);
        await AfterAsync(() => AddAsync(caller));
        await AfterAsync(async () => await ReadyAsync(server) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_database_that_was_emptied_takes_nothing_more_until_the_server_starts_anew()
    {
        var options = await neo4j.EmptyAsync();
        await using (var server = await ServeAsync(options))
        {
            var caller = new Caller(server.Http);
            await caller.CreateStatementAsync("before");
            await neo4j.EmptyAsync();
            for (var i = 0; i < 3; i++)
                (await AddAsync(caller)).ShouldBeFalse();
            (await ReadyAsync(server)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        await using var again = await ServeAsync(options);
        (await AddAsync(new Caller(again.Http))).ShouldBeTrue();
        (await ReadyAsync(again)).ShouldBe(HttpStatusCode.OK);
    }

    private Task<RunningServer> ServeAsync(Neo4jOptions options, params (string, string)[] more) =>
        _folder.ServeAsync("--sample false", [.. OwnServer.Environment(options), .. more]);

    /// <summary>False if the store cannot be used.</summary>
    private static async Task<bool> AddAsync(Caller caller) =>
        await caller.TryAsync("mutation { createActor(input: { name: \"A\" }) { actor { id } userErrors { message } } }") is not null;

    private static async Task<HttpStatusCode> ReadyAsync(RunningServer server)
    {
        using var response = await server.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task AfterAsync(Func<Task<bool>> happens)
    {
        for (var watch = Stopwatch.StartNew(); !await happens(); await Task.Delay(100))
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
