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
public sealed record SimilarQuery(string Text, int First, NodeId? Except = null)
{
    /// <summary>What a language model takes to mean the same as the text, nearest first.</summary>
    public IReadOnlyList<MeantStatement> Meant { get; init; } = [];
}

/// <summary>A statement that a language model takes to mean the same as a text.</summary>
/// <param name="Similarity">The cosine of their embeddings, from 0 to 1.</param>
public readonly record struct MeantStatement(NodeId Id, double Similarity);

/// <summary>A statement that is like a text.</summary>
/// <param name="Score">From 0 to 1: the groups of three and four letters that both have, weighted by how rare they are, as a part of
/// what either has; or, if it is greater, the similarity of their meaning to a language model. Halved by a
/// <paramref name="Guard"/>.</param>
/// <param name="Guard">What tells them apart.</param>
/// <param name="Differences">The words or numbers by which they differ, those of the text first; empty without a guard.</param>
public sealed record SimilarStatement(NodeId Id, double Score, SimilarityGuard Guard, IReadOnlyList<string> Differences);
