using System.Collections.Concurrent;

namespace ClaimGraph.Search;

/// <summary>
/// Finds the nodes that share words with a text, in any number. The rarest words choose the candidates; words that stand in a large part
/// of all texts only help to rank them, so they cost nothing.
/// </summary>
internal static class BestMatch
{
    // Places where terms are looked up. What is left when they are used up is looked for in the candidates only.
    private const long MostPlaces = 8_000;

    // Words of candidates that are compared with the text.
    private const int MostWords = 5_000;

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
                if (scores.Of(target) >= candidates.Least)
                    candidates.Add(new Candidate(target, scores.BestDocument(target), scores.Of(target)));
            var matches = Ranked(index, ranking, candidates.Sorted(), scores, cancellation);
            matches.Sort((a, b) => Top.Compare(index, a, b));
            return [.. matches.TakeWhile(m => m.Score > 0 && m.Score >= matches[0].Score * LeastPart)];
        }
        finally
        {
            scores.Clear();
            if (Used.Count < Environment.ProcessorCount) // as they are as large as the index, no more are kept
                Used.Add(scores);
        }
    }

    /// <summary>Compares the first candidates with the text. The others score as much as those on average, by what their words
    /// tell.</summary>
    private static List<Candidate> Ranked(
        SearchIndex index,
        Ranking ranking,
        List<Candidate> candidates,
        Scores scores,
        CancellationToken cancellation
    )
    {
        var (ranked, words, told, score) = (new List<Candidate>(candidates.Count), 0, 0f, 0f);
        foreach (var candidate in candidates)
        {
            if (words >= MostWords)
            {
                ranked.Add(candidate with { Score = candidate.Score * score / told });
                continue;
            }
            cancellation.ThrowIfCancellationRequested();
            words += index.Documents.Words(candidate.Document).Length;
            ranked.Add(ranking.Rank(candidate.Target, candidate.Document, scores.Names(candidate.Target)));
            (told, score) = (told + candidate.Score, score + ranked[^1].Score);
        }
        return ranked;
    }

    /// <summary>Looks up the terms, rarest first, as far as the places suffice; the first word of all in any case.</summary>
    private static void Count(SearchIndex index, IReadOnlyList<Term> terms, KindSet kinds, Scores scores, CancellationToken cancellation)
    {
        var (documents, places) = (index.Documents.Count, 0L);
        scores.Prepare(index.Targets.Count, documents);
        foreach (var term in terms)
        {
            foreach (var alternative in term.Alternatives)
            {
                cancellation.ThrowIfCancellationRequested();
                var frequency = index.Vocabulary.Frequency(alternative.Word);
                if (places > 0 && places + frequency > MostPlaces)
                    continue;
                places += frequency;
                foreach (var document in index.Vocabulary.Documents(alternative.Word))
                    if (document < documents && index.Finds(document, kinds, out var target))
                        scores.Count(target, document, alternative);
            }
            scores.EndTerm();
        }
    }
}
