using System.ComponentModel;

namespace ClaimGraph;

/// <summary>The nouns of the claim graph. The number is stored, in every id too, which has room for the numbers 1 to 31; never
/// renumber.</summary>
[Description("The nouns of the graph.")]
public enum NodeKind : byte
{
    Actor = 1,
    Source = 2,
    Event = 3,
    Statement = 4,
    Appearance = 5,
    Evidence = 6,
    Review = 7,
    Relation = 9,
    Proposal = 12,
    ReviewRequest = 13,
}

/// <summary>The nouns as a whole.</summary>
public static class NodeKinds
{
    /// <summary>
    /// The remainder of <see cref="NodeId.Value"/> by this is the number of the kind: for queries of a database that tell kinds apart.
    /// </summary>
    public const long Modulus = IdLayout.KindModulus;

    private static readonly uint Known = Enum.GetValues<NodeKind>().Aggregate(0u, (known, kind) => known | Bit(kind));

    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<NodeKind> All { get; } = Enum.GetValues<NodeKind>();

    /// <summary>False for a number that is not the number of a noun, as an id from elsewhere can hold it.</summary>
    public static bool IsKnown(this NodeKind kind) => (int)kind <= IdLayout.GreatestKind && (Known >> (int)kind & 1) != 0;

    /// <exception cref="InvalidOperationException">Ids have no room for the number.</exception>
    private static uint Bit(NodeKind kind) =>
        (int)kind is > 0 and <= IdLayout.GreatestKind
            ? 1u << (int)kind
            : throw new InvalidOperationException($"{kind} has the number {(int)kind}; ids have room for 1 to {IdLayout.GreatestKind}.");
}
