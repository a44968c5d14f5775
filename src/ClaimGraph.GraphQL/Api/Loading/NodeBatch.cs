using System.Runtime.InteropServices;
using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>Nodes by id, whatever their kind. A node that was loaded stays known for the rest of the request.</summary>
internal sealed class NodeBatch : IBatch
{
    private readonly Dictionary<NodeId, int> _places = [];
    private readonly List<Node?> _known = [];
    private readonly List<NodeId> _wanted = [];

    public bool IsWaiting => _wanted.Count > 0;

    public object? Load(NodeId id)
    {
        var place = Place(id);
        return place < _known.Count ? _known[place] : new DeferredNode(this, place);
    }

    /// <summary>Where the node of <paramref name="id"/> stands, or will stand after the next run.</summary>
    public int Place(NodeId id)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, id, out var seen);
        if (seen)
            return place;
        place = _known.Count + _wanted.Count;
        _wanted.Add(id);
        return place;
    }

    public Node? At(int place) => _known[place];

    public void Know(Node node)
    {
        if (_places.TryAdd(node.Id, _known.Count))
            _known.Add(node);
    }

    public void Clear()
    {
        _places.Clear();
        _known.Clear();
        _wanted.Clear();
    }

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        var nodes = await store.GetAsync(_wanted, cancellation);
        for (var i = 0; i < nodes.Count; i++)
            _known.Add(nodes[i]);
        _wanted.Clear();
    }
}

internal sealed class DeferredNode(NodeBatch batch, int place) : Deferred
{
    public override object? Result => batch.At(place);
}

internal sealed class DeferredNodes : Deferred
{
    private readonly NodeBatch _batch;
    private readonly int[] _places;

    public DeferredNodes(NodeBatch batch, IReadOnlyList<NodeId> ids)
    {
        _batch = batch;
        _places = new int[ids.Count];
        for (var i = 0; i < _places.Length; i++)
            _places[i] = batch.Place(ids[i]);
    }

    public override object? Result
    {
        get
        {
            var nodes = new List<Node>(_places.Length);
            foreach (var place in _places)
                if (_batch.At(place) is { } node)
                    nodes.Add(node);
            return nodes;
        }
    }
}
