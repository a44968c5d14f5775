using System.Runtime.CompilerServices;
using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>Which records of a store an export has: everything, unless it is restricted. For one export.</summary>
public sealed class Selection(IClaimStore store)
{
    private const int PageSize = 200;
    private const int Entries = 50;

    private HashSet<NodeId>? _changed;

    public IClaimStore Store { get; } = store;

    /// <summary>Records of this kind alone; of all kinds when null.</summary>
    public NodeKind? Kind { get; init; }

    /// <summary>What the records have to pass, as it is (see <see cref="Filter.ForList"/>); null for everything, retracted records
    /// too. It needs <see cref="Kind"/>.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Only records that were changed after this revision; 0 for all.</summary>
    public long Since { get; init; }

    /// <summary>Is told of each page how many records it has, and can hold the export up.</summary>
    public Func<int, CancellationToken, ValueTask>? Pay { get; init; }

    /// <summary>The kinds, each after those that its records name.</summary>
    public IReadOnlyList<NodeKind> Kinds => Kind is { } one ? [one] : ImportFormat.Order;

    /// <summary>True if it leaves nothing out.</summary>
    public bool IsWhole => Kind is null && Filter is null && Since == 0;

    /// <summary>The records of a kind, oldest first. Memory holds one page.</summary>
    /// <param name="withTexts">Sources have the texts of their snapshots.</param>
    public async IAsyncEnumerable<IReadOnlyList<Node>> PagesAsync(
        NodeKind kind,
        bool withTexts = false,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var size = withTexts && kind == NodeKind.Source ? WholeStore.PageSizeWithText : PageSize;
        var pages = Since == 0 ? Store.NodePagesAsync(kind, Filter, size, cancellation) : ChangedPagesAsync(kind, size, cancellation);
        await foreach (var page in pages)
        {
            if (Pay is not null)
                await Pay(page.Count, cancellation);
            yield return withTexts && kind == NodeKind.Source ? await Store.WithTextsAsync(page, cancellation) : page;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Node>> ChangedPagesAsync(
        NodeKind kind,
        int size,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        _changed ??= await ChangedAsync(cancellation);
        foreach (var ids in _changed.Where(id => id.Kind == kind).Order().Chunk(size))
        {
            var among = Filter.Where(Fields.Id(kind), Comparison.In, [.. ids.Cast<object>()]);
            await foreach (var page in Store.NodePagesAsync(kind, Filter is null ? among : Filter.AllOf(among, Filter), size, cancellation))
                yield return page;
        }
    }

    private async Task<HashSet<NodeId>> ChangedAsync(CancellationToken cancellation)
    {
        var changed = new HashSet<NodeId>();
        for (var after = Since; ; )
        {
            var entries = await Store.ChangesAsync(after, Entries, cancellation);
            if (entries.Count == 0)
                return changed;
            changed.UnionWith(entries.SelectMany(e => e.Changes).Select(c => c.Node));
            after = entries[^1].Revision;
        }
    }
}
