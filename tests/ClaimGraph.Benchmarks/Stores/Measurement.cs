using System.Diagnostics;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>What one operation costs. CPU time says more than elapsed time on a machine that does other work too.</summary>
internal readonly record struct Measurement(double PerSecond, double CpuMicroseconds, double Bytes)
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Repeats an operation on this thread, after a warm-up.</summary>
    public static Measurement Of(Action<Random> run)
    {
        Repeat(run, new Random(7), WarmUp);
        var (allocated, cpu, watch) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        double count = Repeat(run, new Random(1), Measured);
        return new(
            count / watch.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count,
            (GC.GetAllocatedBytesForCurrentThread() - allocated) / count
        );
    }

    private static int Repeat(Action<Random> run, Random random, TimeSpan time)
    {
        var count = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; count++)
            run(random);
        return count;
    }

    public override string ToString() => $"{PerSecond, 12:N0}{CpuMicroseconds, 11:N1}{Bytes, 12:N0}";
}
