using System.Runtime.InteropServices;
using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>Nodes by id, whatever their kind. A node that was loaded stays known for the rest of the request.</summary>
internal sealed class NodeBatch : IBatch
{
    private readonly Dictionary<NodeId, int> _places = [];
    private readonly List<Node?> _known = [];
    private readonly List<NodeId> _wanted = [];

    private readonly Dictionary<NodeId, Node> _proposed = []; // in no store
    private readonly Dictionary<int, Node?> _standing = []; // what merged nodes lead to
    private readonly List<int> _leading = [];

    public bool IsWaiting => _wanted.Count > 0 || _leading.Count > 0;

    /// <summary>A node or, if it was merged, what stands in its place.</summary>
    public object? LoadStanding(NodeId id)
    {
        var place = Place(id);
        if (place < _known.Count && _known[place] is not { MergedInto: not null })
            return _known[place];
        _leading.Add(place);
        return new DeferredStanding(this, place);
    }

    public Node? StandingAt(int place) => _standing.TryGetValue(place, out var node) ? node : _known[place];

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

    /// <summary>Makes known a node that is not stored, as others that are not name it.</summary>
    public void Propose(Node node) => _proposed[node.Id] = node;

    public void Clear()
    {
        _places.Clear();
        _known.Clear();
        _wanted.Clear();
        _standing.Clear();
        _leading.Clear();
    }

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        if (_wanted.Count > 0)
        {
            var found = await store.GetAsync(_wanted, cancellation);
            _known.AddRange(_proposed.Count == 0 ? found : found.Select((n, i) => n ?? _proposed.GetValueOrDefault(_wanted[i])));
        }
        _wanted.Clear();
        foreach (var place in _leading)
            if (_known[place] is { MergedInto: not null } merged)
                _standing[place] = (await store.StandingAsync([merged], cancellation))[0];
        _leading.Clear();
    }
}

internal sealed class DeferredNode(NodeBatch batch, int place) : Deferred
{
    public override object? Result => batch.At(place);
}

internal sealed class DeferredStanding(NodeBatch batch, int place) : Deferred
{
    public override object? Result => batch.StandingAt(place);
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
