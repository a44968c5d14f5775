using System.Numerics;

namespace ClaimGraph.Stores;

/// <summary>The places of a cache of nodes: a bounded number, each node in the one that its id leads to.</summary>
/// <param name="capacity">At most so many nodes, rounded up to a power of two; 0 for none.</param>
public sealed class NodePlaces(int capacity)
{
    private readonly Node?[] _nodes = capacity == 0 ? [] : new Node?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2))];
    private readonly int _shift = capacity == 0 ? 0 : 64 - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2)));

    public int Count => _nodes.Length;

    /// <summary>The place of a node. There must be places at all.</summary>
    public ref Node? this[NodeId id] => ref _nodes[IndexOf(id)];

    /// <summary>The number of the place of a node, by Fibonacci hashing: ids that follow each other are spread evenly.</summary>
    public int IndexOf(NodeId id) => (int)((ulong)id.Value * 0x9E3779B97F4A7C15 >> _shift);

    public void Clear() => Array.Clear(_nodes);
}
