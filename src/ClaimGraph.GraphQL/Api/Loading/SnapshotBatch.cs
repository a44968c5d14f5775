using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>
/// The texts of the snapshots of all sources of one level of the query. They can be long, so each is read once, few at a time, and held
/// against what a response may have.
/// </summary>
internal sealed class SnapshotBatch(Loaders loaders) : IKeyedBatch
{
    private const int AtOnce = 10;

    private readonly OrderedDictionary<NodeId, string?> _texts = [];

    public object Key => loaders;

    public Deferred Add(NodeId source)
    {
        _texts.TryAdd(source, null);
        return new Text(this, source);
    }

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        foreach (var sources in _texts.Keys.ToArray().Chunk(AtOnce))
        {
            var texts = await store.SnapshotsAsync(sources, cancellation);
            for (var i = 0; i < sources.Length; i++)
            {
                loaders.Hold(texts[i]?.Length ?? 0);
                _texts[sources[i]] = texts[i];
            }
        }
    }

    private sealed class Text(SnapshotBatch batch, NodeId source) : Deferred
    {
        public override object? Result => batch._texts[source];
    }
}
