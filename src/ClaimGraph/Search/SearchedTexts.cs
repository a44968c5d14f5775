namespace ClaimGraph.Search;

/// <summary>What full-text search finds nodes by.</summary>
public static class SearchedTexts
{
    /// <summary>True for a noun with texts to search.</summary>
    public static bool Has(NodeKind kind) => Noun.Find(kind)?.Searched.Count > 0;

    /// <summary>The texts of a node's own fields, the most telling first.</summary>
    public static IEnumerable<string> Of(Node node)
    {
        foreach (var field in Noun.Of(node.Kind).Searched)
        {
            if (field is Field<string?> one && one.Get(node.Data) is { } text)
                yield return text;
            if (field is not Field<IReadOnlyList<string>> many)
                continue;
            foreach (var entry in many.Get(node.Data))
                yield return entry;
        }
    }
}
