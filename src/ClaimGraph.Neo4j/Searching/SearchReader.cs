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
        var isLimited = SearchCypher.CanLimit(query, parts);
        await driver.ReadAsync([.. SearchCypher.Search(query, parts, isLimited, hits)], cancellation);
        if (isLimited && !SearchCypher.IsComplete(query, hits))
        {
            hits.Clear();
            await driver.ReadAsync([.. SearchCypher.Search(query, parts, isLimited: false, hits)], cancellation);
        }
        return
        [
            .. hits.OrderByDescending(h => h.Score)
                .ThenBy(h => h.Id)
                .Skip(query.Offset)
                .Take(query.First)
                .Select(h => new SearchHit(h.Id, h.Score, query.WithHighlights ? SearchTerms.Passage(parts, h.Texts) : null)),
        ];
    }
}
