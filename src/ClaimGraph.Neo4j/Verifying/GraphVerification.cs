using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Sharing;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Verifying;

/// <summary>
/// Compares what the database holds, and a store's answers do not all show, with the replay of its ledger: every property of every node,
/// with keys and counts, the counts by month and day, relationships, indexes, and that there is nothing else. It only reads; memory holds
/// one page of nodes.
/// </summary>
internal sealed class GraphVerification(IDriver driver, Prefix prefix, IClaimStore replayed)
{
    private const int PageSize = 200;

    private readonly Findings _findings = new();
    private readonly DayCounts _counts = new();
    private readonly Totals _totals = new();

    /// <summary>What does not follow from the ledger, the first findings of each kind.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        foreach (var kind in NodeKinds.All)
        await foreach (var page in replayed.NodePagesAsync(kind, null, PageSize, cancellation))
            await PageAsync(kind, page, cancellation);
        await TalliesAsync(cancellation);
        await _totals.CompareAsync(driver, _findings, cancellation);
        await IndexesAsync(cancellation);
        return _findings.All;
    }

    private async Task PageAsync(NodeKind kind, IReadOnlyList<Node> nodes, CancellationToken cancellation)
    {
        foreach (var node in nodes)
        {
            Tallies.Write(_counts, before: null, node);
            _totals.Add(node);
        }
        var comparison = new NodeComparison(kind, nodes, _findings);
        await driver.ReadAsync([.. comparison.Queries()], cancellation);
        comparison.Compare();
    }

    private async Task TalliesAsync(CancellationToken cancellation)
    {
        var expected = _counts.Rows();
        var read = new Query(
            "MATCH (t:Tally) RETURN t.metric, t.subject, t.month, t.n, t.days",
            row =>
            {
                var (key, n, days) = ($"{row.Any()} {row.Any()} {row.Any()}", row.Any(), row.Any());
                expected.Remove(key, out var right);
                right ??= (0L, new long[DayCounts.DaysPerMonth]);
                if (!PropertyValues.AreSame(n, right.Value.N) || !PropertyValues.AreSame(days, right.Value.Days))
                    _findings.Add("counts", $"{key}: they are {PropertyValues.Show(n)}, but follow as {right.Value.N}");
            }
        );
        await driver.ReadAsync([read], cancellation);
        foreach (var missing in expected.Where(e => e.Value!.Value.Days.Any(d => d != 0)))
            _findings.Add("counts", $"{missing.Key}: they are missing, but follow as {missing.Value!.Value.N}");
    }

    private async Task IndexesAsync(CancellationToken cancellation)
    {
        var expected = Migrations.Indexes().Select(prefix.OfIndex).ToHashSet();
        var read = new Query(
            "SHOW INDEXES YIELD name, state",
            row =>
            {
                var (name, state) = (row.Text(), row.Text());
                if (state == "ONLINE")
                    expected.Remove(name);
            }
        );
        await driver.ReadAsync([read], cancellation);
        foreach (var missing in expected.Order(StringComparer.Ordinal))
            _findings.Add("index", $"{missing}: it is missing or not online");
    }

    /// <summary>Counts of what has few subjects, as <c>(:Tally)</c> holds them.</summary>
    private sealed class DayCounts : ITally
    {
        public const int DaysPerMonth = 31;

        private readonly Tally _tally = new();

        public void Add(Metric metric, long subject, DateTimeOffset createdAt, int n)
        {
            if (metric.IsByDay())
                _tally.Add(metric, subject, createdAt, n);
        }

        public Dictionary<string, (long N, long[] Days)?> Rows() =>
            _tally
                .Rows()
                .Cast<Dictionary<string, object?>>()
                .ToDictionary(r => $"{r["metric"]} {r["subject"]} {r["month"]}", r => ((long, long[])?)((long)r["n"]!, (long[])r["days"]!));
    }
}

/// <summary>What was found, the first of each sort.</summary>
internal sealed class Findings
{
    private const int MostOfSort = 10;

    private readonly Dictionary<string, int> _bySort = [];
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string sort, string what)
    {
        _bySort[sort] = _bySort.GetValueOrDefault(sort) + 1;
        if (_bySort[sort] <= MostOfSort)
            _all.Add($"{sort} {what}.");
    }
}
