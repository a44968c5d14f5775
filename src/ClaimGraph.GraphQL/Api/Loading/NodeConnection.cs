using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>
/// A list as Relay shows it. Nothing is read before one of its fields is selected; the page is read once, the total only when
/// it is selected.
/// </summary>
internal abstract class NodeConnection(Loaders loaders, OrderBy order) : IPageInfo
{
    private bool _asked;

    /// <summary>Null until it is loaded.</summary>
    public Page? Page { get; set; }
    public OrderBy Order { get; } = order;
    protected Loaders Loaders { get; } = loaders;

    public object? Nodes() => Page is { } page ? page.Nodes : Ask(Part.Nodes);

    public object? Edges() => Page is not null ? MakeEdges() : Ask(Part.Edges);

    public object? PageInfo() => Page is not null ? this : Ask(Part.PageInfo);

    public abstract object? TotalCount();

    protected abstract void Load();

    bool IPageInfo.HasNextPage => Page!.HasNext;
    bool IPageInfo.HasPreviousPage => Page!.HasPrevious;
    string? IPageInfo.StartCursor => CursorAt(0);
    string? IPageInfo.EndCursor => CursorAt(Page!.Nodes.Count - 1);

    private string? CursorAt(int position) => Page!.Nodes.Count == 0 ? null : Cursor.Encode(Page.Nodes[position], Order);

    private DeferredPage Ask(Part part)
    {
        if (!_asked)
            Load();
        _asked = true;
        return new DeferredPage(this, part);
    }

    private Edge[] MakeEdges()
    {
        var edges = new Edge[Page!.Nodes.Count];
        for (var i = 0; i < edges.Length; i++)
            edges[i] = new Edge(Page.Nodes[i], Order);
        return edges;
    }

    private enum Part
    {
        Nodes,
        Edges,
        PageInfo,
    }

    private sealed class DeferredPage(NodeConnection connection, Part part) : Deferred
    {
        public override object? Result =>
            part switch
            {
                Part.Nodes => connection.Page!.Nodes,
                Part.Edges => connection.MakeEdges(),
                _ => connection,
            };
    }
}

/// <summary>Where a page stands in its list.</summary>
internal interface IPageInfo
{
    bool HasNextPage { get; }
    bool HasPreviousPage { get; }
    string? StartCursor { get; }
    string? EndCursor { get; }
}

/// <summary>One entry of a connection; its cursor is made only when it is selected.</summary>
internal sealed record Edge(Node Node, OrderBy Order);

/// <summary>All nodes of a kind that pass a filter.</summary>
internal sealed class ListConnection(Loaders loaders, ListQuery query) : NodeConnection(loaders, query.Order)
{
    public override object? TotalCount() =>
        Loaders.Call(query, static async (store, query, cancellation) => await store.CountAsync(query.Kind, query.Filter, cancellation));

    protected override void Load() =>
        Loaders.Call(
            (query, this),
            static async (store, state, cancellation) => state.Item2.Page = await store.ListAsync(state.query, cancellation)
        );
}

/// <summary>The nodes that name a node.</summary>
internal sealed class LinkConnection(Loaders loaders, LinkQuery query, NodeId parent) : NodeConnection(loaders, query.Order)
{
    public LinkQuery Query { get; } = query;
    public NodeId Parent { get; } = parent;

    public override object? TotalCount() => Loaders.CountLinks(Query, Parent);

    protected override void Load() => Loaders.Enlist(this);
}
