using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClaimGraph.Following;

namespace ClaimGraph.Server.Telemetry;

/// <summary>What operators see of what the server sends by itself. It holds no addresses.</summary>
internal static class OutboundTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ClaimGraph.Outbound";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Webhooks = Meter.CreateHistogram<double>(
        "claimgraph.webhook.duration",
        "s",
        "Duration of attempts to send to webhooks, by outcome and status.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] }
    );

    private static readonly Histogram<double> Archives = Meter.CreateHistogram<double>(
        "claimgraph.archive.duration",
        "s",
        "Duration of attempts to have a source archived, by outcome.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] }
    );

    public static void Archived(AttemptOutcome outcome, TimeSpan taken) =>
        Archives.Record(taken.TotalSeconds, new KeyValuePair<string, object?>("outcome", UpperSnake.Of(outcome.ToString())));

    public static void Sent(Attempt attempt) => Record(Webhooks, attempt);

    private static void Record(Histogram<double> histogram, Attempt attempt)
    {
        var tags = new TagList { { "outcome", UpperSnake.Of(attempt.Outcome.ToString()) }, { "status", attempt.Status } };
        histogram.Record(attempt.Milliseconds / 1_000.0, tags);
    }
}
