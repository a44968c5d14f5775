using ClaimGraph.Import;

namespace ClaimGraph.Interchange.Records;

/// <summary>A record as a name in formats that ask for IRIs: <c>urn:claimgraph:statement:KEY</c>.</summary>
internal static class NodeUrn
{
    private const string Prefix = "urn:claimgraph:";

    public static string Of(Node node) => Of(node.Kind, ImportFormat.KeyOf(node));

    public static string Of(NodeKind kind, string key) => $"{Prefix}{ImportFormat.Word(kind)}:{Uri.EscapeDataString(key)}";

    /// <summary>The kind and the key of a name of ours; null for any other.</summary>
    public static (NodeKind Kind, string Key)? Read(string? iri)
    {
        if (iri?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return null;
        var parts = iri[Prefix.Length..].Split(':', 2);
        return parts.Length == 2 && Noun.All.FirstOrDefault(n => n.Word == parts[0]) is { } noun
            ? (noun.Kind, Uri.UnescapeDataString(parts[1]))
            : null;
    }
}
