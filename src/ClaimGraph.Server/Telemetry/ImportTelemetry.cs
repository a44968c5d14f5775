using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClaimGraph.Jobs;

namespace ClaimGraph.Server.Telemetry;

/// <summary>What operators see of imports that a server carries out. It holds no names.</summary>
internal static class ImportTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ClaimGraph.Imports";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "claimgraph.import.duration",
        "s",
        "Duration of runs of imports, by format and by the state in which they ended.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400] }
    );

    public static void Ended(string format, ImportState state, TimeSpan taken) =>
        Duration.Record(taken.TotalSeconds, new TagList { { "format", format }, { "state", UpperSnake.Of(state.ToString()) } });
}
