namespace ClaimGraph.Ledger;

/// <summary>
/// The JSON of a node in the ledger: what was entered, nothing derived. The text of a snapshot stands in the entry that brings it; later
/// entries name its hash. Names are those of the C# records in camel case, enums in words, unset fields left out.
/// </summary>
public static class NodeJson
{
    public static string Write(Node node) => Noun.Of(node.Kind).WriteJson(node);

    /// <summary>The JSON of what other nodes make of a node, which no entry of the ledger holds; null where nothing is derived.</summary>
    internal static string? WriteDerived(Node node) => Noun.Of(node.Kind).WriteDerivedJson(node);

    /// <summary>Reads what <see cref="Write"/> wrote; derived values are those of a node without links.</summary>
    public static Node Read(NodeKind kind, string json) => Noun.Of(kind).ReadJson(json);
}
