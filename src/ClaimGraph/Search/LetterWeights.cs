using System.Collections.Concurrent;

namespace ClaimGraph.Search;

/// <summary>
/// How much groups of letters tell, by BM25's weight for rare terms. A group counts as often as the words that have it occur. Weights
/// are kept until the index has grown by a tenth, as they change slowly.
/// </summary>
internal sealed class LetterWeights(Vocabulary vocabulary)
{
    private readonly ConcurrentDictionary<ulong, (float Weight, int Documents)> _weights = new();

    public float Of(ulong letters, int documents)
    {
        if (_weights.TryGetValue(letters, out var known) && documents - known.Documents <= known.Documents / 10)
            return known.Weight;
        var frequency = Math.Min(vocabulary.FrequencyOfLetters(letters), documents);
        var weight = Term.Rarity(documents, (int)frequency);
        _weights[letters] = (weight, documents);
        return weight;
    }
}
