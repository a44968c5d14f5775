using System.Diagnostics;
using System.Net;
using ClaimGraph.Server.Tests.Cli;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>Neo4j goes away and comes back in the middle of reads and writes; the server of the API is never restarted.</summary>
[Collection(OwnServer.Name)]
public sealed class OutageTests(OwnNeo4j neo4j) : IDisposable
{
    private const string Add = """
        mutation ($hub: ID!, $source: ID!, $once: String!) {
          addEvidence(input: { targetId: $hub, basisId: $source, stance: SUPPORTS, anchor: { exact: $once }, clientMutationId: $once }) {
            evidence { id } userErrors { message }
          }
        }
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_is_applied_twice_and_the_server_recovers_by_itself()
    {
        var options = await neo4j.EmptyAsync();
        await using var server = await _folder.ServeAsync(
            "--sample false",
            [.. OwnServer.Environment(options), ("CLAIMGRAPH_NEO4J__RETRYTIME", "00:00:00.5")]
        );
        var caller = new Caller(server.Http);
        var (hub, source) = (await caller.CreateStatementAsync("hub"), await caller.CreateSourceAsync("source"));
        var traffic = new Traffic(caller, hub, source);
        foreach (var kill in new[] { true, false })
        {
            await traffic.FlowsAsync();
            (await StatusAsync(server, "/health/ready")).ShouldBe(HttpStatusCode.OK);
            await neo4j.StopAsync(kill);
            await traffic.BreaksAsync();
            var watch = Stopwatch.StartNew();
            (await StatusAsync(server, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            (await StatusAsync(server, "/health/live")).ShouldBe(HttpStatusCode.OK);
            await neo4j.StartAsync();
        }
        await traffic.FlowsAsync();
        var acknowledged = await traffic.StopAsync();

        acknowledged.Distinct().Count().ShouldBe(acknowledged.Count);
        var data = await caller.DataAsync(
            """
            query ($hub: ID!) {
              statement(id: $hub) { evidenceCounts { supports } evidence { totalCount } } ledger { head { revision } }
            }
            """,
            new { hub }
        );
        data["statement"]!["evidenceCounts"]!["supports"]!.GetValue<int>().ShouldBe(acknowledged.Count);
        data["statement"]!["evidence"]!["totalCount"]!.GetValue<int>().ShouldBe(acknowledged.Count);
        data["ledger"]!["head"]!["revision"]!.GetValue<int>().ShouldBe(acknowledged.Count + 2);
        foreach (var ids in acknowledged.Chunk(500))
            (await caller.DataAsync("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids }))["nodes"]!
                .AsArray()
                .ShouldAllBe(n => n != null);
        (await _folder.RunAsync("verify", OwnServer.Environment(options))).Output.ShouldContain(
            $"whole up to revision {acknowledged.Count + 2:N0}"
        );
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningServer server, string path)
    {
        using var response = await server.Http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>Four who write and two who read, without end. Who gets no answer to a write sends it again as it is.</summary>
    private sealed class Traffic
    {
        private readonly List<string> _acknowledged = [];
        private readonly Task[] _all;
        private int _unavailable,
            _reads;
        private volatile bool _over;

        public Traffic(Caller caller, string hub, string source)
        {
            _all =
            [
                .. Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(caller, writer, hub, source))),
                .. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadAsync(caller, hub))),
            ];
        }

        private int Acknowledged
        {
            get
            {
                lock (_acknowledged)
                    return _acknowledged.Count;
            }
        }

        public Task FlowsAsync()
        {
            var (writes, reads) = (Acknowledged, Volatile.Read(ref _reads));
            return UntilAsync(() => Acknowledged > writes + 50 && Volatile.Read(ref _reads) > reads + 10);
        }

        public Task BreaksAsync()
        {
            var before = Volatile.Read(ref _unavailable);
            return UntilAsync(() => Volatile.Read(ref _unavailable) > before + 6);
        }

        public async Task<List<string>> StopAsync()
        {
            _over = true;
            await Task.WhenAll(_all);
            return _acknowledged;
        }

        private async Task UntilAsync(Func<bool> happened)
        {
            for (var waited = Stopwatch.StartNew(); !happened(); await Task.Delay(20))
            {
                if (Array.Find(_all, t => t.IsFaulted) is { } failed)
                    await failed;
                if (waited.Elapsed > TimeSpan.FromMinutes(3))
                    throw new TimeoutException($"{Acknowledged} acknowledged, {_reads} reads, {_unavailable} times unavailable.");
            }
        }

        private async Task WriteAsync(Caller caller, int writer, string hub, string source)
        {
            for (var i = 0; !_over; i++)
            {
                var once = $"{writer}-{i}";
                while (true)
                {
                    if (
                        await caller.TryAsync(
                            Add,
                            new
                            {
                                hub,
                                source,
                                once,
                            }
                        )
                        is not { } data
                    )
                    {
                        Interlocked.Increment(ref _unavailable);
                        await Task.Delay(100);
                        continue;
                    }
                    var id = Caller.Payload(data)["evidence"]!["id"]!.GetValue<string>();
                    lock (_acknowledged)
                        _acknowledged.Add(id);
                    break;
                }
            }
        }

        /// <summary>Whatever was acknowledged before a question was asked is in its answer.</summary>
        private async Task ReadAsync(Caller caller, string hub)
        {
            while (!_over)
            {
                var known = Acknowledged;
                var data = await caller.TryAsync("query ($hub: ID!) { statement(id: $hub) { evidenceCounts { supports } } }", new { hub });
                await Task.Delay(data is null ? 100 : 10);
                if (data is null)
                    continue;
                data["statement"]!["evidenceCounts"]!["supports"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(known);
                Interlocked.Increment(ref _reads);
            }
        }
    }
}
