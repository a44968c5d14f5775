using ClaimGraph.Changes;

namespace ClaimGraph.Stores.Commits.Applying;

/// <summary>Quoted words and the snapshots that they must stand in, those that the set itself enters included.</summary>
internal sealed class Quotes(WorkingSet work, SnapshotTexts texts, Refusals refusals)
{
    /// <summary>Loads the stored snapshots that the operations quote.</summary>
    public ValueTask LoadAsync(IReadOnlyList<Operation> operations) =>
        texts.LoadAsync(operations.Select(o => QuotedWords.Of(o.Entered())?.Source).OfType<NodeId>());

    /// <summary>The quoted words stand where the content says, as far as there is a snapshot. A quote that was there before is not checked
    /// again: the source can have been corrected since.</summary>
    public void CheckAnchor(Content? before, Content content, Operation by, int operation)
    {
        if (
            !by.AcceptsLostQuote
            && QuotedWords.Of(content) is { } quote
            && quote != QuotedWords.Of(before)
            && texts.Of(quote.Source)?.MismatchOf(quote.Anchor) is { } mismatch
        )
            refusals.Add(operation, ProblemCode.QuoteMismatch, mismatch, "anchor");
    }

    /// <summary>What to say of a quote that was taken.</summary>
    public IEnumerable<Problem> WarningsOf(Content? before, Content content)
    {
        if (
            QuotedWords.Of(content) is { } quote
            && quote != QuotedWords.Of(before)
            && texts.Of(quote.Source) is { } text
            && text.Place(quote.Anchor).Status == AnchorStatus.Ambiguous
        )
            yield return new Problem(
                ProblemCode.QuoteMismatch,
                "Several passages of the snapshot fit the quote. Give start and end, or a prefix and a suffix, to say which is meant.",
                ["anchor"]
            );
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
}
