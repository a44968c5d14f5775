using System.Diagnostics;
using System.Globalization;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>
/// <c>bolt DRIVER_DIR [ROUNDS]</c>: one node by id, as an object with all of its properties, by the client of this project and by
/// neo4j-driver for Node in turn, both with the same number of callers, the same statement and the same ids on the same server.
/// </summary>
internal static class BoltCommand
{
    private const int Warming = 15,
        Measured = 5;
    private const string Statement = "MATCH (n:Node {_id: $id}) RETURN n, n._id",
        Ids = "MATCH (n:Statement) WITH n._id AS id ORDER BY id LIMIT 20000 RETURN id";

    private readonly record struct Result(double Count, double Seconds, double Cpu)
    {
        public double Rate => Count / Seconds;
        public double Microseconds => Cpu / Count * 1e6;
    }

    public static async Task<int> RunAsync(string driver, int rounds)
    {
        await using var cypher = await Neo4jDriver.ConnectAsync(Place.Neo4j(), TimeProvider.System);
        var ids = new List<long>();
        await cypher.ReadAsync([new Query(Ids, row => ids.Add(row.Long()))]);
        using var node = Start(driver);
        if (await node.StandardOutput.ReadLineAsync() != ids.Count.ToString(CultureInfo.InvariantCulture))
            throw new InvalidOperationException("neo4j-driver reads other ids.");
        await OwnAsync(cypher, ids, Warming);
        await OfNodeAsync(node, Warming);
        var results = new List<(Result Own, Result Node)>();
        for (var i = 0; i < rounds; i++)
        {
            var (own, other) = (await OwnAsync(cypher, ids, Measured), await OfNodeAsync(node, Measured));
            results.Add((own, other));
            Console.WriteLine(
                $"{i + 1, 3}: {own.Rate, 7:N0}/s, {own.Microseconds, 4:N0} µs of CPU each; "
                    + $"neo4j-driver {other.Rate, 7:N0}/s, {other.Microseconds, 4:N0} µs; {own.Rate / other.Rate:N2} times its rate"
            );
        }
        Console.WriteLine(
            $"median {Median(results, r => r.Own.Rate), 5:N0}/s, {Median(results, r => r.Own.Microseconds), 4:N0} µs of CPU each; "
                + $"neo4j-driver {Median(results, r => r.Node.Rate), 7:N0}/s, "
                + $"{Median(results, r => r.Node.Microseconds), 4:N0} µs; "
                + $"{Median(results, r => r.Own.Rate / r.Node.Rate):N2} times its rate"
        );
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return 0;
    }

    private static double Median(List<(Result, Result)> results, Func<(Result Own, Result Node), double> value) =>
        results.Select(value).Order().ElementAt(results.Count / 2);

    private static async Task<Result> OwnAsync(IDriver cypher, List<long> ids, int seconds)
    {
        var (next, watch, cpu) = (-1, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, Callers.Several)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var count = 0;
                        for (; watch.Elapsed.TotalSeconds < seconds; count++)
                        {
                            object? id = null;
                            GraphNode? node = null;
                            await cypher.ReadAsync([
                                new Query(
                                    Statement,
                                    WithId(ids[Interlocked.Increment(ref next) % ids.Count]),
                                    row => (node, id) = ((GraphNode?)row.Any(), row.Long())
                                ),
                            ]);
                            if (!Equals(node!.Properties["id"], id))
                                throw new InvalidOperationException("Another node.");
                        }
                        return count;
                    })
                )
        );
        return new Result(counts.Sum(), watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private static Dictionary<string, object?> WithId(long id) => new() { ["id"] = id };

    private static async Task<Result> OfNodeAsync(Process node, int seconds)
    {
        await node.StandardInput.WriteLineAsync(seconds.ToString(CultureInfo.InvariantCulture));
        await node.StandardInput.FlushAsync();
        var answer = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("neo4j-driver has gone.");
        var numbers = answer.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new Result(numbers[0], numbers[1], numbers[2]);
    }

    private static Process Start(string driver)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "bolt.mjs")])
        {
            WorkingDirectory = driver,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        (start.Environment["QUERY"], start.Environment["IDS"], start.Environment["CALLERS"]) = (
            Statement,
            Ids,
            Callers.Several.ToString(CultureInfo.InvariantCulture)
        );
        return Process.Start(start)!;
    }
}
