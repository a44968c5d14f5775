namespace ClaimGraph;

/// <summary>Words that a node quotes, and the source that they are from.</summary>
public readonly record struct QuotedWords(NodeId Source, QuoteAnchor Anchor)
{
    /// <summary>What a content quotes from a source; null when it quotes none.</summary>
    public static QuotedWords? Of(Content? content) =>
        content switch
        {
            AppearanceContent { Source: { } source, Anchor: { } anchor } => new(source, anchor),
            EvidenceContent { Basis: { Kind: NodeKind.Source } source, Anchor: { } anchor } => new(source, anchor),
            _ => null,
        };
}
