using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Counting;

/// <summary>What a commit adds to the counts of one node, by metric and month.</summary>
internal sealed class NodeCounts
{
    private readonly Dictionary<(Metric Metric, long Month), long> _added = [];

    public bool IsZero => _added.Values.All(count => count == 0);

    public void Add(Metric metric, long month, int n) => _added[(metric, month)] = _added.GetValueOrDefault((metric, month)) + n;

    /// <summary>
    /// For a node that exists: by property the months to change, each as (first, end, count), where the packed counts of the month are
    /// those from first up to, not including, end.
    /// </summary>
    public Dictionary<string, object?> Changes() =>
        ByProperty((month, count) => new[] { MonthCount.Pack(month, 0), MonthCount.Pack(month + 1, 0), count });

    /// <summary>For a new node: adds the properties with its packed counts.</summary>
    public void AddTo(Properties properties)
    {
        foreach (var (property, counts) in ByProperty(MonthCount.Pack))
            properties.Add(property, counts);
    }

    private Dictionary<string, object?> ByProperty<T>(Func<long, long, T> toValue) =>
        _added
            .Where(a => a.Value != 0)
            .GroupBy(a => a.Key.Metric)
            .ToDictionary(g => Tally.CountsByMonth(g.Key), g => (object?)g.Select(a => toValue(a.Key.Month, a.Value)).ToArray());
}
