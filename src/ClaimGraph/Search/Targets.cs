namespace ClaimGraph.Search;

/// <summary>The nodes that can be found, by number. One thread adds; any number read at the same time.</summary>
internal sealed class Targets
{
    private readonly Growing<NodeId> _nodes = new();
    private readonly NumberTable _numbers;
    private readonly Growing<NodeKind> _kinds = new();
    private readonly Growing<int> _last = new();
    private int _count;

    public Targets() => _numbers = new NumberTable(number => _nodes[number]);

    public int Count => Volatile.Read(ref _count);

    public NodeId Node(int target) => _nodes[target];

    /// <summary>The number of a node; -1 if it has none.</summary>
    public int Number(NodeId node) => _numbers[node];

    /// <summary>The kind of an active node; 0 for one that was retracted, or is not known yet.</summary>
    public NodeKind ActiveKind(int target) => _kinds[target];

    /// <summary>The newest document of a target; -1 if it has none.</summary>
    public int LastDocument(int target) => _last[target];

    /// <summary>The number of a node, which is new if the node is. Only for the thread that adds.</summary>
    public int Add(NodeId node)
    {
        if (_numbers[node] is >= 0 and var known)
            return known;
        var number = _count;
        (_nodes[number], _kinds[number], _last[number]) = (node, default, -1);
        _numbers.Set(number);
        Volatile.Write(ref _count, number + 1);
        return number;
    }

    public void SetActive(int target, bool active) => _kinds[target] = active ? _nodes[target].Kind : default;

    public void SetLastDocument(int target, int document) => _last[target] = document;
}
