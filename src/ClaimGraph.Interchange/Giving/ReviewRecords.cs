using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange.Giving;

/// <summary>Reads reviews with what they name, a page in a few calls of the store.</summary>
internal static class ReviewRecords
{
    public static async Task<IReadOnlyList<ReviewRecord>> LoadAsync(
        IClaimStore store,
        IReadOnlyList<Review> reviews,
        CancellationToken cancellation
    )
    {
        var appearances = await AppearancesAsync(store, reviews.Select(r => r.Content.Statement), int.MaxValue, cancellation);
        return await LoadAsync(store, reviews, appearances, cancellation);
    }

    public static async Task<IReadOnlyList<ReviewRecord>> LoadAsync(
        IClaimStore store,
        IReadOnlyList<Review> reviews,
        ILookup<NodeId, AppearanceRecord> appearances,
        CancellationToken cancellation
    )
    {
        var named = await NodesAsync(store, reviews.SelectMany(r => new[] { r.Content.Statement, r.Content.Reviewer }), cancellation);
        return
        [
            .. reviews.Select(review => new ReviewRecord(
                review,
                (Statement)named[review.Content.Statement],
                (Actor)named[review.Content.Reviewer],
                [.. appearances[review.Content.Statement]]
            )),
        ];
    }

    /// <summary>The active appearances of statements, by statement.</summary>
    /// <param name="most">How many of all at most, the oldest first.</param>
    public static async Task<ILookup<NodeId, AppearanceRecord>> AppearancesAsync(
        IClaimStore store,
        IEnumerable<NodeId> statements,
        int most,
        CancellationToken cancellation
    )
    {
        List<Appearance> appearances = [];
        var filter = Filter.ForList(
            NodeKind.Appearance,
            Filter.Where(Fields.Appearance.Statement, Comparison.In, [.. statements.Distinct().Cast<object>()])
        );
        await foreach (var page in store.NodePagesAsync(NodeKind.Appearance, filter, Math.Min(Limits.Page, most), cancellation))
        {
            appearances.AddRange(page.OfType<Appearance>());
            if (appearances.Count >= most)
                break;
        }
        var named = await NodesAsync(
            store,
            appearances.SelectMany(a => new[] { a.Content.Actor, a.Content.Source }).OfType<NodeId>(),
            cancellation
        );
        Node? Named(NodeId? id) => id is { } known ? named[known] : null;
        return appearances.ToLookup(
            a => a.Content.Statement,
            a => new AppearanceRecord(a, (Actor?)Named(a.Content.Actor), (Source?)Named(a.Content.Source))
        );
    }

    private static async Task<Dictionary<NodeId, Node>> NodesAsync(
        IClaimStore store,
        IEnumerable<NodeId> ids,
        CancellationToken cancellation
    ) => (await store.GetAsync([.. ids.Distinct()], cancellation)).OfType<Node>().ToDictionary(n => n.Id);
}
