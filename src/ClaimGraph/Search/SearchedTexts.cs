namespace ClaimGraph.Search;

/// <summary>
/// What full-text search finds nodes by. Every store indexes the words that are made here and nothing else, so all stores find the same.
/// </summary>
public static class SearchedTexts
{
    /// <summary>Stands between the words of two texts. It is not a word, so a quoted phrase does not reach across it.</summary>
    public const string Between = " ¶ ";

    /// <summary>At most so many of the different quotes of a statement are searched: those of its oldest appearances.</summary>
    public const int MostQuotes = 100;

    /// <summary>True for a noun with texts to search.</summary>
    public static bool Has(NodeKind kind) => Noun.Find(kind)?.Searched.Count > 0;

    /// <summary>
    /// The texts of a node's own fields, the most telling first. A statement is also found by the quoted words of its active appearances,
    /// which its store adds (<see cref="MostQuotes"/>).
    /// </summary>
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

    /// <summary>The words of some texts, separated by spaces, as an index stores them; null if there are none.</summary>
    public static string? Indexed(IEnumerable<string> texts)
    {
        var words = texts.Select(text => string.Join(' ', Words.Of(text).Select(w => w.Text))).Where(t => t.Length > 0);
        return string.Join(Between, words) is { Length: > 0 } indexed ? indexed : null;
    }
}
