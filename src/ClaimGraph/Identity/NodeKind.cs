namespace ClaimGraph;

/// <summary>The nouns of the claim graph. The number is stored; never renumber.</summary>
public enum NodeKind : byte
{
    Actor = 1,
    Source = 2,
    Event = 3,
    Statement = 4,
    Appearance = 5,
    Evidence = 6,
    Review = 7,
}
