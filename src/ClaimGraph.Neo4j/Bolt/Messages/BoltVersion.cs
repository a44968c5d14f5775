namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>A version of the Bolt protocol.</summary>
internal readonly record struct BoltVersion(byte Major, byte Minor)
{
    private const byte Newest5 = 8;

    /// <summary>True if this client speaks it: 4.4, and 5.0 to 5.8.</summary>
    public bool IsSupported => (Major == 4 && Minor == 4) || (Major == 5 && Minor <= Newest5);

    public bool IsAtLeast(byte major, byte minor) => Major > major || (Major == major && Minor >= minor);

    public override string ToString() => $"{Major}.{Minor}";
}
