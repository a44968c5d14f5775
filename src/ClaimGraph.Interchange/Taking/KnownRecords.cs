using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange.Taking;

/// <summary>What the store has already of some reviews.</summary>
internal sealed class KnownRecords
{
    private readonly Dictionary<string, Node> _byKey = [];
    private readonly Dictionary<string, NodeId?> _byName = []; // null for names that several actors have

    public static async Task<KnownRecords> LoadAsync(IClaimStore store, IReadOnlyList<ReadReview> reads, CancellationToken cancellation)
    {
        var known = new KnownRecords();
        await known.LoadAsync(store, NodeKind.Review, reads.Select(r => r.Key), cancellation);
        await known.LoadAsync(store, NodeKind.Evidence, reads.Select(ReviewBatch.EvidenceKey), cancellation);
        ReadActor[] claimants =
        [
            .. reads.SelectMany(r => r.Appearances).Select(a => a.Claimant).OfType<ReadActor>().DistinctBy(a => a.Key),
        ];
        await known.LoadAsync(store, NodeKind.Actor, claimants.Select(c => c.Key), cancellation);
        foreach (var names in claimants.Where(c => known.Find(c.Key) is null).Select(c => c.Content.Name).Distinct().Chunk(Limits.Page))
        {
            var filter = Filter.ForList(NodeKind.Actor, Filter.Where(Fields.Actor.Name, Comparison.In, [.. names]));
            await foreach (var page in store.NodePagesAsync(NodeKind.Actor, filter, Limits.Page, cancellation))
            foreach (var actor in page.OfType<Actor>())
                known._byName[actor.Content.Name] = known._byName.ContainsKey(actor.Content.Name) ? null : actor.Id;
        }
        return known;
    }

    public Node? Review(string key) => Find(key);

    public Node? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The only actor of the store that has the name of a claimant, if the desk has entered it.</summary>
    public NodeId? ActorNamed(ReadActor actor) =>
        actor.Content.Identifiers.Count == 0
        && !_byKey.ContainsKey(actor.Key)
        && actor.Key.StartsWith("claimreview:claimant:", StringComparison.Ordinal)
            ? _byName.GetValueOrDefault(actor.Content.Name)
            : null;

    private async Task LoadAsync(IClaimStore store, NodeKind kind, IEnumerable<string> keys, CancellationToken cancellation)
    {
        string[] asked = [.. keys.Distinct()];
        var found = await store.FindAsync([.. asked.Select(k => NaturalKey.OfCaller(kind, k))], cancellation);
        var nodes = await store.GetAsync([.. found.OfType<NodeId>()], cancellation);
        foreach (var (key, node) in asked.Where((_, i) => found[i] is not null).Zip(nodes))
            if (node is not null)
                _byKey[key] = node;
    }
}
