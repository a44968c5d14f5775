using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Search;

/// <summary>What a search finds as CSV, best first, at most <see cref="MaxRows"/>.</summary>
internal sealed class SearchCsv : IDownload
{
    public const int MaxRows = 500;

    private const int PageSize = 100;

    public string Pattern => "/search.csv";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        if (visit.Value("q") is not { } query)
            return null;
        var kind = SearchPage.KindOf(visit);
        var csv = new Csv("type", "id", "key", "text", "language", "verdict", "publisher", "date", "url");
        string? after = null;
        for (var rows = 0; rows < MaxRows; rows += PageSize)
        {
            var found = await SearchPage.FindAsync(visit, query, kind, PageSize, after);
            foreach (var node in found.Edges.Select(e => e.Node))
            {
                var date = node.PublishedOn ?? node.StartsOn;
                var url = node.Url ?? visit.Origin + node.Address;
                csv.Add(node.Type, node.Id, node.Key, node.Label, node.Language, node.Verdict, node.Publisher?.Name, date, url);
            }
            if (!found.PageInfo.HasNextPage)
                break;
            after = found.PageInfo.EndCursor;
        }
        return csv.As("search.csv");
    }
}
