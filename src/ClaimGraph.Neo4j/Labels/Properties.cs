using System.Collections;

namespace ClaimGraph.Neo4j.Labels;

/// <summary>The properties of a node as a parameter: null where there is no value, so that a property that was there goes.</summary>
internal sealed class Properties : Dictionary<string, object?>
{
    public void Add(string name, NodeId? id) => Add(name, (object?)id?.Value);
    public void Add(string name, PartialDate? date) => Add(name, (object?)date?.ToString());
    public void Add(string name, DateTimeOffset? time) => Add(name, (object?)time?.ToUnixTimeMilliseconds());
    public void Add(string name, int? number) => Add(name, (object?)(long?)number);
    public void Add<TEnum>(string name, TEnum? value) where TEnum : struct, Enum => Add(name, value is { } some ? Names<TEnum>.Of(some) : null);
    public void Add(string name, IReadOnlyList<string> texts) => Add(name, texts.Count == 0 ? null : (object)texts.ToArray());
    public void Add(string name, IEnumerable<NodeId> ids) => Add(name, ids.Select(id => id.Value).ToArray() is { Length: > 0 } values ? values : null);

    /// <summary>A text by which lists are filtered and ordered: as it is, folded, and as it is ordered where that differs.</summary>
    public void AddText(string name, string? text)
    {
        var order = text is null ? null : TextOrder.Of(text);
        Add(name, (object?)text);
        Add(name + Folded, text is null ? null : (object)NormalisedText.Fold(text));
        Add(name + TextOrder.Suffix, ReferenceEquals(order, text) ? null : (object?)order);
    }

    /// <summary>A number by which nothing is filtered or ordered: it stands where it is not 0. Most of these are 0 for most nodes, and each property costs.</summary>
    public void AddNonZero(string name, long number) => Add(name, number == 0 ? null : (object)number);

    /// <summary>All but the words of the quote.</summary>
    public void AddAnchor(QuoteAnchor? anchor)
    {
        Add("quotePrefix", (object?)anchor?.Prefix);
        Add("quoteSuffix", (object?)anchor?.Suffix);
        Add("quoteStart", anchor?.Start);
        Add("quoteEnd", anchor?.End);
        Add("quoteLanguage", (object?)anchor?.Language);
    }

    /// <summary>All but the counts by stance.</summary>
    public void AddArgued(ArguedFor argued)
    {
        AddNonZero("statementSupportCount", argued.StatementSupportCount);
        AddNonZero("statementRebutCount", argued.StatementRebutCount);
        AddNonZero("statementContextCount", argued.StatementContextCount);
        AddNonZero("retractedBasisCount", argued.RetractedBasisCount);
        AddNonZero("supportWeight", argued.SupportWeight);
        AddNonZero("rebutWeight", argued.RebutWeight);
    }

    /// <summary>These properties without those that were the same before; the id stays.</summary>
    public Properties Since(Properties before)
    {
        foreach (var (name, value) in before)
            if (name != "id" && IsSame(value, this[name])) Remove(name);
        return this;
    }

    /// <summary>These properties as a new node gets them.</summary>
    public Properties WithoutNulls()
    {
        foreach (var (name, value) in this)
            if (value is null) Remove(name);
        return this;
    }

    private static bool IsSame(object? a, object? b) =>
        a is Array x ? b is Array y && StructuralComparisons.StructuralEqualityComparer.Equals(x, y) : Equals(a, b);

    /// <summary>Stands between the words of two texts. It is no word, so that words in quotation marks do not reach over it.</summary>
    public const string Between = " ¶ ";

    /// <summary>What full-text search finds the node by.</summary>
    public void AddWords(Node node, params IEnumerable<string?> texts) => Add("words", node.IsActive ? Joined(texts) : null);

    public static string? Joined(IEnumerable<string?> texts) =>
        string.Join(Between, texts.OfType<string>().Select(t => string.Join(' ', Words.Of(t).Select(w => w.Text))).Where(t => t.Length > 0)) is { Length: > 0 } words ? words : null;

    /// <summary>What the name of a text is followed by in the name of its folded form.</summary>
    public const string Folded = "Folded";
}
