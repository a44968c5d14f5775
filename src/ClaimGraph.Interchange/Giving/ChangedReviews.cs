using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange.Giving;

/// <summary>Finds which reviews an export since a revision is about.</summary>
internal static class ChangedReviews
{
    private const int Entries = 50;

    public static async Task<IReadOnlySet<NodeId>> SinceAsync(IClaimStore store, long since, CancellationToken cancellation)
    {
        var changed = new HashSet<NodeId>();
        for (var after = since; ; )
        {
            var entries = await store.ChangesAsync(after, Entries, cancellation);
            if (entries.Count == 0)
                break;
            changed.UnionWith(entries.SelectMany(e => e.Changes).Select(c => c.Node));
            after = entries[^1].Revision;
        }
        var reviews = changed.Where(id => id.Kind == NodeKind.Review).ToHashSet();
        await AddAsync(store, Fields.Review.Statement, changed.Where(id => id.Kind == NodeKind.Statement), reviews, cancellation);
        await AddAsync(store, Fields.Review.Reviewer, changed.Where(id => id.Kind == NodeKind.Actor), reviews, cancellation);
        return reviews;
    }

    private static async Task AddAsync(
        IClaimStore store,
        Field via,
        IEnumerable<NodeId> named,
        HashSet<NodeId> reviews,
        CancellationToken cancellation
    )
    {
        foreach (var part in named.Chunk(Limits.Page))
        {
            var filter = Filter.ForList(NodeKind.Review, Filter.Where(via, Comparison.In, [.. part.Cast<object>()]));
            await foreach (var page in store.NodePagesAsync(NodeKind.Review, filter, Limits.Page, cancellation))
                reviews.UnionWith(page.Select(n => n.Id));
        }
    }
}
