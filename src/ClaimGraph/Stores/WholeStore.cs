using System.Runtime.CompilerServices;
using ClaimGraph.Queries;

namespace ClaimGraph.Stores;

/// <summary>Walking through everything that a store holds.</summary>
public static class WholeStore
{
    private const int PageSize = 200;
    internal const int PageSizeWithText = 20;

    /// <summary>All nodes of a kind, retracted ones too, oldest first; sources with the texts of their snapshots. Memory holds one
    /// page.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Node>> PagesAsync(
        this IClaimStore store,
        NodeKind kind,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var size = kind == NodeKind.Source ? PageSizeWithText : PageSize;
        await foreach (var page in store.NodePagesAsync(kind, null, size, cancellation))
            yield return kind == NodeKind.Source ? await store.WithTextsAsync(page, cancellation) : page;
    }

    /// <summary>The nodes of a kind that pass a filter, oldest first, in pages of a size, none of them empty; sources without the texts of
    /// their snapshots. Memory holds one page.</summary>
    /// <param name="filter">Applied as it is; null for all nodes, retracted ones too.</param>
    /// <param name="size">1 to <see cref="Limits.Page"/>.</param>
    public static async IAsyncEnumerable<IReadOnlyList<Node>> NodePagesAsync(
        this IClaimStore store,
        NodeKind kind,
        Filter? filter,
        int size,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var order = OrderBy.Oldest(kind);
        for (Cursor? after = null; ; )
        {
            var page = await store.ListAsync(new ListQuery(kind, filter, order, PageRequest.First(size, after)), cancellation);
            if (page.Nodes.Count > 0)
                yield return page.Nodes;
            if (!page.HasNext)
                yield break;
            after = Cursor.Of(page.Nodes[^1], order);
        }
    }

    /// <summary>The same sources with the texts of their snapshots.</summary>
    internal static async Task<IReadOnlyList<Node>> WithTextsAsync(
        this IClaimStore store,
        IReadOnlyList<Node> sources,
        CancellationToken cancellation
    )
    {
        var captured = sources.OfType<Source>().Where(s => s.Content.Snapshot is not null).Select(s => s.Id).ToArray();
        var texts = await store.SnapshotsAsync(captured, cancellation);
        var byId = captured.Zip(texts).ToDictionary(t => t.First, t => t.Second);
        return
        [
            .. sources
                .OfType<Source>()
                .Select(s =>
                    s.Content.Snapshot is { } snapshot && byId[s.Id] is { } text
                        ? s with
                        {
                            Content = s.Content with { Snapshot = snapshot with { Text = text } },
                        }
                        : s
                ),
        ];
    }
}
