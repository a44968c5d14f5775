namespace ClaimGraph;

/// <summary>Values of fields, as <see cref="Field.Read"/> gives them.</summary>
internal static class FieldValue
{
    /// <summary>Whether two values of one field are the same; snapshots are by their hash.</summary>
    public static bool IsSame(object? one, object? other) =>
        (one, other) switch
        {
            (Snapshot a, Snapshot b) => a.Sha256 == b.Sha256,
            (IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b),
            (IReadOnlyList<NodeId> a, IReadOnlyList<NodeId> b) => a.SequenceEqual(b),
            (IReadOnlyList<ContentPart> a, IReadOnlyList<ContentPart> b) => a.SequenceEqual(b),
            _ => Equals(one, other),
        };
}
