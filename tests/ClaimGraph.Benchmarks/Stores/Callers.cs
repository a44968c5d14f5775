using System.Diagnostics;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>Operations asked by one caller and by several at once, each as soon as its last one is answered.</summary>
internal static class Callers
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    public const int Several = 8;

    public static async Task MeasureAsync(string name, Func<Random, ValueTask<int>> run)
    {
        foreach (var callers in (int[])[1, Several])
            await MeasureAsync(name, callers, run);
    }

    /// <param name="times">How many times longer than usual to measure, and to warm up before: a database in a Java machine needs
    /// more.</param>
    /// <param name="database">The process of the database, whose CPU time is told, too.</param>
    /// <returns>Operations a second.</returns>
    public static async Task<double> MeasureAsync(
        string name,
        int callers,
        Func<Random, ValueTask<int>> run,
        int times = 1,
        Process? database = null
    )
    {
        await RunAsync(run, callers, times * Measured / 2);
        var (allocated, cpu, there) = (GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime, CpuOf(database));
        var (durations, elapsed) = await RunAsync(run, callers, times * Measured);
        var (count, rate) = (durations.Length, durations.Length / elapsed.TotalSeconds);
        Console.WriteLine(
            $"{name} {callers} callers: {rate:N0}/s, {durations[count / 2]:N2} ms half of them, "
                + $"{durations[count * 99 / 100]:N2} ms 99%, {durations[^1]:N0} ms the longest, "
                + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count:N0} µs of CPU each here, "
                + $"{(CpuOf(database) - there).TotalMicroseconds / count:N0} µs in the database, "
                + $"{(GC.GetTotalAllocatedBytes() - allocated) / count:N0} bytes each"
        );
        return rate;
    }

    private static TimeSpan CpuOf(Process? process)
    {
        process?.Refresh();
        return process?.TotalProcessorTime ?? TimeSpan.Zero;
    }

    private static async Task<(double[] Milliseconds, TimeSpan Elapsed)> RunAsync(
        Func<Random, ValueTask<int>> run,
        int callers,
        TimeSpan time
    )
    {
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        var random = new Random(i);
                        var times = new List<double>();
                        while (watch.Elapsed < time)
                        {
                            var start = watch.Elapsed;
                            await run(random);
                            times.Add((watch.Elapsed - start).TotalMilliseconds);
                        }
                        return times;
                    })
                )
        );
        return ([.. times.SelectMany(t => t).Order()], watch.Elapsed);
    }
}
