namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>A version of the messaging protocol.</summary>
internal readonly record struct BoltVersion(byte Major, byte Minor)
{
    public static readonly BoltVersion Oldest5 = new(5, 0), Newest5 = new(5, 8), Only4 = new(4, 4);

    /// <summary>Whether this client speaks it.</summary>
    public bool IsSpoken => this == Only4 || (Major == 5 && Minor <= Newest5.Minor);

    public bool IsAtLeast(byte major, byte minor) => Major > major || (Major == major && Minor >= minor);

    public override string ToString() => $"{Major}.{Minor}";
}
