namespace ClaimGraph.Search;

/// <summary>Kinds of node, as bits.</summary>
internal readonly record struct KindSet(uint Bits)
{
    public static KindSet Of(IEnumerable<NodeKind> kinds) => new(kinds.Aggregate(0u, (bits, kind) => bits | (1u << (int)kind)));

    public bool Has(NodeKind kind) => (Bits >> (int)kind & 1) != 0;
}
