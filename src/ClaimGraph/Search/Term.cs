namespace ClaimGraph.Search;

/// <summary>One word of a search, or words that stand together, with all that may stand for it.</summary>
/// <param name="Alternatives">The words that match and what each is worth, the best first.</param>
/// <param name="Worth">How much it tells when it is found: rare words tell more.</param>
internal sealed record Term(IReadOnlyList<(int Word, float Worth)> Alternatives, float Worth)
{
    /// <summary>The weight of a word in BM25 (Robertson and Zaragoza 2009): the rarer, the greater.</summary>
    public static float Rarity(int documents, int frequency) => MathF.Log(1 + (documents - frequency + 0.5f) / (frequency + 0.5f));
}
