using ClaimGraph.Neo4j.Labels;

namespace ClaimGraph.Neo4j.Reading;

/// <summary>The nodes of a noun at one place of a query.</summary>
/// <param name="Variable">What they are called there.</param>
/// <param name="Level">How many links they are away from the nodes <c>n</c> that the query lists.</param>
internal readonly record struct Place(NodeLabel Label, string Variable, int Level)
{
    /// <summary>The nodes <c>n</c> that a query lists.</summary>
    public static Place Of(NodeLabel label) => new(label, "n", 0);

    /// <summary>The nodes that those of this place are linked with.</summary>
    public Place Linked(NodeKind kind) => new(NodeLabel.Of(kind), $"n{Level + 1}", Level + 1);

    /// <summary><c>n.property</c></summary>
    public string Property(Field field) => $"{Variable}.{Label.Property(field)}";
}
