using ClaimGraph.GraphQL.Engine.Loading;

namespace ClaimGraph.GraphQL.Api.Loading;

/// <summary>Passages of the snapshots of all sources of one level of the query. Each text is read once, few at a time, and only the
/// passages are kept.</summary>
internal sealed class PassageBatch(Loaders loaders) : IKeyedBatch
{
    private const int AtOnce = 10;

    private readonly OrderedDictionary<NodeId, List<Passage>> _passages = [];

    public object Key => loaders;

    /// <param name="start">The first code point.</param>
    /// <param name="end">The code point after the last one; the text may be shorter.</param>
    public Deferred Add(NodeId source, int start, int end)
    {
        var passage = new Passage(start, end);
        if (_passages.TryGetValue(source, out var others))
            others.Add(passage);
        else
            _passages.Add(source, [passage]);
        return passage;
    }

    public async ValueTask RunAsync(IClaimStore store, CancellationToken cancellation)
    {
        foreach (var sources in _passages.Keys.ToArray().Chunk(AtOnce))
        {
            var texts = await store.SnapshotsAsync(sources, cancellation);
            for (var i = 0; i < sources.Length; i++)
                if (texts[i] is { } text)
                    Cut(new CodePointIndex(text), _passages[sources[i]]);
        }
    }

    private void Cut(CodePointIndex text, List<Passage> passages)
    {
        foreach (var passage in passages)
        {
            passage.Text = text.Slice(passage.Start, passage.End);
            loaders.Hold(passage.Text.Length);
        }
    }

    private sealed class Passage(int start, int end) : Deferred
    {
        public int Start => start;
        public int End => end;
        public string? Text { get; set; }
        public override object? Result => Text;
    }
}
