using System.Globalization;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Nouns;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statements;

/// <summary>
/// The chosen claims as CSV, in the order in which they are shown: at most <see cref="MaxRows"/>, and of a search the best
/// <see cref="MaxFound"/>. They are asked for in pages, with the reader's rights and quota.
/// </summary>
internal sealed class StatementsCsv : IDownload
{
    public const int MaxRows = 5_000;
    public const int MaxFound = 500;

    private const int PageSize = 100;

    private const string Names =
        "id,key,text,language,kind,verdict,strength,supports,rebuts,context,independentSources,attention,claimant,claimedOn,topics,url";

    public string Pattern => "/statements.csv";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        var choice = Choice.Of(visit);
        var csv = new Csv(Names.Split(','));
        string? after = null;
        for (var rows = 0; rows < (choice.Query is null ? MaxRows : MaxFound); rows += PageSize)
        {
            var (found, page) = choice.Query is null ? await ListAsync(visit, choice, after) : await SearchAsync(visit, choice, after);
            foreach (var row in found)
                Write(csv, row, visit.Origin);
            if (!page.HasNextPage)
                break;
            after = page.EndCursor;
        }
        return csv.As("claims.csv");
    }

    private static async ValueTask<(IEnumerable<StatementRow>, PageInfo)> ListAsync(Visit visit, Choice choice, string? after)
    {
        var variables = new JsonObject
        {
            ["filter"] = choice.Filter(),
            ["orderBy"] = choice.OrderBy,
            ["after"] = after,
        };
        var page = (await visit.AskAsync<StatementsTableData>("StatementsTable", variables)).Statements;
        return (page.Nodes, page.PageInfo!);
    }

    private static async ValueTask<(IEnumerable<StatementRow>, PageInfo)> SearchAsync(Visit visit, Choice choice, string? after)
    {
        var variables = new JsonObject
        {
            ["query"] = choice.Query,
            ["filter"] = choice.Filter(),
            ["after"] = after,
        };
        var page = (await visit.AskAsync<StatementsSearchTableData>("StatementsSearchTable", variables)).Search;
        return (page.Edges.Select(e => e.Node), page.PageInfo);
    }

    private static void Write(Csv csv, StatementRow row, string origin) =>
        csv.Add(
            row.Id,
            row.Key,
            row.Text,
            row.Language,
            row.Kind,
            row.Verdict,
            row.Strength.Value.ToString(CultureInfo.InvariantCulture),
            row.EvidenceCounts.Supports.ToString(CultureInfo.InvariantCulture),
            row.EvidenceCounts.Rebuts.ToString(CultureInfo.InvariantCulture),
            row.EvidenceCounts.Context.ToString(CultureInfo.InvariantCulture),
            row.IndependentSources.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', row.Attention),
            row.Claimant?.Name,
            row.ClaimedOn,
            string.Join("; ", row.Topics),
            origin + Address.Statement(row.Id, row.Key)
        );
}
