using System.Text.RegularExpressions;

namespace ClaimGraph.Search;

/// <summary>
/// The terms of a search of which any may occur: each word with those that are spelt like it, and the nodes that the words name.
/// </summary>
internal sealed partial class BestTerms
{
    /// <summary>At most so many words are looked up: those that tell most.</summary>
    private const int Most = 32;

    // A text may be long; what it is about stands in its first words.
    private const int MostRead = 256;
    private const int MostNamed = 4; // nodes of one name
    private const float NameWorth = 0.9f;
    private const double PairLikeness = 0.8;

    // A word that stands in more than this part of all texts is known to be spelt right and has no forms worth looking up.
    private const int FrequentPart = 50;

    private readonly SearchIndex _index;
    private readonly string[] _words;
    private readonly Dictionary<string, List<(int Word, float Worth)>> _alternatives = [];

    public BestTerms(SearchIndex index, string text)
    {
        _index = index;
        _words = [.. Words.OfQuery(Address().Replace(text, " ")).Take(MostRead).Select(w => w.Text)];
        foreach (var word in _words)
            if (!_alternatives.ContainsKey(word))
                _alternatives.Add(word, AlternativesOf(word));
        AddNames();
        var known = _alternatives.Values.Where(a => a.Count > 0).Select(Term);
        Terms = [.. known.OrderByDescending(t => t.Worth).Take(Most)];
        var unknown = _alternatives.Values.Count(a => a.Count == 0);
        Worth = Terms.Sum(t => t.Worth) + unknown * Search.Term.Rarity(index.Documents.Left, 0);
    }

    /// <summary>The terms that may be found, those that tell most first.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>What all words together tell, found or not.</summary>
    public float Worth { get; }

    /// <summary>The words that are found, each by itself.</summary>
    public IEnumerable<SearchTerms.Part> AsParts(SearchIndex index) =>
        Terms.SelectMany(t => t.Alternatives).Select(a => new SearchTerms.Part([index.Vocabulary[a.Word]], Prefix: false));

    private static Term Term(List<(int Word, float Worth)> alternatives)
    {
        alternatives.Sort((a, b) => b.Worth.CompareTo(a.Worth));
        return new Term(alternatives, alternatives[0].Worth);
    }

    private List<(int Word, float Worth)> AlternativesOf(string word)
    {
        var (vocabulary, all) = (_index.Vocabulary, _index.Documents.Left);
        var alternatives = new List<(int, float)>();
        var most = float.MaxValue;
        if (vocabulary.TryFind(word, out var number) && vocabulary.Frequency(number) is > 0 and var frequency)
        {
            alternatives.Add((number, most = Search.Term.Rarity(all, frequency)));
            if (frequency > all / FrequentPart && frequency > FrequentPart)
                return alternatives;
        }
        foreach (var (alike, likeness) in Words.IsCharacter(word) ? Pairs(word) : Likeness.To(word, vocabulary))
            if (vocabulary.Frequency(alike) is > 0 and var others)
                alternatives.Add((alike, (float)likeness * Math.Min(most, Search.Term.Rarity(all, others))));
        return alternatives;
    }

    /// <summary>The pairs that begin with a character of a script without spaces.</summary>
    private IEnumerable<(int Word, double Likeness)> Pairs(string character) =>
        _index.Vocabulary.BeginningWith(character).Select(pair => (pair, PairLikeness));

    /// <summary>A name counts once, with the word of it that tells most.</summary>
    private void AddNames()
    {
        for (var i = 0; i < _words.Length; i++)
        for (var length = 1; length <= SearchIndex.LongestName && i + length <= _words.Length; length++)
        {
            var name = _words[i..(i + length)];
            foreach (var node in _index.Named(string.Join(' ', name)).Take(MostNamed))
                if (_index.Vocabulary.TryFind(Vocabulary.NameOf(node), out var number) && _index.Vocabulary.Frequency(number) > 0)
                    _alternatives[name.MaxBy(WorthOf)!].Add((number, WorthOfName(number)));
        }
    }

    private float WorthOf(string word) => _alternatives[word] is [var first, ..] ? first.Worth : 0;

    private float WorthOfName(int number) =>
        NameWorth * Search.Term.Rarity(_index.Documents.Left, _index.Vocabulary.Frequency(number));

    [GeneratedRegex(@"(https?://|www\.|pic\.twitter\.com/)\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
