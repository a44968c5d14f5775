using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Loading;
using ClaimGraph.History;
using ClaimGraph.Queries;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>
/// The batches of one request: whatever its width, one level of a query costs one call to the store for each sort of thing it asks for.
/// Used by one thread at a time.
/// </summary>
/// <param name="open">Opens the graph as it was, to be read in place of <paramref name="store"/>; null for the graph as it is.</param>
/// <param name="hold">Takes the lengths of long texts that are kept for the response; refuses what is too much.</param>
internal sealed class Loaders(
    IClaimStore store,
    Action<long> hold,
    CancellationToken cancellation,
    Func<CancellationToken, ValueTask<PastGraph>>? open = null
) : ILoaders
{
    private readonly List<Loaders> _beside = [];
    private readonly NodeBatch _nodes = new();
    private readonly List<IBatch> _waiting = [];

    /// <summary>A node, or a pending one, or null for no id.</summary>
    public object? Node(NodeId? id) => id is { } some ? _nodes.Load(some) : null;

    /// <summary>The node that an id leads to: what stands in its place if it was merged.</summary>
    public object? Standing(NodeId id) => _nodes.LoadStanding(id);

    /// <summary>The nodes of a list of ids, in its order; those that do not exist are left out.</summary>
    public object? Nodes(IReadOnlyList<NodeId> ids) => ids.Count == 0 ? Array.Empty<object>() : new DeferredNodes(_nodes, ids);

    /// <summary>Adds the list to the batch of those with the same query.</summary>
    public void Enlist(LinkConnection list) => Batch(list.Query, static (_, query) => new LinkBatch(query)).Add(list);

    /// <summary>How many nodes name <paramref name="node"/> in the field of the query and pass its filter.</summary>
    public Deferred CountLinks(LinkQuery query, NodeId node) => Batch(query, static (_, query) => new LinkCountBatch(query)).Add(node);

    /// <summary>The text of the snapshot of a source.</summary>
    public Deferred Snapshot(NodeId source) => Batch(this, static (loaders, _) => new SnapshotBatch(loaders)).Add(source);

    /// <summary>A passage of the snapshot of a source, between two code points.</summary>
    public Deferred Passage(NodeId source, int start, int end) =>
        Batch(this, static (loaders, _) => new PassageBatch(loaders)).Add(source, start, end);

    /// <summary>Counts a long text that is kept for the response.</summary>
    /// <exception cref="RequestException">All of them are longer than a response may be.</exception>
    public void Hold(long length) => hold(length);

    /// <summary>A call of its own, made together with the next batches.</summary>
    public Deferred Call<TState>(TState state, Func<IClaimStore, TState, CancellationToken, ValueTask<object?>> call)
    {
        var pending = new Call<TState>(state, call);
        _waiting.Add(pending);
        return pending;
    }

    /// <summary>After a commit: what was loaded may have changed; what the commit returned is known.</summary>
    public void Renew(IEnumerable<Node> known)
    {
        _nodes.Clear();
        foreach (var node in known)
            _nodes.Know(node);
    }

    /// <summary>The batches of the fields of the same request that are answered as of a moment; they are dispatched with these.</summary>
    public Loaders Beside(Func<CancellationToken, ValueTask<PastGraph>> past)
    {
        var loaders = new Loaders(store, hold, cancellation, past);
        _beside.Add(loaders);
        return loaders;
    }

    /// <summary>Makes known nodes that a change would create: what else it would create names them.</summary>
    public void Propose(IEnumerable<Node> created)
    {
        foreach (var node in created)
            _nodes.Propose(node);
    }

    /// <summary>Makes the calls that are waiting. What they lead to waits for the next time.</summary>
    public async ValueTask DispatchAsync()
    {
        foreach (var loaders in _beside)
            await loaders.DispatchAsync();
        if (open is null)
        {
            await DispatchAsync(store);
            return;
        }
        if (!_nodes.IsWaiting && _waiting.Count == 0)
            return;
        using var past = await open(cancellation);
        await DispatchAsync(past.Store);
    }

    private async ValueTask DispatchAsync(IClaimStore from)
    {
        if (_nodes.IsWaiting)
            await _nodes.RunAsync(from, cancellation);
        if (_waiting.Count == 0)
            return;
        var batches = _waiting.ToArray();
        _waiting.Clear();
        foreach (var batch in batches)
            await batch.RunAsync(from, cancellation);
    }

    /// <summary>The batch that askers with a key share, made by the first.</summary>
    // A level has a handful of batches: looking through them is faster than hashing.
    public TBatch Batch<TKey, TBatch>(TKey key, Func<Loaders, TKey, TBatch> make)
        where TKey : class
        where TBatch : class, IKeyedBatch
    {
        foreach (var waiting in _waiting)
            if (waiting is TBatch found && ReferenceEquals(found.Key, key))
                return found;
        var batch = make(this, key);
        _waiting.Add(batch);
        return batch;
    }
}

/// <summary>A batch that later askers with the same key join.</summary>
internal interface IKeyedBatch : IBatch
{
    object Key { get; }
}

internal sealed class Call<TState>(TState state, Func<IClaimStore, TState, CancellationToken, ValueTask<object?>> call) : Deferred, IBatch
{
    private object? _result;
    private RefusedException? _refused;

    public override object? Result => _refused is null ? _result : throw _refused;

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        try
        {
            _result = await call(store, state, cancellation);
        }
        catch (RefusedException refused)
        {
            _refused = refused; // concerns this field only
        }
    }
}
