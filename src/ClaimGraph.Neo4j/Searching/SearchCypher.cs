using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>Full-text search in Lucene's query language. The core has split and folded the words, so they contain no operators.</summary>
internal static class SearchCypher
{
    public readonly record struct Hit(NodeId Id, double Score);

    /// <summary>
    /// True if Lucene can be asked for the best hits only, which it finds without visiting all. It returns hits of equal score in any
    /// order, so the query asks for some more, and the program picks those that count (<see cref="IsComplete"/>).
    /// </summary>
    public static bool CanLimit(IReadOnlyList<SearchTerms.Part> parts) => !parts.Any(IsOpenPhrase);

    public static IEnumerable<Query> Search(SearchQuery query, IReadOnlyList<SearchTerms.Part> parts, bool isLimited, List<Hit> hits) =>
        from kind in query.Kinds.Distinct()
        where IsSearchable(kind)
        select new QueryBuilder()
            .AppendMatch(kind, query, parts, isLimited)
            .Append(" RETURN n.id, score")
            .Query(row => hits.Add(new Hit(row.Id(), row.Double())));

    /// <summary>Reads the texts of nodes that can be highlighted, the most telling first.</summary>
    public static IEnumerable<Query> ReadTexts(IEnumerable<NodeId> ids, Dictionary<NodeId, string[]> texts) =>
        from ofKind in ids.GroupBy(id => id.Kind)
        select new Query(
            $"UNWIND $ids AS id MATCH (n:Node {{id: id}}) RETURN id, {Texts(ofKind.Key)}",
            NodeCypher.Ids(ofKind),
            row => texts[row.Id()] = row.Texts()
        );

    private static QueryBuilder AppendMatch(
        this QueryBuilder search,
        NodeKind kind,
        SearchQuery query,
        IReadOnlyList<SearchTerms.Part> parts,
        bool isLimited
    )
    {
        search.Append($"CALL db.index.fulltext.queryNodes('{Index(kind)}', ").Parameter(LuceneQuery(kind, parts));
        if (isLimited)
            return search.Append(", {limit: ").Parameter(Limit(query)).Append("}) YIELD node AS n, score");
        return search
            .Append(") YIELD node AS n, score WITH n, score")
            .AppendOpenPhrases(kind, parts)
            .Append(" ORDER BY score DESC, n.id LIMIT ")
            .Parameter(Wanted(query));
    }

    /// <summary>False if a hit beyond the limit may have the same score as one that counts.</summary>
    public static bool IsComplete(SearchQuery query, List<Hit> hits) =>
        hits.GroupBy(h => h.Id.Kind)
            .All(ofKind =>
                ofKind.Count() < Limit(query)
                || ofKind.Min(h => h.Score) < ofKind.Select(h => h.Score).OrderDescending().ElementAt((int)Wanted(query) - 1)
            );

    private static long Wanted(SearchQuery query) => (long)query.Offset + query.First;

    private static long Limit(SearchQuery query) => 2 * Wanted(query) + 100;

    private static bool IsOpenPhrase(SearchTerms.Part part) => part.Prefix && part.Words.Count > 1;

    private static string Index(NodeKind kind) => UpperSnake.Of(NodeLabel.Of(kind).Name).ToLowerInvariant() + "_words";

    public static bool IsSearchable(NodeKind kind) => Noun.Find(kind)?.Searched.Count > 0;

    /// <summary>True if nodes of a kind have <c>quotes</c>: search finds a statement by the words of its appearances, too.</summary>
    private static bool HasQuotes(NodeKind kind) => kind == NodeKind.Statement;

    private static string Texts(NodeKind kind)
    {
        var texts = string.Join(" + ", Noun.Of(kind).Searched.Select(f => Texts(f, $"n.{NodeLabel.Of(kind).Property(f)}")));
        return $"[t IN {texts}{(HasQuotes(kind) ? " + coalesce(n.quotes, [])" : "")} WHERE t IS NOT NULL]";
    }

    private static string Texts(Field field, string property) =>
        field.Type == DataType.TextList ? $"coalesce({property}, [])" : $"[{property}]";

    private static string LuceneQuery(NodeKind kind, IReadOnlyList<SearchTerms.Part> parts) =>
        string.Join(" AND ", parts.Select(p => LuceneQuery(kind, p)));

    private static string LuceneQuery(NodeKind kind, SearchTerms.Part part)
    {
        if (!part.Prefix)
            return In(kind, part.Words.Count == 1 ? part.Words[0] : $"\"{string.Join(' ', part.Words)}\"");
        var last = part.Words[^1];
        return string.Join(" AND ", [.. part.Words.SkipLast(1).Select(w => In(kind, w)), In(kind, $"({last}^2 OR {last}*)")]);
    }

    /// <summary>
    /// Lucene has no phrase that ends with a prefix: a condition on the words of the node finds out whether they are adjacent.
    /// </summary>
    private static QueryBuilder AppendOpenPhrases(this QueryBuilder search, NodeKind kind, IReadOnlyList<SearchTerms.Part> parts)
    {
        var words = HasQuotes(kind)
            ? $"' ' + coalesce(n.words, '') + '{SearchedTexts.Between}' + coalesce(n.quoteWords, '')"
            : "' ' + n.words";
        var keyword = " WHERE ";
        foreach (var part in parts.Where(IsOpenPhrase))
        {
            search.Append(keyword).Append(words).Append(" CONTAINS ").Parameter(" " + string.Join(' ', part.Words));
            keyword = " AND ";
        }
        return search;
    }

    private static string In(NodeKind kind, string term) => HasQuotes(kind) ? $"(words:{term} OR quoteWords:{term})" : $"words:{term}";
}
