using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>The linked lists of all nodes of one level of the query.</summary>
internal sealed class LinkBatch(LinkQuery query) : IKeyedBatch
{
    private readonly List<LinkConnection> _lists = [];

    public object Key => query;

    public void Add(LinkConnection list) => _lists.Add(list);

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        var parents = new NodeId[_lists.Count];
        for (var i = 0; i < parents.Length; i++)
            parents[i] = _lists[i].Parent;
        var pages = await store.LinksAsync(query, parents, cancellation);
        for (var i = 0; i < parents.Length; i++)
            _lists[i].Page = pages[i];
    }
}

/// <summary>The lengths of the linked lists of all nodes of one level of the query.</summary>
internal sealed class LinkCountBatch(LinkQuery query) : IKeyedBatch
{
    private readonly List<NodeId> _parents = [];
    private IReadOnlyList<long>? _counts;

    public object Key => query;

    public Deferred Add(NodeId parent)
    {
        _parents.Add(parent);
        return new Count(this, _parents.Count - 1);
    }

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation) =>
        _counts = await store.CountLinksAsync(query.Via, query.Filter, _parents, cancellation);

    private sealed class Count(LinkCountBatch batch, int place) : Deferred
    {
        public override object? Result => batch._counts![place];
    }
}
