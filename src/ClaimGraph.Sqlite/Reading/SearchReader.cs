using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Full-text search by FTS5, ranked by BM25. The index holds the words that the core cuts, as the query does.</summary>
internal static class SearchReader
{
    public static List<SearchHit> Search(Connection connection, NodeCache cache, SearchQuery query)
    {
        var parts = SearchTerms.Of(query);
        if (parts.Count == 0 || query.First <= 0)
            return [];
        var nodes = query.WithHighlights ? new NodeReader(connection, cache) : null; // before anything else is read
        var (match, wanted) = (Match(parts), query.Offset + query.First);
        var hits = query.Kinds.Distinct().Where(SearchedTexts.Has).SelectMany(kind => Search(connection, kind, match, wanted)).ToList();
        if (query.Kinds.Count > 1)
            hits = [.. hits.OrderByDescending(h => h.Score).ThenBy(h => h.Id)];
        hits = [.. hits.Skip(query.Offset).Take(query.First)];
        if (nodes is null)
            return hits;
        return [.. hits.Zip(nodes.Get([.. hits.Select(h => h.Id)]), (hit, node) => Highlighted(connection, hit, node!, parts))];
    }

    private static List<SearchHit> Search(Connection connection, NodeKind kind, string match, int first)
    {
        var words = NodeTable.Of(kind).Words;
        var command = connection
            .Prepare($"SELECT rowid, rank FROM {words} WHERE {words} MATCH ?1 ORDER BY rank LIMIT ?2")
            .Bind(1, match)
            .Bind(2, first);
        var hits = new List<SearchHit>(first);
        while (command.Step())
            hits.Add(new SearchHit(NodeId.FromValue(command.Long(0)), -command.Double(1), null));
        command.Reset();
        return hits;
    }

    private static SearchHit Highlighted(Connection connection, SearchHit hit, Node node, IReadOnlyList<SearchTerms.Part> parts)
    {
        connection.Cancellation.ThrowIfCancellationRequested(); // a passage can be found without a look at the file
        return hit with { Highlight = SearchTerms.Passage(parts, NodeTexts.Of(connection, node)) };
    }

    /// <summary>The query in FTS5's language: the words of each part as a string, which contains only letters and digits.</summary>
    private static string Match(IReadOnlyList<SearchTerms.Part> parts) =>
        string.Join(' ', parts.Select(p => $"\"{string.Join(' ', p.Words)}\"{(p.Prefix ? "*" : "")}"));
}
