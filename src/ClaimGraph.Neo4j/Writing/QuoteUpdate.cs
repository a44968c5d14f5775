using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Searching;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// The queries that update the quotes of statements: search finds an active statement by the words of its appearances, too.
/// </summary>
internal static class QuoteUpdate
{
    private static readonly string ReadQuotes = $$"""
        UNWIND $ids AS id CALL { WITH id
          MATCH (a:Appearance) WHERE a.statement = id AND a.createdAt IS NOT NULL AND a.id IS NOT NULL
            AND a.anchorExact IS NOT NULL AND {{Conditions.IsActive("a")}}
          WITH a.anchorExact AS quote, min(a.createdAt) AS first ORDER BY first, quote LIMIT {{SearchedTexts.MostQuotes}}
          RETURN collect(quote) AS quotes }
        MATCH (s:Node {id: id}) RETURN id, CASE WHEN {{Conditions.IsActive("s")}} THEN quotes ELSE [] END
        """;

    private const string WriteQuotes = "UNWIND $rows AS row MATCH (n:Node {id: row[0]}) SET n += row[1]";

    public static NodeId[] StatementsToUpdate(IReadOnlyList<NodeWrite> writes) =>
        [.. writes.Select(w => w.StatementWithOtherQuotes ?? (ChangesActivity(w) ? w.After.Id : null)).OfType<NodeId>().Distinct()];

    private static bool ChangesActivity(NodeWrite write) =>
        write.After is Statement { Derived.AppearanceCount: > 0 } after && write.Before is { } before && before.IsActive != after.IsActive;

    public static Query Read(NodeId[] statements, Dictionary<long, string[]> quotes) =>
        new(ReadQuotes, NodeCypher.Ids(statements), row => quotes[row.Long()] = row.Texts());

    public static Query Write(Dictionary<long, string[]> quotes, WordPlacement words)
    {
        var rows = new List<object?>();
        foreach (var (id, ofStatement) in quotes)
        {
            var properties = new Properties { ["quotes"] = ofStatement, ["quoteWords"] = SearchedTexts.Indexed(ofStatement) };
            rows.Add(new List<object?> { id, words.Place(NodeId.FromValue(id), properties) });
        }
        return new Query(WriteQuotes, NodeCypher.Parameter("rows", rows));
    }
}
