using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>The nodes as a transaction sees them: from the cache or the database, and as its own change sets have left them.</summary>
internal sealed class TransactionNodes(ITransaction transaction, NodeCache cache)
{
    private readonly Dictionary<NodeId, Node> _nodes = [];
    private readonly HashSet<NodeId> _loaded = [];
    private readonly HashSet<NodeId> _created = [];
    private readonly List<NodeId> _fromCache = [];
    private long _viewRevision,
        _headRevision;

    /// <summary>True if a change set of the transaction creates the node: the database has nothing about it.</summary>
    public bool IsCreated(NodeId id) => _created.Contains(id);

    public void AddCreated(IEnumerable<NodeId> ids) => _created.UnionWith(ids);

    /// <summary>The queries, for the round trip that locks the ledger, that load the nodes that are not in the cache.</summary>
    public IEnumerable<Query> Prefetch(IEnumerable<NodeId> ids)
    {
        var view = cache.Latest();
        _viewRevision = view.From;
        return NodeCypher.Get(TakeCached([.. ids.Where(id => !IsCreated(id) && _loaded.Add(id))], view), _nodes);
    }

    /// <summary>To be called with the lock: what was taken from the cache is read again if it may be out of date.</summary>
    /// <param name="revision">The head of the ledger.</param>
    public async ValueTask LockedAsync(long revision)
    {
        _headRevision = revision;
        // Another server has committed since, perhaps to one of these nodes.
        if (_viewRevision != revision && _fromCache.Count > 0)
            await transaction.RunAsync([.. NodeCypher.Get(_fromCache, _nodes)]);
    }

    public async ValueTask LoadAsync(IEnumerable<NodeId> ids)
    {
        List<NodeId> missing = [.. ids.Where(_loaded.Add)];
        // Nobody commits while the lock is held.
        if (missing.Count > 0)
            missing = TakeCached(missing, cache.At(_headRevision));
        if (missing.Count > 0)
            await transaction.RunAsync([.. NodeCypher.Get(missing, _nodes)]);
    }

    /// <summary>A node that was loaded or written; null if it does not exist.</summary>
    public Node? Find(NodeId id) => _nodes.GetValueOrDefault(id);

    public void Set(Node node)
    {
        _loaded.Add(node.Id);
        _nodes[node.Id] = node;
    }

    /// <returns>The nodes that are not in the cache.</returns>
    private List<NodeId> TakeCached(List<NodeId> ids, NodeCache.View view)
    {
        var missing = new List<NodeId>();
        foreach (var id in ids)
        {
            if (view.Find(id) is { } node)
            {
                _nodes[id] = node;
                _fromCache.Add(id);
            }
            else
            {
                missing.Add(id);
            }
        }
        return missing;
    }
}
