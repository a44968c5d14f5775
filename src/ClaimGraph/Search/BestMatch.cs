using System.Collections.Concurrent;

namespace ClaimGraph.Search;

/// <summary>
/// Finds the nodes that share words with a text, in any number. The rarest words choose the candidates; words that stand in a large part
/// of all texts only help to rank them, so they cost nothing.
/// </summary>
internal static class BestMatch
{
    // Places where terms are looked up. What is left when they are used up is looked for in the candidates only.
    private const long MostPlaces = 300_000;

    // What tells less than this part of the best is not a hit.
    private const float LeastPart = 0.2f;

    private static readonly ConcurrentBag<Scores> Used = [];

    /// <summary>The best matches, best first.</summary>
    /// <param name="ranking">Compares with the text of the terms.</param>
    /// <param name="most">How many at most.</param>
    public static List<Candidate> Find(
        SearchIndex index,
        BestTerms terms,
        Ranking ranking,
        KindSet kinds,
        int most,
        CancellationToken cancellation
    )
    {
        var scores = Used.TryTake(out var used) ? used : new Scores();
        try
        {
            Count(index, terms.Terms, kinds, scores, cancellation);
            var candidates = new Top(index, most);
            foreach (var target in scores.Targets)
                candidates.Add(new Candidate(target, scores.BestDocument(target), scores.Of(target)));
            var matches = candidates.Sorted().ConvertAll(c => ranking.Rank(c.Target, c.Document, scores.Names(c.Target)));
            cancellation.ThrowIfCancellationRequested();
            matches.Sort((a, b) => Top.Compare(index, a, b));
            return [.. matches.TakeWhile(m => m.Score > 0 && m.Score >= matches[0].Score * LeastPart)];
        }
        finally
        {
            scores.Clear();
            Used.Add(scores);
        }
    }

    /// <summary>Looks up the terms, rarest first, until so many places were visited.</summary>
    private static void Count(SearchIndex index, IReadOnlyList<Term> terms, KindSet kinds, Scores scores, CancellationToken cancellation)
    {
        var (documents, places) = (index.Documents.Count, 0L);
        scores.Prepare(index.Targets.Count, documents);
        for (var i = 0; i < terms.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            places += terms[i].Alternatives.Sum(a => (long)index.Vocabulary.Frequency(a.Word));
            if (i > 0 && places > MostPlaces)
                return;
            foreach (var alternative in terms[i].Alternatives)
            foreach (var document in index.Vocabulary.Documents(alternative.Word))
                if (document < documents && index.Finds(document, kinds, out var target))
                    scores.Count(target, document, alternative);
            scores.EndTerm();
        }
    }
}
