using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Quoted words and the snapshots that they must stand in, those that the set itself enters included.</summary>
internal sealed class Quotes(WorkingSet work, ICommitScope scope, Refusals refusals)
{
    private readonly Dictionary<NodeId, string> _texts = []; // of the snapshots of sources, as they are after the operations so far

    /// <summary>Loads the stored snapshots that the operations quote.</summary>
    public async ValueTask LoadAsync(IReadOnlyList<Operation> operations)
    {
        var quoted = operations
            .Select(o => Quoted(o.Entered())?.Source)
            .OfType<NodeId>()
            .Distinct()
            .Where(id => work.Find(id) is Source { Content.Snapshot: not null })
            .ToArray();
        if (quoted.Length == 0)
            return;
        var texts = await scope.SnapshotsAsync(quoted);
        for (var i = 0; i < quoted.Length; i++)
            if (texts[i] is { } text)
                _texts[quoted[i]] = text;
    }

    /// <summary>The quoted words stand where the content says, as far as there is a snapshot.</summary>
    public void CheckAnchor(Content content, Operation by, int operation)
    {
        if (
            !by.AcceptsLostQuote
            && Quoted(content) is { } quote
            && _texts.TryGetValue(quote.Source, out var text)
            && quote.Anchor.MismatchWith(text) is { } mismatch
        )
            refusals.Add(operation, ProblemCode.QuoteMismatch, mismatch, "anchor");
    }

    /// <summary>A snapshot without its text is the one that the source has.</summary>
    public void CheckSnapshot(NodeId target, Content content, int operation)
    {
        if (content is not SourceContent { Snapshot: { Text.Length: 0 } snapshot })
            return;
        if (work.Find(target) is Source { Content.Snapshot: { } had } && had.Sha256 == snapshot.Sha256)
            return;
        refusals.Add(operation, ProblemCode.Required, "A snapshot needs its text.", "snapshot", "text");
    }

    /// <summary>Takes note of the snapshot that an operation gives a source or takes from it.</summary>
    public void Remember(NodeId id, Content content)
    {
        if (content is SourceContent { Snapshot: null })
            _texts.Remove(id);
        else if (content is SourceContent { Snapshot: { Text.Length: > 0 } snapshot })
            _texts[id] = snapshot.Text;
    }

    private static (NodeId Source, QuoteAnchor Anchor)? Quoted(Content? content) =>
        content switch
        {
            AppearanceContent { Source: { } source, Anchor: { } anchor } => (source, anchor),
            EvidenceContent { Basis: { Kind: NodeKind.Source } source, Anchor: { } anchor } => (source, anchor),
            _ => null,
        };
}
