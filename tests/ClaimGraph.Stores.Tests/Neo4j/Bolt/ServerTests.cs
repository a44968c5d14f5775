using System.Text;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>The driver with a real server.</summary>
[Collection(OneServer.Name)]
public sealed class ServerTests
{
    [Fact]
    public async Task Every_type_and_size_comes_back_as_it_was_sent()
    {
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        foreach (var value in Samples.Values())
        {
            object? back = "no row";
            await driver.ReadAsync([new Query("RETURN $x", Samples.Parameters(value), row => back = row.Any())]);
            Samples.ShouldBeSame(back, value);
        }
    }

    [Fact]
    public async Task Pipelined_queries_return_their_rows_in_order()
    {
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var seen = new List<long>();
        await driver.ReadAsync([
            new Query("UNWIND range(1, 3) AS n RETURN n", row => seen.Add(row.Long())),
            new Query("RETURN 4 AS n"),
            new Query("UNWIND [] AS n RETURN n", row => seen.Add(-1)),
            new Query(
                "RETURN 5 AS n, 'x' AS t",
                row =>
                {
                    seen.Add(row.Long());
                    row.Text().ShouldBe("x");
                }
            ),
        ]);
        seen.ShouldBe([1, 2, 3, 5]);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_arrive()
    {
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var sum = 0L;
        await driver.ReadAsync([
            new Query(
                "UNWIND range(1, 100000) AS n RETURN n, 'text ' + n",
                row =>
                {
                    sum += row.Long();
                    Encoding.UTF8.GetString(row.Utf8()).ShouldStartWith("text ");
                }
            ),
        ]);
        sum.ShouldBe(100_000L * 100_001 / 2);
    }

    [Fact]
    public async Task What_was_committed_is_read_and_the_rest_is_rolled_back()
    {
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var run = new Dictionary<string, object?> { ["run"] = Guid.NewGuid().ToString() };
        var seen = await driver.WriteAsync(async transaction =>
        {
            var id = 0L;
            await transaction.RunAsync([new Query("CREATE (n:BoltTest {run: $run, n: 1}) RETURN n.n", run, row => id = row.Long())]);
            await transaction.CommitAsync([new Query("CREATE (:BoltTest {run: $run, n: 2})", run)]);
            return id;
        });
        seen.ShouldBe(1);
        await driver.WriteAsync(async transaction =>
        {
            await transaction.RunAsync([new Query("CREATE (:BoltTest {run: $run, n: 3})", run)]);
            return 0;
        });
        var found = new List<long>();
        await driver.ReadAsync([new Query("MATCH (n:BoltTest {run: $run}) RETURN n.n ORDER BY n.n", run, row => found.Add(row.Long()))]);
        found.ShouldBe([1, 2]);
        await driver.WriteAsync(async transaction =>
        {
            await transaction.CommitAsync([new Query("MATCH (n:BoltTest {run: $run}) DELETE n", run)]);
            return 0;
        });
    }

    [Fact]
    public async Task After_a_failed_query_the_connection_is_usable()
    {
        var options = Neo4jServer.Options();
        options.MaxConnections = 1;
        await using var driver = await BoltDriver.ConnectAsync(options, TimeProvider.System);
        for (var i = 0; i < 20; i++)
        {
            Query[] queries = [new Query("RETURN 1"), new Query("RETURN nonsense"), new Query("RETURN 2")];
            var failure = await Should.ThrowAsync<Neo4jException>(async () => await driver.ReadAsync(queries));
            failure.Code.ShouldBe("Neo.ClientError.Statement.SyntaxError");
            var one = 0L;
            await driver.ReadAsync([new Query("RETURN 1", row => one = row.Long())]);
            one.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("nobody", null, "bolt", "Check the user and the password.")]
    [InlineData(null, "elsewhere", "bolt", "Check the name of the database")]
    [InlineData(null, null, "bolt+s", "If the server does not use TLS")]
    [InlineData(null, null, "bolt+ssc", "If the server does not use TLS")]
    public async Task Each_wrong_option_is_reported_with_its_reason(string? user, string? database, string scheme, string why)
    {
        var options = Neo4jServer.Options();
        options.User = user ?? options.User;
        options.Database = database;
        options.Uri = options.Uri.Replace("bolt", scheme, StringComparison.Ordinal);
        var connect = async () => await BoltDriver.ConnectAsync(options, TimeProvider.System);
        var failure = await Should.ThrowAsync<StoreUnavailableException>(connect);
        failure.Message.ShouldContain(options.Uri);
        failure.Message.ShouldContain(why);
        failure.Message.ShouldNotContain(options.Password!);
    }

    [Fact]
    public async Task Deadlocks_are_resolved_by_retries()
    {
        // On a busy machine a server takes its time with each of them.
        var options = Neo4jServer.Options();
        options.RetryTime = TimeSpan.FromMinutes(1);
        await using var driver = await BoltDriver.ConnectAsync(options, TimeProvider.System);
        var run = new Dictionary<string, object?> { ["run"] = Guid.NewGuid().ToString() };
        await driver.CommitAsync(new Query("UNWIND range(0, 3) AS i CREATE (:BoltLock {run: $run, i: i, n: 0})", run));
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async writer =>
                {
                    for (var round = 0; round < 20; round++)
                    {
                        // Every second writer locks the same nodes in the opposite order, in two round trips.
                        Query Take(int i) =>
                            new(
                                "MATCH (n:BoltLock {run: $run, i: $i}) SET n.n = n.n + 1",
                                new Dictionary<string, object?>(run) { ["i"] = i }
                            );
                        await driver.WriteAsync(async transaction =>
                        {
                            await transaction.RunAsync([Take(writer % 2)]);
                            await transaction.CommitAsync([Take(1 - (writer % 2))]);
                            return 0;
                        });
                    }
                })
        );
        var counts = new List<long>();
        await driver.ReadAsync([new Query("MATCH (n:BoltLock {run: $run}) RETURN n.n ORDER BY n.i", run, row => counts.Add(row.Long()))]);
        await driver.CommitAsync(new Query("MATCH (n:BoltLock {run: $run}) DELETE n", run));
        counts.ShouldBe([160, 160, 0, 0]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cancelled_query_ends_on_the_server_too()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System, stop);
        var endless = new Query("UNWIND range(1, 1000000000000) AS endless WITH endless WHERE endless < 0 RETURN count(endless)", _ => { });
        using var patience = new CancellationTokenSource();
        var reading = driver.ReadAsync([endless], patience.Token).AsTask();
        while (await RunningAsync() == 0)
            await Task.Delay(10, stop);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(reading);
        while (await RunningAsync() > 0)
            await Task.Delay(10, stop);

        async Task<long> RunningAsync()
        {
            var running = 0L;
            const string Show =
                "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'AS endless' AND NOT currentQuery CONTAINS 'SHOW' "
                + "RETURN count(*)";
            await driver.ReadAsync([new Query(Show, row => running = row.Long())], stop);
            return running;
        }
    }

    [Fact]
    public async Task After_ten_thousand_cancelled_queries_every_connection_is_usable()
    {
        const int Connections = 8;
        var options = Neo4jServer.Options();
        options.MaxConnections = Connections;
        await using var driver = await BoltDriver.ConnectAsync(options, TimeProvider.System);
        var cancelled = 0;
        await Parallel.ForAsync(
            0,
            10_000,
            new ParallelOptions { MaxDegreeOfParallelism = Connections * 2 },
            async (i, _) =>
            {
                using var soon = new CancellationTokenSource();
                soon.CancelAfter(TimeSpan.FromMicroseconds(i % 20 * 250));
                try
                {
                    var rows = 0;
                    var many = new Query("UNWIND range(1, 300) AS n RETURN n", row => rows += row.Long() == rows + 1 ? 1 : 1000);
                    await driver.ReadAsync([many, new Query("RETURN 1")], soon.Token);
                    rows.ShouldBe(300);
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
            }
        );
        cancelled.ShouldBeGreaterThan(1000);
        // All at once, each keeps its connection until the last has one: none is missing, none returns what was cancelled.
        var meeting = new Barrier();
        await Task.WhenAll(
            Enumerable
                .Range(1, Connections)
                .Select(i =>
                    driver
                        .WriteAsync(async transaction =>
                        {
                            var back = 0L;
                            await transaction.RunAsync([new Query("RETURN $x", Samples.Parameters((long)i), row => back = row.Long())]);
                            back.ShouldBe(i);
                            await meeting.ArriveAsync(Connections);
                            return 0;
                        })
                        .AsTask()
                )
        );
    }

    [Fact]
    public async Task A_pipeline_larger_than_all_buffers_in_both_directions_passes()
    {
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        var (text, length) = (new string('x', 1_000_000), 0L);
        var query = new Query("RETURN $x", Samples.Parameters(text), row => length += row.Utf8().Length);
        await driver.ReadAsync([.. Enumerable.Repeat(query, 40)]);
        length.ShouldBe(40_000_000);
    }

    [Fact]
    public async Task A_row_handler_that_throws_leaves_the_connection_usable()
    {
        var options = Neo4jServer.Options();
        options.MaxConnections = 1;
        await using var driver = await BoltDriver.ConnectAsync(options, TimeProvider.System);
        var wrong = new Query("UNWIND range(1, 10000) AS n RETURN n", row => row.Text());
        await Should.ThrowAsync<InvalidCastException>(async () => await driver.ReadAsync([wrong]));
        var one = 0L;
        await driver.ReadAsync([new Query("RETURN 1", row => one = row.Long())]);
        one.ShouldBe(1);
    }

    [Fact]
    public async Task Nodes_relationships_and_paths_are_read()
    {
        await using var driver = await BoltDriver.ConnectAsync(Neo4jServer.Options(), TimeProvider.System);
        GraphPath? path = null;
        await driver.WriteAsync(async transaction =>
        {
            const string Create = "CREATE p = (:BoltA {n: 1})-[:BOLT_R {w: 2.5}]->(:BoltB)<-[:BOLT_S]-(:BoltC) RETURN p";
            await transaction.RunAsync([new Query(Create, row => path = (GraphPath?)row.Any())]);
            return 0;
        });
        path!.Nodes.Select(n => n.Labels[0]).ShouldBe(["BoltA", "BoltB", "BoltC"]);
        path.Nodes[0].Properties["n"].ShouldBe(1L);
        path.Relationships.Select(r => r.Type).ShouldBe(["BOLT_R", "BOLT_S"]);
        path.Relationships[0].Properties["w"].ShouldBe(2.5);
        path.Relationships[1].StartElementId.ShouldBe(path.Nodes[2].ElementId);
        path.Relationships[1].EndElementId.ShouldBe(path.Nodes[1].ElementId);
    }

    private sealed class Barrier
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task ArriveAsync(int needed)
        {
            if (Interlocked.Increment(ref _arrived) == needed)
                _all.SetResult();
            return _all.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
