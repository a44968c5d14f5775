namespace ClaimGraph.Search;

/// <summary>A node that may match.</summary>
/// <param name="Document">The document that speaks most for it.</param>
/// <param name="Score">Greater is better.</param>
internal readonly record struct Candidate(int Target, int Document, float Score);

/// <summary>
/// Compares documents with a text by groups of three and four letters, weighted and normalised by length as in BM25. So other forms of a
/// word and slips count as far as they are alike, and a match in a short text counts more than one in a long text.
/// </summary>
internal sealed class Ranking
{
    private const float LengthPart = 0.4f; // the b of BM25
    private const float TogetherPart = 0.1f; // of a score depends on how many of the words found stand together
    private const float NameWorth = 0.9f; // of a word that is not in the text, but names what the text is about
    public const int MostRanked = 20; // documents of one target
    private const int Remembered = 4_096; // words, a power of 2

    private readonly SearchIndex _index;
    private readonly LetterTable _letters; // the groups of the text and what they tell
    private readonly (int WordAndOne, float Shared)[] _shared = new (int, float)[Remembered]; // by the last bits of the word
    private readonly HashSet<int> _words = [];
    private readonly IReadOnlyList<string[]> _names;

    /// <summary>Compares with the text of a search for the best matches.</summary>
    public Ranking(SearchIndex index, BestTerms terms)
    {
        (_index, _names) = (index, terms.Names);
        _letters = new LetterTable(terms.Words.Sum(w => 2 * Letters.Count(w) + 1));
        foreach (var word in terms.Words)
        {
            foreach (var (letters, weight) in Groups(word))
                _letters.Add(letters, weight);
            if (index.Vocabulary.TryFind(word, out var number))
                _words.Add(number);
        }
    }

    /// <summary>What the score of a document is divided by, as a long text has more words by chance.</summary>
    public static float Length(SearchIndex index, int document) =>
        1 - LengthPart + LengthPart * index.Documents.Length(document) / index.Documents.MeanLetters;

    /// <summary>A score with the part that depends on how many of the words found stand next to the one before.</summary>
    public static float Together(float score, int words, int together) =>
        score * (1 - TogetherPart + TogetherPart * (words > 1 ? together / (words - 1f) : words));

    /// <param name="names">The names of the text that the target bears, as bits.</param>
    public Candidate Rank(int target, int document, uint names)
    {
        var words = _index.Documents.Words(document);
        var (found, together, count, last) = (0f, 0, 0, -2);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word == Documents.Between || _index.Vocabulary.IsName(word))
                continue;
            found += words[..i].Contains(word) ? 0 : Shared(word);
            if (!_words.Contains(word))
                continue;
            (count, together, last) = (count + 1, together + (last == i - 1 ? 1 : 0), i);
        }
        for (var name = 0; name < _names.Count; name++)
            if ((names >> name & 1) != 0)
                foreach (var word in _names[name])
                    found += Missing(word, words);
        return new Candidate(target, document, Together(found, count, together) / Length(_index, document));
    }

    /// <summary>The best of what has all words, best first; of more than these, those with the shortest texts.</summary>
    public List<Candidate> Best(IEnumerable<AllMatch.Place> found, int most)
    {
        var shortest = new Top(_index, most);
        foreach (var (target, document) in found)
            shortest.Add(new Candidate(target, document, -_index.Documents.Length(document)));
        var best = new Top(_index, most);
        foreach (var candidate in shortest.Sorted())
            best.Add(Best(candidate));
        return best.Sorted();
    }

    private Candidate Best(Candidate found)
    {
        var best = Rank(found.Target, found.Document, names: 0);
        var document = _index.LastDocument(found.Target);
        for (var i = 0; i < MostRanked && document >= 0; i++, document = _index.DocumentBefore(document))
            if (document != found.Document && Rank(found.Target, document, names: 0) is var match && match.Score > best.Score)
                best = match;
        return best;
    }

    /// <summary>How alike the text and a document are, from 0 to 1: what they share, as a part of what both have.</summary>
    public float Likeness(int document)
    {
        var words = _index.Documents.Words(document);
        var (shared, all) = (0f, _letters.Sum);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == Documents.Between || _index.Vocabulary.IsName(words[i]) || words[..i].Contains(words[i]))
                continue;
            shared += Shared(words[i]);
            foreach (var (_, weight) in Groups(_index.Vocabulary[words[i]]))
                all += weight;
        }
        return all > shared ? Math.Min(1, shared / (all - shared)) : 1;
    }

    /// <summary>What a word of a name tells that is not in the text.</summary>
    private float Missing(string word, ReadOnlySpan<int> words) =>
        _index.Vocabulary.TryFind(word, out var number) && words.Contains(number) ? 0 : NameWorth * Groups(word).Sum(g => g.Weight);

    /// <summary>What a word of the index shares with the text.</summary>
    private float Shared(int word)
    {
        ref var known = ref _shared[word & (Remembered - 1)];
        if (known.WordAndOne != word + 1)
            known = (word + 1, Shared(_index.Vocabulary[word]));
        return known.Shared;
    }

    private float Shared(string word)
    {
        var (shared, before) = (_letters[Letters.OfFirst(word[0])], 0UL);
        foreach (var letters in Letters.Of(word))
        {
            var weight = _letters[letters];
            if (weight > 0 && before != 0)
                shared += _letters[Letters.Join(before, letters)];
            shared += weight;
            before = weight > 0 ? letters : 0;
        }
        return shared;
    }

    /// <summary>The groups of three and of four letters of a word. Four tell at least as much as the three in them.</summary>
    private IEnumerable<(ulong Letters, float Weight)> Groups(string word)
    {
        if (Words.IsCharacter(word))
            yield return (Letters.OfFirst(word[0]), _index.Weights.Of(Letters.OfFirst(word[0]), _index.Documents.Left));
        var (before, weightBefore) = (0UL, 0f);
        foreach (var letters in Letters.Of(word))
        {
            var weight = _index.Weights.Of(letters, _index.Documents.Left);
            yield return (letters, weight);
            if (before != 0)
                yield return (Letters.Join(before, letters), Math.Max(weight, weightBefore));
            (before, weightBefore) = (letters, weight);
        }
    }
}
