using System.Runtime.CompilerServices;
using ClaimGraph.Queries;

namespace ClaimGraph.Stores;

/// <summary>Walking through everything that a store holds.</summary>
internal static class WholeStore
{
    private const int PageSize = 200;
    private const int PageSizeWithText = 20;

    /// <summary>All nodes of a kind, retracted ones too, oldest first; sources with the texts of their snapshots. Memory holds one
    /// page.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Node>> PagesAsync(
        this IClaimStore store,
        NodeKind kind,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var order = OrderBy.Oldest(kind);
        var size = kind == NodeKind.Source ? PageSizeWithText : PageSize;
        for (Cursor? after = null; ; )
        {
            var page = await store.ListAsync(new ListQuery(kind, null, order, PageRequest.First(size, after)), cancellation);
            if (page.Nodes.Count > 0)
                yield return kind == NodeKind.Source ? await WithTextsAsync(store, page.Nodes, cancellation) : page.Nodes;
            if (!page.HasNext)
                yield break;
            after = Cursor.Of(page.Nodes[^1], order);
        }
    }

    private static async Task<IReadOnlyList<Node>> WithTextsAsync(
        IClaimStore store,
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
