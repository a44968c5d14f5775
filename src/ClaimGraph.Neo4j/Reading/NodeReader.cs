using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>
/// Reads nodes as commits left them. Neo4j isolates single properties only: a node that is read while it is written may have some
/// properties from before and some from after. What a commit of this process wrote meanwhile is read again when the commit is complete; a
/// commit of another process cannot be noticed at that moment.
/// </summary>
/// <param name="written">Gives a task that completes with the commit that is being written.</param>
internal sealed class NodeReader(IDriver driver, NodeCache cache, Func<Task> written)
{
    // Every commit may write the same node: the reader does not wait for ever.
    private const int MaxTries = 3;

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation)
    {
        var (nodes, view) = (new Node?[ids.Count], cache.Latest());
        List<NodeId>? missing = null;
        for (var i = 0; i < nodes.Length; i++)
            if ((nodes[i] = view.Find(ids[i])) is null)
                (missing ??= []).Add(ids[i]);
        cache.Lookups.Add(nodes.Length - (missing?.Count ?? 0), missing?.Count ?? 0);
        if (missing is null)
            return nodes;
        var read = new Dictionary<NodeId, Node>(missing.Count);
        await ReadAsync(missing, read, cancellation);
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] ??= read.GetValueOrDefault(ids[i]);
        return nodes;
    }

    /// <summary>Runs a query that fills pages.</summary>
    /// <param name="query">Gives the query that reads so many rows more than a page has.</param>
    /// <param name="view">The view of the cache from which the query takes nodes.</param>
    public async ValueTask<IReadOnlyList<Page>> ReadPagesAsync(
        Func<int, Query> query,
        PageRows[] rows,
        PageRequest request,
        NodeCache.View view,
        CancellationToken cancellation
    )
    {
        await driver.ReadAsync([query(0)], cancellation);
        // Nodes that cannot be read have taken the place of others.
        for (var more = 0; Array.Exists(rows, r => r.Skipped > more); )
        {
            more = 2 * rows.Max(r => r.Skipped);
            Array.ForEach(rows, static r => r.Clear());
            await driver.ReadAsync([query(more)], cancellation);
        }
        var pages = Array.ConvertAll(rows, r => r.Nodes);
        if (Keep(pages, view) is { } doubtful)
            await ReadAgainAsync(doubtful, pages, cancellation);
        return Array.ConvertAll(pages, p => Page.From(p, request));
    }

    private async ValueTask ReadAgainAsync(HashSet<NodeId> doubtful, IReadOnlyList<List<Node>> pages, CancellationToken cancellation)
    {
        var again = new Dictionary<NodeId, Node>(doubtful.Count);
        await written().WaitAsync(cancellation);
        await ReadAsync([.. doubtful], again, cancellation);
        foreach (var page in pages)
            for (var i = 0; i < page.Count; i++)
                page[i] = again.GetValueOrDefault(page[i].Id, page[i]);
    }

    /// <summary>Puts the nodes of pages into the cache.</summary>
    /// <returns>The nodes that a commit may have written while they were read; null if there are none.</returns>
    private HashSet<NodeId>? Keep(IReadOnlyList<List<Node>> pages, NodeCache.View view)
    {
        HashSet<NodeId>? doubtful = null;
        var (hits, all) = (0, 0);
        foreach (var page in pages)
        foreach (var node in page)
        {
            all++;
            if (ReferenceEquals(view.Find(node.Id), node))
                hits++;
            else if (!view.Keep(node))
                (doubtful ??= []).Add(node.Id);
        }
        cache.Lookups.Add(hits, all - hits);
        return doubtful;
    }

    private async ValueTask ReadAsync(List<NodeId> ids, Dictionary<NodeId, Node> nodes, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var (view, read) = (cache.Latest(), new Dictionary<NodeId, Node>(ids.Count));
            await driver.ReadAsync([.. NodeCypher.Get(ids, read)], cancellation);
            ids = [];
            foreach (var (id, node) in read)
                if (view.Keep(node) || tries == MaxTries)
                    nodes[id] = node;
                else
                    ids.Add(id);
            if (ids.Count == 0)
                return;
            await written().WaitAsync(cancellation);
        }
    }
}
