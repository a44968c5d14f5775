using ClaimGraph.Stores.Counting;
using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>
/// The counts that a commit changes. Metrics with few subjects are <c>(:Tally {metric, subject, month, n, days})</c>, a node for each month; what is counted of
/// single nodes is a list of theirs (<see cref="ByMonth"/>), so that those who visit the nodes of a ranking have it at hand.
/// </summary>
internal sealed class Tally : ITally
{
    private readonly Dictionary<(Metric Metric, long Subject, long Month), (long Sum, long[] Days)> _few = [];
    private readonly Dictionary<(Metric Metric, long Subject), Dictionary<long, long>> _ofNodes = [];

    /// <summary>The property with the counts of a node: each a number, month · 10⁹ + count.</summary>
    public static string ByMonth(Metric metric) => metric switch
    {
        Metric.Supports => "supportsByMonth",
        Metric.Rebuts => "rebutsByMonth",
        Metric.Uses => "usesByMonth",
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    /// <summary>The metrics that are kept at nodes.</summary>
    public static readonly Metric[] AtNodes = [Metric.Supports, Metric.Rebuts, Metric.Uses];

    public static (long Month, long Count) Split(long entry) => (entry / 1_000_000_000, entry % 1_000_000_000);

    public static long Join(long month, long count) => month * 1_000_000_000 + count;

    public void Add(Metric metric, long subject, DateTimeOffset createdAt, int n)
    {
        var month = Period.Month(createdAt);
        if (metric.IsByDay())
        {
            var (sum, days) = _few.TryGetValue((metric, subject, month), out var known) ? known : (0, new long[31]);
            days[createdAt.UtcDateTime.Day - 1] += n;
            _few[(metric, subject, month)] = (sum + n, days);
            return;
        }
        if (!_ofNodes.TryGetValue((metric, subject), out var months)) _ofNodes[(metric, subject)] = months = [];
        months[month] = months.GetValueOrDefault(month) + n;
    }

    /// <summary>The changes of <c>(:Tally)</c>, each (metric, subject, month, sum, days).</summary>
    public List<object?> OfFew() => [.. _few.Where(t => t.Value.Days.Any(d => d != 0))
        .Select(t => new List<object?> { Names<Metric>.Of(t.Key.Metric), t.Key.Subject, t.Key.Month, t.Value.Sum, t.Value.Days })];

    /// <summary>By node the changes of its counts: by <see cref="ByMonth"/> a list of (month, count).</summary>
    public Dictionary<long, Dictionary<string, object?>> OfNodes()
    {
        var ofNodes = new Dictionary<long, Dictionary<string, object?>>();
        foreach (var ((metric, subject), months) in _ofNodes)
        {
            long[][] changes = [.. months.Where(m => m.Value != 0).Select(m => new[] { m.Key, m.Value })];
            if (changes.Length == 0) continue;
            if (!ofNodes.TryGetValue(subject, out var ofNode)) ofNodes[subject] = ofNode = [];
            ofNode[ByMonth(metric)] = changes;
        }
        return ofNodes;
    }
}
