using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Searching;

/// <summary>Runs full-text searches.</summary>
internal sealed class SearchReader(IDriver driver, WordIndex words)
{
    public async ValueTask<IReadOnlyList<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellation)
    {
        var parts = SearchTerms.Of(query);
        if (parts.Count == 0 || query.First <= 0)
            return [];
        await words.CatchUpAsync(cancellation);
        var hits = new List<SearchCypher.Hit>();
        var isLimited = SearchCypher.CanLimit(parts);
        await driver.ReadAsync([.. SearchCypher.Search(query, parts, isLimited, hits)], cancellation);
        if (isLimited && !SearchCypher.IsComplete(query, hits))
        {
            hits.Clear();
            await driver.ReadAsync([.. SearchCypher.Search(query, parts, isLimited: false, hits)], cancellation);
        }
        var page = hits.OrderByDescending(h => h.Score).ThenBy(h => h.Id).Skip(query.Offset).Take(query.First).ToArray();
        var texts = new Dictionary<NodeId, string[]>();
        if (query.WithHighlights)
            await driver.ReadAsync([.. SearchCypher.ReadTexts(page.Select(h => h.Id), texts)], cancellation);
        return [.. page.Select(h => new SearchHit(h.Id, h.Score, query.WithHighlights ? SearchTerms.Passage(parts, texts[h.Id]) : null))];
    }
}
