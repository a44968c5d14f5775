namespace ClaimGraph.Search;

/// <summary>A node that matches.</summary>
/// <param name="Document">The document that speaks most for it.</param>
/// <param name="Found">What the terms found in that document tell together.</param>
/// <param name="Worth">What all words of that document tell together.</param>
internal readonly record struct Candidate(int Target, int Document, float Score, float Found, float Worth);

/// <summary>Orders what was found: by what the found words tell, by how much of the text they are, and by how many stand together.</summary>
internal sealed class Ranking(SearchIndex index, IReadOnlyList<Term> terms)
{
    // Parts of a score that depend on the share of the text that was found, and on neighbours.
    private const float Share = 0.3f;
    private const float Together = 0.15f;

    private readonly Dictionary<int, (int Term, float Worth)> _terms = TermsByWord(terms);
    private readonly float[] _found = new float[terms.Count];
    private readonly Dictionary<int, float> _rarities = [];

    /// <param name="counted">What terms count for the target already.</param>
    /// <param name="isCounted">The terms that are counted already.</param>
    public Candidate Rank(int target, int document, float counted, Predicate<int> isCounted)
    {
        var (worth, together, last) = Read(index.Documents.Words(document));
        var (found, score) = (0f, counted);
        for (var term = 0; term < _found.Length; term++)
        {
            found += _found[term];
            score += isCounted(term) ? 0 : _found[term];
        }
        var share = worth > 0 ? Math.Min(1, found / worth) : 0;
        score *= 1 - Share - Together + Share * share + Together * together;
        return new Candidate(target, document, score, found, worth);
    }

    /// <summary>What the words of a document tell, and which part of the found words has another before it.</summary>
    private (float Worth, float Together, int Last) Read(int[] words)
    {
        Array.Clear(_found);
        var (worth, neighbours, count, last) = (0f, 0, 0, -2);
        for (var i = 0; i < words.Length; i++)
        {
            var isTerm = _terms.TryGetValue(words[i], out var term);
            if (words[i] != Documents.Between && (isTerm || !IsName(words[i])))
                worth += RarityOf(words[i]);
            if (!isTerm)
                continue;
            count++;
            neighbours += last == i - 1 ? 1 : 0;
            last = i;
            _found[term.Term] = Math.Max(_found[term.Term], term.Worth);
        }
        return (worth, count > 1 ? neighbours / (count - 1f) : count, last);
    }

    private bool IsName(int word) => index.Vocabulary[word][0] == '@';

    private float RarityOf(int word)
    {
        if (!_rarities.TryGetValue(word, out var rarity))
            _rarities.Add(word, rarity = Term.Rarity(index.Documents.Left, index.Vocabulary.Frequency(word)));
        return rarity;
    }

    // A word that stands for several terms counts for the one in which it is worth most.
    private static Dictionary<int, (int Term, float Worth)> TermsByWord(IReadOnlyList<Term> terms)
    {
        var byWord = new Dictionary<int, (int Term, float Worth)>();
        for (var term = 0; term < terms.Count; term++)
            foreach (var (word, worth) in terms[term].Alternatives)
                if (!byWord.TryGetValue(word, out var other) || other.Worth < worth)
                    byWord[word] = (term, worth);
        return byWord;
    }
}
