namespace ClaimGraph.Search;

/// <summary>
/// Ranks what has all words of a search, by BM25 with each word counted once: rare words tell more, and a match in a short text counts
/// more than one in a long text. It looks at nothing but the words sought, so that it can rank all that was found.
/// </summary>
internal sealed class ExactRanking
{
    private readonly SearchIndex _index;
    private readonly Dictionary<int, (int Slot, float Worth)> _words = []; // of the index
    private readonly float[] _best; // of each word sought
    private readonly float _most;

    public ExactRanking(SearchIndex index, IEnumerable<AllMatch.Sought> sought)
    {
        _index = index;
        var slots = 0;
        foreach (var (part, words, _) in sought)
            for (var i = 0; i < words.Length; i++, slots++)
                _most += Add(part.Words[i], words[i], slots);
        _best = new float[slots];
    }

    /// <summary>Offers a target with that of its documents which ranks best.</summary>
    public void Offer(AllMatch.Place found, Top top)
    {
        var best = new Candidate(found.Target, found.Document, -1);
        best = Better(best, found.Document, top);
        var document = _index.LastDocument(found.Target);
        for (var i = 0; i < Ranking.MostRanked && document >= 0; i++, document = _index.DocumentBefore(document))
            best = Better(best, document, top);
        if (best.Score > 0)
            top.Add(best);
    }

    private Candidate Better(Candidate best, int document, Top top) =>
        _most / Ranking.Length(_index, document) >= Math.Max(best.Score, top.Least) && Score(document) is var score && score > best.Score
            ? best with
            {
                Document = document,
                Score = score,
            }
            : best;

    private float Add(string word, WordSet words, int slot)
    {
        var places = words.Words.Sum(n => (long)_index.Vocabulary.Frequency(n));
        var rarity = Term.Rarity(_index.Documents.Left, (int)Math.Min(places, _index.Documents.Left));
        foreach (var number in words.Words)
            _words.TryAdd(number, (slot, rarity * word.Length / _index.Vocabulary.Length(number)));
        return rarity;
    }

    private float Score(int document)
    {
        var (found, together, count, last) = (0f, 0, 0, -2);
        Array.Clear(_best);
        var words = _index.Documents.Words(document);
        for (var i = 0; i < words.Length; i++)
        {
            if (!_words.TryGetValue(words[i], out var word))
                continue;
            (count, together, last) = (count + 1, together + (last == i - 1 ? 1 : 0), i);
            if (word.Worth <= _best[word.Slot])
                continue;
            found += word.Worth - _best[word.Slot];
            _best[word.Slot] = word.Worth;
        }
        return Ranking.Together(found, count, together) / Ranking.Length(_index, document);
    }
}
