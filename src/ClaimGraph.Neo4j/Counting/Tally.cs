using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>
/// What a commit adds to the counts. Metrics with few subjects are <c>(:Tally {metric, subject, month, n, days})</c>, a node per month. The
/// counts of single nodes are lists in properties of theirs (<see cref="CountsByMonth"/>), so that a query that reads the nodes of a
/// ranking has them at hand.
/// </summary>
internal sealed class Tally : ITally
{
    private const int DaysPerMonth = 31;

    private readonly Dictionary<(Metric Metric, long Subject, long Month), (long Sum, long[] Days)> _bySubject = [];
    private readonly Dictionary<long, NodeCounts> _byNode = [];

    /// <summary>The metrics whose subjects are single nodes.</summary>
    public static readonly Metric[] NodeMetrics = [Metric.Supports, Metric.Rebuts, Metric.Uses];

    /// <summary>The property with the counts of a node, each a <see cref="MonthCount"/>.</summary>
    public static string CountsByMonth(Metric metric) =>
        metric switch
        {
            Metric.Supports => "_supportsByMonth",
            Metric.Rebuts => "_rebutsByMonth",
            Metric.Uses => "_usesByMonth",
            _ => throw new ArgumentOutOfRangeException(nameof(metric)),
        };

    public void Add(Metric metric, long subject, DateTimeOffset createdAt, int n)
    {
        var month = Period.Month(createdAt);
        if (!metric.IsByDay())
        {
            if (!_byNode.TryGetValue(subject, out var counts))
                _byNode[subject] = counts = new NodeCounts();
            counts.Add(metric, month, n);
            return;
        }
        var (sum, days) = _bySubject.TryGetValue((metric, subject, month), out var known) ? known : (0, new long[DaysPerMonth]);
        days[createdAt.UtcDateTime.Day - 1] += n;
        _bySubject[(metric, subject, month)] = (sum + n, days);
    }

    /// <summary>What is added to <c>(:Tally)</c>, as parameters.</summary>
    public List<object?> Rows() =>
        [
            .. _bySubject
                .Where(t => t.Value.Days.Any(d => d != 0))
                .Select(t => new Dictionary<string, object?>
                {
                    ["metric"] = Names<Metric>.Of(t.Key.Metric),
                    ["subject"] = t.Key.Subject,
                    ["month"] = t.Key.Month,
                    ["n"] = t.Value.Sum,
                    ["days"] = t.Value.Days,
                }),
        ];

    /// <summary>What is added to the counts of nodes, by id.</summary>
    public Dictionary<long, NodeCounts> OfNodes() => _byNode.Where(n => !n.Value.IsZero).ToDictionary();
}
