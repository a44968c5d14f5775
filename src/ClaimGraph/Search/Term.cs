namespace ClaimGraph.Search;

/// <summary>A word of the index that may stand for a word of a search.</summary>
/// <param name="Worth">How much it tells when it is found.</param>
/// <param name="Name">The name in the search by which its node was found (<see cref="BestTerms.Names"/>); -1 for a word of a text.</param>
internal readonly record struct Alternative(int Word, float Worth, int Name = -1);

/// <summary>One word of a search, with all that may stand for it.</summary>
/// <param name="Alternatives">The best first.</param>
internal sealed record Term(IReadOnlyList<Alternative> Alternatives)
{
    /// <summary>How much it tells when it is found: rare words tell more.</summary>
    public float Worth => Alternatives[0].Worth;

    /// <summary>The weight of a rare term in BM25 (Robertson and Zaragoza 2009).</summary>
    public static float Rarity(int documents, int frequency) => MathF.Log(1 + (documents - frequency + 0.5f) / (frequency + 0.5f));
}
