using System.ComponentModel;
using ClaimGraph.Queries;

namespace ClaimGraph.Search;

[Description("How the words of a search are matched.")]
public enum SearchMatch
{
    [Description(
        "Any of the words may occur; records with the rarest words come first. Words that are spelt alike match, too, and the names of "
            + "actors and events find the statements that are about them or that they made. A whole post or headline is a good search. "
            + "The last word may be the beginning of one, as long as somebody types."
    )]
    Best,

    [Description("All words must occur. A word matches every word that begins with it: `firm` finds firmato and firmatari.")]
    All,

    [Description("All words must occur, each exactly as it is.")]
    Whole,
}

/// <summary>
/// A search in the texts of statements (the proposition, topics and the quoted words of its appearances), sources (title, note), actors
/// (name, aliases, description) and events (name, place, description).
/// </summary>
/// <param name="Text">Words, whatever their case and accents. Quotation marks keep words together. With <see cref="SearchMatch.Best"/>,
/// such words must occur unless no node has them.</param>
/// <param name="Kinds">The kinds to search in; of several kinds the hits are ordered by score together.</param>
/// <param name="First">How many hits at most.</param>
public sealed record SearchQuery(string Text, IReadOnlyList<NodeKind> Kinds, int First)
{
    /// <summary>So many of the best hits can be read.</summary>
    public const int MostHits = 500;

    public SearchMatch Match { get; init; }

    /// <summary>What a language model takes to mean the same as the text, nearest first. <see cref="SearchMatch.Best"/> finds it beside
    /// what has the words.</summary>
    public IReadOnlyList<MeantStatement> Meant { get; init; } = [];

    /// <summary>Hits to leave out, best first.</summary>
    public int Offset { get; init; }

    /// <summary>What hits of a kind must pass. They are filtered after the <see cref="MostHits"/> best were found.</summary>
    public IReadOnlyDictionary<NodeKind, Filter> Filters { get; init; } = new Dictionary<NodeKind, Filter>();

    /// <summary>True to get <see cref="SearchHit.Highlight"/>, at some cost.</summary>
    public bool WithHighlights { get; init; }
}

/// <summary>What a search found.</summary>
/// <param name="Hits">The hits asked for, best first.</param>
/// <param name="Total">How many hits there are. With <see cref="SearchMatch.Best"/> or a filter, at most
/// <see cref="SearchQuery.MostHits"/>, as no more are compared.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, int Total)
{
    public static readonly SearchResult Nothing = new([], 0);
}

/// <summary>One node found.</summary>
/// <param name="Score">Greater is better; comparable within one answer only.</param>
/// <param name="Highlight">A passage of the text that matched, the found words between <see cref="Open"/> and <see cref="Close"/>; null
/// if it was not requested.</param>
public sealed record SearchHit(NodeId Id, double Score, string? Highlight)
{
    /// <summary>Marks the start of a found word. It is a private-use character, so that it cannot be mistaken for text.</summary>
    public const char Open = '\uE000';
    public const char Close = '\uE001';
}
