using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>Full-text search in Lucene's language. The words are the core's, so nothing in them is an operator.</summary>
internal static class SearchCypher
{
    /// <summary>A hit with the texts in which it was found.</summary>
    public readonly record struct Found(NodeId Id, double Score, string[] Texts);

    /// <summary>
    /// Whether Lucene may be asked for the best alone, which it finds without looking at every hit. It gives hits of the same score in any order, so some more are asked
    /// for, of which those that count are chosen here (<see cref="IsSure"/>).
    /// </summary>
    public static bool CanLimit(SearchQuery query, IReadOnlyList<SearchTerms.Part> parts) => !query.WithHighlights && !parts.Any(IsOpenPhrase);

    public static IEnumerable<Query> Search(SearchQuery query, IReadOnlyList<SearchTerms.Part> parts, bool limited, List<Found> found) =>
        from kind in query.Kinds.Distinct()
        where Finds(kind)
        let search = new QueryBuilder().Append("CALL db.index.fulltext.queryNodes('").Append(Index(kind)).Append("', ").Value(Match(kind, parts))
        select (limited ? search.Append(", {limit: ").Value(Limit(query)).Append("}) YIELD node AS n, score")
            : search.Append(") YIELD node AS n, score WITH n, score").AppendTogether(kind, parts).Append(" ORDER BY score DESC, n.id LIMIT ").Value(Wanted(query)))
            .Append($" RETURN n.id, score, {(query.WithHighlights ? Texts(kind) : "[]")}")
            .Query(row => found.Add(new Found(row.Id(), row.Double(), row.Texts())));

    /// <summary>False when hits that were left out may have the score of one that counts.</summary>
    public static bool IsSure(SearchQuery query, List<Found> found) => found.GroupBy(f => f.Id.Kind).All(hits =>
        hits.Count() < Limit(query) || hits.Min(h => h.Score) < hits.OrderByDescending(h => h.Score).ElementAt((int)Wanted(query) - 1).Score);

    private static long Wanted(SearchQuery query) => (long)query.Offset + query.First;
    private static long Limit(SearchQuery query) => 2 * Wanted(query) + 100;

    private static bool IsOpenPhrase(SearchTerms.Part part) => part.Prefix && part.Words.Count > 1;

    private static string Index(NodeKind kind) => UpperSnake.Of(NodeLabel.Of(kind).Name).ToLowerInvariant() + "_words";

    public static bool Finds(NodeKind kind) => Noun.Find(kind)?.Searched.Count > 0;

    /// <summary>A statement is found by the words in which it was said, too: <c>quotes</c>.</summary>
    private static bool HasQuotes(NodeKind kind) => kind == NodeKind.Statement;

    /// <summary>The texts in which a node was found, the most telling first.</summary>
    private static string Texts(NodeKind kind)
    {
        var texts = string.Join(" + ", Noun.Of(kind).Searched.Select(f => Texts(f, $"n.{NodeLabel.Of(kind).Property(f)}")));
        return $"[t IN {texts}{(HasQuotes(kind) ? " + coalesce(n.quotes, [])" : "")} WHERE t IS NOT NULL]";
    }

    private static string Texts(Field field, string property) =>
        field.Type == DataType.TextList ? $"coalesce({property}, [])" : $"[{property}]";

    private static string Match(NodeKind kind, IReadOnlyList<SearchTerms.Part> parts) => string.Join(" AND ", parts.Select(p => Match(kind, p)).Distinct());

    private static string Match(NodeKind kind, SearchTerms.Part part)
    {
        if (!part.Prefix) return In(kind, part.Words.Count == 1 ? part.Words[0] : $"\"{string.Join(' ', part.Words)}\"");
        var last = part.Words[^1];
        return string.Join(" AND ", [.. part.Words.SkipLast(1).Select(w => In(kind, w)), In(kind, $"({last}^2 OR {last}*)")]);
    }

    /// <summary>Lucene has no phrase whose last word may go on; that its words stand together is seen from the words of the node.</summary>
    private static QueryBuilder AppendTogether(this QueryBuilder cypher, NodeKind kind, IReadOnlyList<SearchTerms.Part> parts)
    {
        var between = " WHERE ";
        foreach (var part in parts.Where(IsOpenPhrase))
        {
            var words = HasQuotes(kind) ? $"coalesce(n.words, '') + '{SearchedTexts.Between}' + coalesce(n.quoteWords, '')" : "n.words";
            cypher.Append($"{between}' ' + {words}")
                .Append(" CONTAINS ").Value(" " + string.Join(' ', part.Words));
            between = " AND ";
        }
        return cypher;
    }

    private static string In(NodeKind kind, string term) => HasQuotes(kind) ? $"(words:{term} OR quoteWords:{term})" : $"words:{term}";
}
