using ClaimGraph.Neo4j.Driver;

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
    /// <param name="view">The view of the cache from which the query takes nodes.</param>
    public async ValueTask ReadPagesAsync(Query query, IReadOnlyList<List<Node>> pages, NodeCache.View view, CancellationToken cancellation)
    {
        await driver.ReadAsync([query], cancellation);
        var doubtful = Keep(pages, view);
        if (doubtful is null)
            return;
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
