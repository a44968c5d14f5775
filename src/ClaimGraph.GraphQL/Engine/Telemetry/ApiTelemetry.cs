using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ClaimGraph.GraphQL.Engine.Telemetry;

/// <summary>
/// What operators can see of the API: the activity source and the meter <c>ClaimGraph</c> (System.Diagnostics), which any OpenTelemetry
/// exporter can read. Of what a client wrote, they show only the name of its operation: documents and variables can hold personal data.
/// </summary>
public static class ApiTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ClaimGraph";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "claimgraph.operation.duration",
        "s",
        "Duration of operations by name, type and outcome (OK, or the code of the first error).",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        }
    );

    private static readonly Histogram<long> Cost = Meter.CreateHistogram<long>(
        "claimgraph.operation.cost",
        "{point}",
        "Cost of operations, as computed before they run.",
        advice: new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000],
        }
    );

    private static readonly Counter<long> Documents = Meter.CreateCounter<long>(
        "claimgraph.document_cache.lookups",
        "{lookup}",
        "Documents that were in the cache (hit) or had to be parsed and validated."
    );

    private static readonly UpDownCounter<long> Subscribers = Meter.CreateUpDownCounter<long>(
        "claimgraph.subscribers",
        "{subscription}",
        "Running subscriptions."
    );

    internal static readonly ActivitySource Source = new(Name);

    internal static bool IsWatched => Duration.Enabled || Source.HasListeners();

    /// <summary>Counts a subscription until it is disposed of.</summary>
    internal static IDisposable CountSubscriber()
    {
        Subscribers.Add(1);
        return new Subscriber();
    }

    internal static void Looked(bool hit)
    {
        if (Documents.Enabled)
            Documents.Add(1, new KeyValuePair<string, object?>("hit", hit));
    }

    internal static void Ended(string type, string name, string outcome, TimeSpan taken, long? cost)
    {
        var tags = new TagList
        {
            { "graphql.operation.type", type },
            { "graphql.operation.name", name },
            { "outcome", outcome },
        };
        Duration.Record(taken.TotalSeconds, tags);
        if (cost is { } points)
            Cost.Record(points, tags);
    }

    private sealed class Subscriber : IDisposable
    {
        public void Dispose() => Subscribers.Add(-1);
    }
}
