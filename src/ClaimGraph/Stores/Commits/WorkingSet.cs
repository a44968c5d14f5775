using System.Runtime.InteropServices;

namespace ClaimGraph.Stores.Commits;

/// <summary>The nodes that one commit reads and changes, as they were and as they are so far.</summary>
internal sealed class WorkingSet(ICommitScope scope)
{
    private readonly Dictionary<NodeId, Node?> _before = [];
    private readonly Dictionary<NodeId, Node> _now = [];

    public Node? Find(NodeId id) => _now.GetValueOrDefault(id);

    /// <exception cref="RefusedException">
    /// The store does not have it, although another node names it: something else has damaged the database.
    /// </exception>
    public Node this[NodeId id] =>
        _now.TryGetValue(id, out var node)
            ? node
            : throw new RefusedException(
                ProblemCode.NotFound,
                $"This touches the {id.Kind} {id}, which the store cannot read: its database was changed by something else. "
                    + "Ask the operator to run `verify`, which names what is damaged."
            );

    public T Get<T>(NodeId id)
        where T : Node => (T)this[id];

    public Node? Before(NodeId id) => _before.GetValueOrDefault(id);

    public IEnumerable<Node> Nodes => _now.Values;

    public IEnumerable<T> OfKind<T>()
        where T : Node => _now.Values.OfType<T>();

    /// <summary>The nodes of a kind that are no longer as they were, in any order.</summary>
    public IEnumerable<T> Changed<T>()
        where T : Node => _now.Values.OfType<T>().Where(IsChanged);

    /// <summary>Everything that is no longer as it was, in the order of ids.</summary>
    public IEnumerable<NodeWrite> Writes() =>
        _now.Values.Where(IsChanged).OrderBy(n => n.Id).Select(n => new NodeWrite(_before.GetValueOrDefault(n.Id), n));

    private bool IsChanged(Node node) => !ReferenceEquals(node, _before.GetValueOrDefault(node.Id));

    public void Put(Node node) => _now[node.Id] = node;

    /// <summary>Loads what is not here yet, in one call.</summary>
    public ValueTask LoadAsync(IEnumerable<NodeId> ids)
    {
        HashSet<NodeId>? missing = null;
        foreach (var id in ids)
            if (!_now.ContainsKey(id))
                (missing ??= []).Add(id);
        return missing is null ? default : ReadAsync([.. missing]);
    }

    private async ValueTask ReadAsync(NodeId[] missing)
    {
        foreach (var node in await scope.GetAsync(missing))
            if (node is not null)
                Adopt(node);
    }

    /// <summary>Takes a node that the store gave by another way; what is here already stays.</summary>
    public void Adopt(Node node)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_now, node.Id, out var known);
        if (known)
            return;
        slot = node;
        _before[node.Id] = node;
    }
}
