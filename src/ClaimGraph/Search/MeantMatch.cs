namespace ClaimGraph.Search;

/// <summary>
/// Joins what has the words of a text with what a language model takes to mean the same: reciprocal rank fusion (Cormack, Clarke and
/// Büttcher 2009), which needs no scale that both share.
/// </summary>
internal static class MeantMatch
{
    private const float Damping = 60; // the k of the paper

    /// <param name="worded">What has the words, best first.</param>
    /// <param name="meant">What means the same, nearest first.</param>
    /// <returns>Both, best first; <paramref name="worded"/> as it is if nothing is meant.</returns>
    public static List<Candidate> Join(SearchIndex index, KindSet kinds, List<Candidate> worded, IReadOnlyList<MeantStatement> meant)
    {
        if (meant.Count == 0)
            return worded;
        var joined = new Dictionary<int, Candidate>();
        for (var rank = 0; rank < worded.Count; rank++)
            joined[worded[rank].Target] = worded[rank] with { Score = Worth(rank) };
        for (var rank = 0; rank < meant.Count; rank++)
        {
            if (Current(index, kinds, meant[rank].Id) is not { } candidate)
                continue;
            var before = joined.GetValueOrDefault(candidate.Target, candidate);
            joined[candidate.Target] = before with { Score = before.Score + Worth(rank) };
        }
        var best = joined.Values.ToList();
        best.Sort((a, b) => Top.Compare(index, a, b));
        return best.Count > SearchQuery.MostHits ? best[..SearchQuery.MostHits] : best;
    }

    private static float Worth(int rank) => 1 / (Damping + rank + 1);

    /// <summary>A node as a candidate without a score; null if it is not of the kinds, or retracted.</summary>
    private static Candidate? Current(SearchIndex index, KindSet kinds, NodeId node)
    {
        var target = index.Targets.Number(node);
        if (target < 0 || !kinds.Has(index.Targets.ActiveKind(target)))
            return null;
        var document = index.LastDocument(target);
        while (document >= 0 && index.Documents.Source(document) != node)
            document = index.DocumentBefore(document);
        return document < 0 ? null : new Candidate(target, document, 0);
    }
}
