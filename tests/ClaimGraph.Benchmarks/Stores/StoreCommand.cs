using System.Diagnostics;
using ClaimGraph.Sqlite;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>
/// <c>store DB_FILE [OPERATION…]</c>: the operations of the benchmark directly on the store, through the GraphQL engine without HTTP, and as the same SQL bare.
/// M1 changes the file: give a copy.
/// </summary>
internal static class StoreCommand
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    private const int Committing = 8;

    public static async Task<int> RunAsync(string file, string[] chosen)
    {
        var options = new SqliteOptions { Path = file };
        await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System);
        using var connection = Connection.Open(options, writes: false);
        var parameters = new Parameters(connection);
        var operations = new StoreOperations(store, parameters);
        var engine = new GraphQLOperations(store, parameters);
        var bare = new BareOperations(connection, parameters);
        bool Wanted(string name) => chosen.Length == 0 || chosen.Contains(name);
        Console.WriteLine($"{"",-14}{"1 thread/s",12}{"CPU µs",11}{"bytes",12}");
        foreach (var (name, run, graphql, sql) in new (string, Func<Random, ValueTask<int>>, Action<Random>, Func<Random, int>?)[]
        {
            ("Q1", operations.Q1, engine.Q1, bare.Q1), ("Q2", operations.Q2, engine.Q2, bare.Q2),
            ("Q3", operations.Q3, engine.Q3, bare.Q3), ("Q4", operations.Q4, engine.Q4, null),
        })
        {
            if (!Wanted(name)) continue;
            if (sql is not null) Console.WriteLine($"{name + " bare SQL",-14}{Measurement.Of(r => sql(r))}");
            Console.WriteLine($"{name + " store",-14}{Measurement.Of(r => Complete(run(r)))}");
            Console.WriteLine($"{name + " GraphQL",-14}{Measurement.Of(graphql)}");
        }
        if (Wanted("M1")) await CommitsAsync(operations);
        return 0;
    }

    // SQLite answers at once, so a thread can ask like a loop of calls.
    private static int Complete(ValueTask<int> read) => read.IsCompletedSuccessfully ? read.Result : throw new InvalidOperationException("A read on SQLite waits for nothing.");

    private static async Task CommitsAsync(StoreOperations operations)
    {
        foreach (var callers in (int[])[1, Committing])
        {
            await RunCallersAsync(operations, callers, Measured / 2);
            var (allocated, cpu) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
            var (times, elapsed) = await RunCallersAsync(operations, callers, Measured);
            var count = times.Length;
            Console.WriteLine($"M1 {callers} callers: {count / elapsed.TotalSeconds:N0} commits/s, {times[count / 2]:N2} ms half of them, {times[count * 99 / 100]:N2} ms 99%, {times[^1]:N0} ms the longest, "
                + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count:N0} µs of CPU each, {(GC.GetTotalAllocatedBytes() - allocated) / count:N0} bytes each");
        }
    }

    private static async Task<(double[] Milliseconds, TimeSpan Elapsed)> RunCallersAsync(StoreOperations operations, int callers, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            var times = new List<double>();
            while (watch.Elapsed < time)
            {
                var start = watch.Elapsed;
                await operations.M1(random);
                times.Add((watch.Elapsed - start).TotalMilliseconds);
            }
            return times;
        })));
        return ([.. times.SelectMany(t => t).Order()], watch.Elapsed);
    }
}
