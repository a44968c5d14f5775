namespace ClaimGraph.Search;

/// <summary>Finds the nodes in whose texts all parts of a search occur.</summary>
internal sealed class AllMatch(SearchIndex index, KindSet kinds, CancellationToken cancellation)
{
    // Going through the texts of a candidate costs as much as so many places of a word.
    private const int CandidateCost = 8;

    /// <summary>The words of the index that each word of a part may be; the last may be many.</summary>
    private sealed record Sought(HashSet<int>[] Words, long Places);

    /// <summary>The best matches, best first, and how many there are.</summary>
    /// <param name="words">What hits are compared with.</param>
    /// <param name="most">How many at most; of more than these, the shortest texts are taken.</param>
    public (List<Candidate> Best, int Count) Find(IReadOnlyList<SearchTerms.Part> parts, IEnumerable<string> words, int most)
    {
        Sought[] sought = [.. parts.Select(Seek).OrderBy(s => s.Places)];
        if (sought.Length == 0 || sought[0].Places == 0)
            return ([], 0);
        var found = sought.Skip(1).Aggregate(TargetsWith(sought[0]), Narrow);
        var ranking = new Ranking(index, words, []);
        var matches = Shortest(found, most).Select(t => Best(ranking, t)).ToList();
        matches.Sort((a, b) => BestMatch.Compare(index, a, b));
        return (matches, found.Count);
    }

    private Sought Seek(SearchTerms.Part part)
    {
        var vocabulary = index.Vocabulary;
        HashSet<int> Same(string word) => vocabulary.TryFind(word, out var number) ? [number] : [];
        HashSet<int> Last(string word) => part.Prefix ? [.. vocabulary.BeginningWith(word)] : Same(word);
        HashSet<int>[] words = [.. part.Words.SkipLast(1).Select(Same), Last(part.Words[^1])];
        return new Sought(words, words.Min(w => w.Sum(n => (long)vocabulary.Frequency(n))));
    }

    private HashSet<int> TargetsWith(Sought sought)
    {
        var (targets, documents) = (new HashSet<int>(), index.Documents.Count);
        var rarest = sought.Words.MinBy(w => w.Sum(n => (long)index.Vocabulary.Frequency(n)))!;
        foreach (var word in rarest)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var document in index.Vocabulary.Documents(word))
                if (document < documents && index.CanFind(document, kinds) && (sought.Words.Length == 1 || Stands(sought, document)))
                    targets.Add(index.Documents.Target(document));
        }
        return targets;
    }

    private HashSet<int> Narrow(HashSet<int> found, Sought sought)
    {
        cancellation.ThrowIfCancellationRequested();
        if (found.Count * CandidateCost < sought.Places)
            found.RemoveWhere(target => !index.DocumentsOf(target).Any(d => Stands(sought, d)));
        else if (found.Count > 0)
            found.IntersectWith(TargetsWith(sought));
        return found;
    }

    /// <summary>True if the words stand in a document, one after the other.</summary>
    private bool Stands(Sought sought, int document)
    {
        var words = index.Documents.Words(document);
        for (var i = 0; i + sought.Words.Length <= words.Length; i++)
        {
            var k = 0;
            while (k < sought.Words.Length && sought.Words[k].Contains(words[i + k]))
                k++;
            if (k == sought.Words.Length)
                return true;
        }
        return false;
    }

    private IEnumerable<int> Shortest(HashSet<int> found, int most) =>
        found.Count <= most
            ? found
            : found
                .Select(t => (Target: t, index.Documents.Words(index.Targets.LastDocument(t)).Length, Node: index.Targets.Node(t)))
                .OrderBy(t => (t.Length, t.Node))
                .Take(most)
                .Select(t => t.Target);

    private Candidate Best(Ranking ranking, int target)
    {
        var best = default(Candidate);
        foreach (var document in index.DocumentsOf(target).Take(MostRanked))
            if (ranking.Rank(target, document, names: 0) is var match && match.Score >= best.Score)
                best = match;
        return best;
    }

    private const int MostRanked = 20; // documents of one target
}
