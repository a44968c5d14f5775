using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Stores.Tests.Conformance.Evaluation;

/// <summary>All that a store tells: nodes with what is derived, texts, keys, counts, hits of searches and the ledger.</summary>
public sealed record Told(
    IReadOnlyList<Node> Nodes,
    IReadOnlyList<string?> Snapshots,
    IReadOnlyList<NodeId?> Keys,
    IReadOnlyList<string> Counts,
    IReadOnlyList<LedgerEntry> Ledger,
    LedgerHead Head
)
{
    private static readonly string[] Searched = ["summit", "città", "perché", "naive", "fine", "中文", "العربية", "2025", "aa"];

    public static async Task<Told> ByAsync(IClaimStore store)
    {
        List<Node> nodes = [];
        List<string> counts = [];
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            var page = await store.ListAsync(new ListQuery(kind, null, OrderBy.Oldest(kind), PageRequest.First(Limits.Page)));
            page.HasNext.ShouldBeFalse();
            nodes.AddRange(page.Nodes);
            counts.AddRange(await CountsAsync(store, kind));
        }
        NodeKind[] searched = [NodeKind.Statement, NodeKind.Source, NodeKind.Actor, NodeKind.Event];
        foreach (var word in Searched)
        {
            var hits = (await store.SearchAsync(new SearchQuery(word, searched, Limits.Page))).Hits;
            counts.Add($"{word}: {string.Join(',', hits.Select(h => h.Id).Order())}");
        }
        NodeId[] sources = [.. nodes.Select(n => n.Id).Where(id => id.Kind == NodeKind.Source)];
        return new Told(
            nodes,
            await store.SnapshotsAsync(sources),
            await store.FindAsync([.. nodes.SelectMany(NodeWrite.Keys)]),
            counts,
            await store.ChangesAsync(0, int.MaxValue),
            await store.HeadAsync()
        );
    }

    private static async Task<List<string>> CountsAsync(IClaimStore store, NodeKind kind)
    {
        var filter = Filter.ForList(kind, null);
        var months = await store.TimeSeriesAsync(Fields.CreatedAt(kind), DatePrecision.Month, filter);
        List<string> counts = [$"{kind} {await store.CountAsync(kind, filter)}", .. months.Select(m => $"{kind} {m}")];
        if (kind == NodeKind.Statement)
            counts.AddRange((await store.DistributionAsync(Fields.Statement.Verdict, filter, 50)).Select(v => $"{v}"));
        if (kind == NodeKind.Evidence)
            counts.AddRange((await store.RankAsync(Fields.Evidence.Basis, NodeKind.Source, filter, 50)).Select(r => $"{r}"));
        return counts;
    }

    public void ShouldBeThatOf(Told original)
    {
        foreach (var (left, right) in Nodes.Zip(original.Nodes))
            Deep.Difference(left, right).ShouldBeNull();
        Nodes.Count.ShouldBe(original.Nodes.Count);
        Snapshots.ShouldBe(original.Snapshots);
        Keys.ShouldBe(original.Keys);
        Deep.Difference(Counts, original.Counts).ShouldBeNull();
        Deep.Difference(Ledger, original.Ledger).ShouldBeNull();
        Deep.Difference(Head, original.Head).ShouldBeNull();
    }
}
