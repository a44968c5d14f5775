using ClaimGraph.Counting;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Neo4j.Writing;

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

    public static (long Month, long Count) Split(long entry) => (entry / 1_000_000_000, entry % 1_000_000_000);

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

    /// <summary>Statements that write what was added, to be run after those that write the nodes.</summary>
    public IEnumerable<Query> Write()
    {
        var few = _few.Where(t => t.Value.Days.Any(d => d != 0))
            .Select(t => (object?)new List<object?> { Names<Metric>.Of(t.Key.Metric), t.Key.Subject, t.Key.Month, t.Value.Sum, t.Value.Days }).ToList();
        if (few.Count > 0)
            yield return new Query("""
                UNWIND $rows AS r MERGE (t:Tally {metric: r[0], subject: r[1], month: r[2]})
                SET t.n = coalesce(t.n, 0) + r[3], t.days = [i IN range(0, 30) | coalesce(t.days[i], 0) + r[4][i]]
                """, NodeCypher.Parameter("rows", few));
        foreach (var ofMetric in _ofNodes.GroupBy(t => t.Key.Metric))
        {
            var rows = ofMetric.Select(t => (t.Key.Subject, Changes: t.Value.Where(m => m.Value != 0).ToArray())).Where(t => t.Changes.Length > 0)
                .Select(t => (object?)new List<object?> { t.Subject, Array.ConvertAll(t.Changes, c => c.Key), Array.ConvertAll(t.Changes, c => c.Value) }).ToList();
            if (rows.Count > 0) yield return new Query(AddByMonth(ByMonth(ofMetric.Key)), NodeCypher.Parameter("rows", rows));
        }
    }

    private static string AddByMonth(string property) => $"""
        UNWIND $rows AS r MATCH (n:Node {"{id: r[0]}"}) WITH n, r, coalesce(n.{property}, []) AS known
        SET n.{property} = [x IN known WHERE NOT x / 1000000000 IN r[1]] + [i IN range(0, size(r[1]) - 1) | r[1][i] * 1000000000
          + reduce(c = r[2][i], x IN known | CASE WHEN x / 1000000000 = r[1][i] THEN c + x % 1000000000 ELSE c END)]
        """;
}
