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
    private const float Together = 0.1f; // of a score depends on how many of the words found stand together
    private const float NameWorth = 0.9f; // of a word that is not in the text, but names what the text is about

    private readonly SearchIndex _index;
    private readonly Dictionary<ulong, float> _letters = []; // the groups of the text and what they tell
    private readonly Dictionary<int, float> _found = []; // what each word of the index shares with the text
    private readonly HashSet<int> _words = [];
    private readonly IReadOnlyList<string[]> _names;
    private readonly float _mean;

    /// <summary>Compares with the text of a search for the best matches.</summary>
    public Ranking(SearchIndex index, BestTerms terms)
        : this(index, terms.Words, terms.Names) { }

    /// <param name="words">Of the text.</param>
    /// <param name="names">The names in the text, as words.</param>
    public Ranking(SearchIndex index, IEnumerable<string> words, IReadOnlyList<string[]> names)
    {
        (_index, _names, _mean) = (index, names, index.Documents.MeanLetters);
        foreach (var word in words)
        {
            foreach (var (letters, weight) in Groups(word))
                _letters[letters] = weight;
            if (index.Vocabulary.TryFind(word, out var number))
                _words.Add(number);
        }
    }

    /// <param name="names">The names of the text that the target bears, as bits.</param>
    public Candidate Rank(int target, int document, uint names)
    {
        var words = _index.Documents.Words(document);
        var (found, letters, together, count, last) = (0f, 0, 0, 0, -2);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word == Documents.Between || _index.Vocabulary.IsName(word))
                continue;
            letters += _index.Vocabulary[word].Length;
            found += words.AsSpan(0, i).Contains(word) ? 0 : Found(word);
            if (!_words.Contains(word))
                continue;
            (count, together, last) = (count + 1, together + (last == i - 1 ? 1 : 0), i);
        }
        for (var name = 0; name < _names.Count; name++)
            if ((names >> name & 1) != 0)
                found += NameWorth * _names[name].Sum(w => Missing(w, words));
        var score = found / (1 - LengthPart + LengthPart * letters / _mean);
        return new Candidate(target, document, score * (1 - Together + Together * (count > 1 ? together / (count - 1f) : count)));
    }

    /// <summary>How alike the text and a document are, from 0 to 1: what they share, as a part of what both have.</summary>
    public float Likeness(int document)
    {
        int[] words = [.. _index.Documents.Words(document).Where(w => w != Documents.Between && !_index.Vocabulary.IsName(w)).Distinct()];
        var shared = words.Sum(Found);
        var all = _letters.Values.Sum() + words.Sum(w => Groups(_index.Vocabulary[w]).Sum(g => g.Weight));
        return all > shared ? Math.Min(1, shared / (all - shared)) : 1;
    }

    private float Missing(string word, int[] words) =>
        _index.Vocabulary.TryFind(word, out var number) && words.Contains(number) ? 0 : Groups(word).Sum(g => g.Weight);

    private float Found(int word)
    {
        if (!_found.TryGetValue(word, out var found))
            _found.Add(word, found = Shared(_index.Vocabulary[word]));
        return found;
    }

    private float Shared(string word)
    {
        var (shared, before) = (_letters.GetValueOrDefault(Letters.OfFirst(word[0])), 0UL);
        foreach (var letters in Letters.Of(word))
        {
            var isShared = _letters.TryGetValue(letters, out var weight);
            shared += weight;
            if (isShared && before != 0 && _letters.TryGetValue(Letters.Join(before, letters), out weight))
                shared += weight;
            before = isShared ? letters : 0;
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
