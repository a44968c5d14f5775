using System.Diagnostics;
using ClaimGraph.Sqlite;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary><c>store DB_FILE [OPERATION…]</c>: the operations of the benchmark directly on the store, beside the same SQL bare. The file is changed: give a copy.</summary>
internal static class StoreCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    private const int Committing = 8;

    public static async Task<int> RunAsync(string file, string[] chosen)
    {
        var options = new SqliteOptions { Path = file };
        await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System);
        using var connection = Connection.Open(options, writes: false);
        var parameters = new Parameters(connection);
        var operations = new StoreOperations(store, parameters);
        var bare = new BareOperations(connection, parameters);
        Console.WriteLine($"{"",-4}{"1 thread/s",12}{"µs",9}{"2 threads/s",13}{"bytes each",12}{"bare/s",10}{"µs",9}{"ratio",7}");
        foreach (var (name, run, without) in new (string, Func<Random, ValueTask<int>>, Func<Random, int>?)[]
        {
            ("Q1", operations.Q1, bare.Q1), ("Q2", operations.Q2, bare.Q2), ("Q3", operations.Q3, bare.Q3), ("Q4", operations.Q4, null),
        })
        {
            if (chosen.Length > 0 && !chosen.Contains(name)) continue;
            Warm(run);
            var (one, bytes) = OneThread(r => Complete(run(r)));
            var two = TwoThreads(run);
            var (raw, _) = without is null ? (0, 0) : OneThread(without);
            Console.WriteLine($"{name,-4}{one,12:N0}{1e6 / one,9:N0}{two,13:N0}{bytes,12:N0}" + (without is null ? "" : $"{raw,10:N0}{1e6 / raw,9:N0}{raw / one,7:N2}"));
        }
        if (chosen.Length == 0 || chosen.Contains("M1")) await CommitsAsync(operations);
        return 0;
    }

    private static void Warm(Func<Random, ValueTask<int>> run)
    {
        var random = new Random(7);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < WarmUp;) Complete(run(random));
    }

    private static (double PerSecond, double Bytes) OneThread(Func<Random, int> run)
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++) run(random);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var (count, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < Measured; count++) run(random);
        return (count / watch.Elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)count);
    }

    // SQLite answers at once, so a thread can ask like a loop of calls.
    private static int Complete(ValueTask<int> read) => read.IsCompletedSuccessfully ? read.Result : throw new InvalidOperationException("A read on SQLite waits for nothing.");

    private static double TwoThreads(Func<Random, ValueTask<int>> run)
    {
        var counts = new double[2];
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() => counts[i] = OneThread(r => Complete(run(r))).PerSecond)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return counts.Sum();
    }

    private static async Task CommitsAsync(StoreOperations operations)
    {
        foreach (var callers in (int[])[1, Committing])
        {
            await RunCallersAsync(operations, callers, WarmUp);
            var allocated = GC.GetTotalAllocatedBytes();
            var cpu = Environment.CpuUsage.TotalTime;
            var (count, elapsed) = await RunCallersAsync(operations, callers, Measured);
            Console.WriteLine($"M1  {callers} callers: {count / elapsed.TotalSeconds:N0} commits/s, {elapsed.TotalMilliseconds * callers / count:N2} ms each, "
                + $"{(GC.GetTotalAllocatedBytes() - allocated) / count:N0} bytes each, {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count:N0} µs of CPU each");
        }
    }

    private static async Task<(int Count, TimeSpan Elapsed)> RunCallersAsync(StoreOperations operations, int callers, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            var count = 0;
            for (; watch.Elapsed < time; count++) await operations.M1(random);
            return count;
        })));
        return (counts.Sum(), watch.Elapsed);
    }
}
