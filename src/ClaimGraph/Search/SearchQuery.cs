using System.ComponentModel;

namespace ClaimGraph.Search;

[Description("How a word of a search is matched.")]
public enum WordMatch
{
    [Description("It matches every word that begins with it: `firm` finds firmato and firmatari. A single letter matches only itself.")]
    Beginning,

    [Description("It matches only the same word.")]
    Whole,
}

/// <summary>
/// A search in the texts of statements (the proposition and the quoted words of its appearances), sources (title, note), actors (name,
/// aliases, description) and events (name, place, description).
/// </summary>
/// <param name="Text">Words, at most <see cref="SearchTerms.MostWords"/> different ones; all must occur, whatever their case and accents.
/// Quotation marks keep words together.</param>
/// <param name="Kinds">The kinds to search in; of several kinds the hits are ordered by score together.</param>
/// <param name="First">How many hits at most.</param>
public sealed record SearchQuery(string Text, IReadOnlyList<NodeKind> Kinds, int First)
{
    public WordMatch Match { get; init; }

    /// <summary>Hits to leave out, best first.</summary>
    public int Offset { get; init; }

    /// <summary>True to get <see cref="SearchHit.Highlight"/>, at some cost.</summary>
    public bool WithHighlights { get; init; }
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
