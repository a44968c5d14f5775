using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>
/// Reads nodes as a commit left them. Neo4j isolates no more than single properties: a node that is written while it is read may come with some properties as they
/// were and others as they will be. What a commit of this process wrote meanwhile is read again once that is through; of a commit of another process nothing is known at that moment.
/// </summary>
internal sealed class NodeReader(IDriver cypher, NodeCache cache, Func<Task> committed)
{
    // A node that every commit writes is not waited for without end.
    private const int MostTries = 3;

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation)
    {
        var (nodes, known) = (new Node?[ids.Count], cache.Latest());
        List<NodeId>? missing = null;
        for (var i = 0; i < nodes.Length; i++)
            if ((nodes[i] = known.Find(ids[i])) is null) (missing ??= []).Add(ids[i]);
        cache.Lookups.Add(nodes.Length - (missing?.Count ?? 0), missing?.Count ?? 0);
        if (missing is null) return nodes;
        var read = new Dictionary<NodeId, Node>(missing.Count);
        await ReadAsync(missing, read, cancellation);
        for (var i = 0; i < nodes.Length; i++) nodes[i] ??= read.GetValueOrDefault(ids[i]);
        return nodes;
    }

    /// <summary>Runs a statement that fills pages.</summary>
    /// <param name="known">What was in memory when the statement was made, from which it takes nodes.</param>
    public async ValueTask PagesAsync(Query query, IReadOnlyList<List<Node>> pages, NodeCache.View known, CancellationToken cancellation)
    {
        await cypher.ReadAsync([query], cancellation);
        HashSet<NodeId>? doubtful = null;
        var (hits, all) = (0, 0);
        foreach (var page in pages)
            foreach (var node in page)
            {
                all++;
                if (ReferenceEquals(known.Find(node.Id), node)) hits++;
                else if (!known.Keep(node)) (doubtful ??= []).Add(node.Id);
            }
        cache.Lookups.Add(hits, all - hits);
        if (doubtful is null) return;
        var again = new Dictionary<NodeId, Node>(doubtful.Count);
        await committed().WaitAsync(cancellation);
        await ReadAsync([.. doubtful], again, cancellation);
        foreach (var page in pages)
            for (var i = 0; i < page.Count; i++) page[i] = again.GetValueOrDefault(page[i].Id, page[i]);
    }

    private async ValueTask ReadAsync(List<NodeId> ids, Dictionary<NodeId, Node> nodes, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var (known, read) = (cache.Latest(), new Dictionary<NodeId, Node>(ids.Count));
            await cypher.ReadAsync([.. NodeCypher.Get(ids, read)], cancellation);
            ids = [];
            foreach (var (id, node) in read)
                if (known.Keep(node) || tries == MostTries) nodes[id] = node;
                else ids.Add(id);
            if (ids.Count == 0) return;
            await committed().WaitAsync(cancellation);
        }
    }
}
