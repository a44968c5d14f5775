using System.Text;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Stores.Tests.Neo4j.Bolt;

/// <summary>What a real server makes of it.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Every_type_and_size_comes_back_as_it_was_sent()
    {
        await using var cypher = await BoltCypher.ConnectAsync(Neo4jServer.Options());
        foreach (var value in Samples.Values())
        {
            object? back = "no row";
            await cypher.ReadAsync([new Query("RETURN $x", Samples.Parameters(value), row => back = row.Any())]);
            Samples.ShouldBeSame(back, value);
        }
    }

    [Fact]
    public async Task Statements_of_one_flight_are_answered_in_order()
    {
        await using var cypher = await BoltCypher.ConnectAsync(Neo4jServer.Options());
        var seen = new List<long>();
        await cypher.ReadAsync(
        [
            new Query("UNWIND range(1, 3) AS n RETURN n", row => seen.Add(row.Long())),
            new Query("RETURN 4 AS n"),
            new Query("UNWIND [] AS n RETURN n", row => seen.Add(-1)),
            new Query("RETURN 5 AS n, 'x' AS t", row =>
            {
                seen.Add(row.Long());
                row.Text().ShouldBe("x");
            }),
        ]);
        seen.ShouldBe([1, 2, 3, 5]);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_arrive()
    {
        await using var cypher = await BoltCypher.ConnectAsync(Neo4jServer.Options());
        var sum = 0L;
        await cypher.ReadAsync([new Query("UNWIND range(1, 100000) AS n RETURN n, 'text ' + n", row =>
        {
            sum += row.Long();
            Encoding.UTF8.GetString(row.Utf8()).ShouldStartWith("text ");
        })]);
        sum.ShouldBe(100_000L * 100_001 / 2);
    }

    [Fact]
    public async Task What_was_committed_is_read_and_what_was_not_is_gone()
    {
        await using var cypher = await BoltCypher.ConnectAsync(Neo4jServer.Options());
        var run = new Dictionary<string, object?> { ["run"] = Guid.NewGuid().ToString() };
        var seen = await cypher.WriteAsync(async transaction =>
        {
            var id = 0L;
            await transaction.RunAsync([new Query("CREATE (n:BoltTest {run: $run, n: 1}) RETURN n.n", run, row => id = row.Long())]);
            await transaction.CommitAsync([new Query("CREATE (:BoltTest {run: $run, n: 2})", run)]);
            return id;
        });
        seen.ShouldBe(1);
        await cypher.WriteAsync(async transaction =>
        {
            await transaction.RunAsync([new Query("CREATE (:BoltTest {run: $run, n: 3})", run)]);
            return 0;
        });
        var found = new List<long>();
        await cypher.ReadAsync([new Query("MATCH (n:BoltTest {run: $run}) RETURN n.n ORDER BY n.n", run, row => found.Add(row.Long()))]);
        found.ShouldBe([1, 2]);
        await cypher.WriteAsync(async transaction =>
        {
            await transaction.CommitAsync([new Query("MATCH (n:BoltTest {run: $run}) DELETE n", run)]);
            return 0;
        });
    }

    [Fact]
    public async Task After_a_failed_statement_the_connection_serves_again()
    {
        var options = Neo4jServer.Options();
        options.MaxConnections = 1;
        await using var cypher = await BoltCypher.ConnectAsync(options);
        for (var i = 0; i < 20; i++)
        {
            var failure = await Should.ThrowAsync<Neo4jException>(async () => await cypher.ReadAsync([new Query("RETURN 1"), new Query("RETURN nonsense"), new Query("RETURN 2")]));
            failure.Code.ShouldBe("Neo.ClientError.Statement.SyntaxError");
            var one = 0L;
            await cypher.ReadAsync([new Query("RETURN 1", row => one = row.Long())]);
            one.ShouldBe(1);
        }
    }
}
