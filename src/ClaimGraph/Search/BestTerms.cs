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
    private const int MostNames = 32; // bits of a mask
    private const int MostNamed = 4; // nodes of one name
    private const float NameWorth = 0.9f;
    private const double LongerLikeness = 0.8;
    private const int ShortestBeginning = 2; // letters
    private const int MostCompletions = 16;

    // A word that stands in more than this part of all texts is known to be spelt right and has no forms worth looking up.
    private const int FrequentPart = 50;

    private readonly SearchIndex _index;
    private readonly Dictionary<string, List<Alternative>> _alternatives = [];
    private readonly List<string[]> _names = [];
    private readonly int[] _completions = []; // words that begin with the last one

    /// <param name="isTyped">True if the last word of the text may be the beginning of one.</param>
    public BestTerms(SearchIndex index, string text, bool isTyped)
    {
        _index = index;
        text = Address().Replace(text, " ");
        Search.Words.Word[] words = [.. Search.Words.OfQuery(text).Take(MostRead)];
        Words = [.. words.Select(w => w.Text)];
        if (isTyped && words is [.., var last] && last.Start + last.Length == text.Length)
            _completions = [.. CompletionsOf(last.Text)];
        foreach (var word in Words)
            if (!_alternatives.ContainsKey(word))
                _alternatives.Add(word, AlternativesOf(word));
        AddNames();
        var known = _alternatives.Values.Where(a => a.Count > 0).Select(a => new Term([.. a.OrderByDescending(x => x.Worth)]));
        Terms = [.. known.OrderByDescending(t => t.Worth).Take(Most)];
    }

    /// <summary>The words as they were typed, folded.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The terms that may be found, those that tell most first.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>The names that stand in the search, as words.</summary>
    public IReadOnlyList<string[]> Names => _names;

    /// <summary>The words that are found, each by itself.</summary>
    public IEnumerable<SearchTerms.Part> AsParts() =>
        Terms
            .SelectMany(t => t.Alternatives)
            .Where(a => a.Name < 0)
            .Select(a => new SearchTerms.Part([_index.Vocabulary[a.Word]], Prefix: false));

    private List<Alternative> AlternativesOf(string word)
    {
        var (vocabulary, all) = (_index.Vocabulary, _index.Documents.Left);
        var alternatives = new List<Alternative>();
        var most = float.MaxValue;
        if (vocabulary.TryFind(word, out var number) && vocabulary.Frequency(number) is > 0 and var frequency)
        {
            alternatives.Add(new Alternative(number, most = Term.Rarity(all, frequency)));
            if (frequency > all / FrequentPart && frequency > FrequentPart)
                return alternatives;
        }
        foreach (var (alike, likeness) in Search.Words.HasEndings(word) ? Longer(word) : vocabulary.Alike(word))
            if (alike != number && vocabulary.Frequency(alike) is > 0 and var others)
                alternatives.Add(new Alternative(alike, (float)likeness * Math.Min(most, Term.Rarity(all, others))));
        if (_completions.Length > 0 && word == Words[^1])
            Complete(alternatives);
        return alternatives;
    }

    /// <summary>The most frequent words that begin with one that is no word of the index.</summary>
    private IEnumerable<int> CompletionsOf(string beginning)
    {
        var vocabulary = _index.Vocabulary;
        if (beginning.Length < ShortestBeginning || (vocabulary.TryFind(beginning, out var number) && vocabulary.Frequency(number) > 0))
            return [];
        return vocabulary
            .BeginningWith(beginning)
            .Where(w => vocabulary.Frequency(w) > 0)
            .OrderByDescending(vocabulary.Frequency)
            .Take(MostCompletions);
    }

    private void Complete(List<Alternative> alternatives)
    {
        alternatives.RemoveAll(a => _completions.Contains(a.Word));
        foreach (var longer in _completions)
            alternatives.Add(
                new Alternative(longer, (float)LongerLikeness * Term.Rarity(_index.Documents.Left, _index.Vocabulary.Frequency(longer)))
            );
    }

    /// <summary>The words that begin with a word.</summary>
    private IEnumerable<(int Word, double Likeness)> Longer(string word) =>
        _index.Vocabulary.BeginningWith(word).Select(longer => (longer, LongerLikeness));

    private void AddNames()
    {
        var text = string.Join(' ', Words);
        for (var (i, start) = (0, 0); i < Words.Count; start += Words[i++].Length + 1)
        for (var (length, end) = (1, start - 1); length <= SearchIndex.LongestName && i + length <= Words.Count; length++)
        {
            end += Words[i + length - 1].Length + 1;
            var name = text.AsSpan(start..end);
            AddName(i, length, name);
            if (i + length == Words.Count)
                foreach (var word in _completions)
                    AddName(i, length, $"{name[..^Words[^1].Length]}{_index.Vocabulary[word]}");
        }
    }

    /// <summary>Adds the nodes that bear a name. It counts once, with the word of it that tells most.</summary>
    /// <param name="first">The first of the words that stand for it.</param>
    /// <param name="length">How many words stand for it.</param>
    private void AddName(int first, int length, ReadOnlySpan<char> name)
    {
        if (_names.Count >= MostNames || _index.Named(name) is not { Count: > 0 } nodes)
            return;
        var words = name.ToString().Split(' ');
        if (_names.Any(n => n.SequenceEqual(words)))
            return;
        var telling = _alternatives[Words.Skip(first).Take(length).MaxBy(WorthOf)!];
        foreach (var node in nodes.Take(MostNamed))
            if (_index.Vocabulary.TryFind(Vocabulary.NameOf(node), out var number) && _index.Vocabulary.Frequency(number) > 0)
                telling.Add(new Alternative(number, WorthOfName(number), _names.Count));
        _names.Add(words);
    }

    private float WorthOf(string word) => _alternatives[word] is [var first, ..] ? first.Worth : 0;

    private float WorthOfName(int number) => NameWorth * Term.Rarity(_index.Documents.Left, _index.Vocabulary.Frequency(number));

    [GeneratedRegex(@"(?:https?://|www\.|pic\.twitter\.com/)\S+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
