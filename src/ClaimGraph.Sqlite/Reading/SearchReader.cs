using System.Text;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Full-text search by FTS5, ranked by BM25.</summary>
internal static class SearchReader
{
    public static List<SearchHit> Search(Connection connection, SearchQuery query)
    {
        var match = Match(query);
        if (match.Length == 0 || query.First <= 0) return [];
        var wanted = query.Offset + query.First;
        var hits = query.Kinds.Distinct().Where(IsSearchable).SelectMany(kind => Search(connection, kind, match, wanted)).ToList();
        if (query.Kinds.Count > 1) hits = [.. hits.OrderByDescending(h => h.Score).ThenBy(h => h.Id)];
        hits = [.. hits.Skip(query.Offset).Take(query.First)];
        return query.WithHighlights ? [.. hits.Select(h => h with { Highlight = Highlight(connection, h.Id, match) })] : hits;
    }

    private static bool IsSearchable(NodeKind kind) => kind is NodeKind.Statement or NodeKind.Source or NodeKind.Actor or NodeKind.Event;

    private static string Index(NodeKind kind) => kind switch
    {
        NodeKind.Statement => "statement_text",
        NodeKind.Source => "source_text",
        NodeKind.Actor => "actor_text",
        _ => "event_text",
    };

    private static List<SearchHit> Search(Connection connection, NodeKind kind, string match, int first)
    {
        var index = Index(kind);
        var command = connection.Prepare($"SELECT rowid, rank FROM {index} WHERE {index} MATCH ?1 ORDER BY rank LIMIT ?2").Bind(1, match).Bind(2, first);
        var hits = new List<SearchHit>(first);
        while (command.Step()) hits.Add(new SearchHit(NodeId.FromValue(command.Long(0)), -command.Double(1), null));
        command.Reset();
        return hits;
    }

    private static string? Highlight(Connection connection, NodeId id, string match)
    {
        var index = Index(id.Kind);
        var command = connection.Prepare($"SELECT snippet({index}, -1, char({(int)SearchHit.Open}), char({(int)SearchHit.Close}), '…', 40) FROM {index} WHERE {index} MATCH ?1 AND rowid = ?2")
            .Bind(1, match).Bind(2, id.Value);
        var text = command.Step() ? command.TextOrNull(0) : null;
        command.Reset();
        return text;
    }

    /// <summary>The query in FTS5's language: every word or quoted phrase as a string, so that nothing in it is an operator.</summary>
    private static string Match(SearchQuery query)
    {
        var match = new StringBuilder(query.Text.Length + 16);
        foreach (var (words, prefix) in SearchTerms.Split(query)) Append(match, words, prefix);
        return match.ToString();
    }

    // The tokenizer splits at everything that is neither letter nor digit; what has none of either finds nothing and is left out.
    private static void Append(StringBuilder match, string words, bool prefix)
    {
        var clean = new string([.. words.Where(c => c is not '\0')]);
        if (!clean.EnumerateRunes().Any(Rune.IsLetterOrDigit)) return;
        if (match.Length > 0) match.Append(' ');
        match.Append('"').Append(clean).Append('"');
        if (prefix) match.Append('*');
    }
}
