using System.ComponentModel;

namespace ClaimGraph.Search;

[Description("What tells two claims apart although their wordings are alike.")]
public enum SimilarityGuard
{
    [Description("Nothing was noticed.")]
    None,

    [Description("One of them is negated, the other is not.")]
    Negation,

    [Description("They give different numbers.")]
    Number,

    [Description("They give different years or months.")]
    Date,

    [Description("They are nearly the same, but name different people, organisations or places.")]
    Entity,
}

/// <summary>The active statements that say nearly what a text says.</summary>
/// <param name="First">How many at most.</param>
/// <param name="Except">A statement to leave out; null for none.</param>
public sealed record SimilarQuery(string Text, int First, NodeId? Except = null);

/// <summary>A statement that is like a text.</summary>
/// <param name="Score">From 0 to 1: the groups of three and four letters that both have, weighted by how rare they are, as a part of
/// what either has. Halved by a <paramref name="Guard"/>.</param>
/// <param name="Guard">What tells them apart.</param>
/// <param name="Differences">The words or numbers by which they differ, those of the text first; empty without a guard.</param>
public sealed record SimilarStatement(NodeId Id, double Score, SimilarityGuard Guard, IReadOnlyList<string> Differences);
