using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Reading.Statements;

/// <summary>
/// The chosen claims as CSV (RFC 4180), in the same order, at most <see cref="MaxRows"/>. What a search finds has no order of rows, so it
/// is left out.
/// </summary>
internal sealed class StatementsCsv : IDownload
{
    public const int MaxRows = 5_000;

    private const string Header =
        "id,key,text,language,kind,verdict,strength,supports,rebuts,context,independentSources,attention,claimant,claimedOn,topics,url\r\n";

    public string Pattern => "/statements.csv";

    public async ValueTask<Download?> WriteAsync(Visit visit)
    {
        var choice = Choice.Of(visit);
        var csv = new StringBuilder("\uFEFF").Append(Header); // the mark tells spreadsheets that it is UTF-8
        string? after = null;
        for (var rows = 0; rows < MaxRows; rows += 100)
        {
            var page = (
                await visit.AskAsync<StatementsTableData>(
                    "StatementsTable",
                    new JsonObject
                    {
                        ["filter"] = choice.Filter(),
                        ["orderBy"] = choice.OrderBy,
                        ["after"] = after,
                    }
                )
            ).Statements;
            foreach (var row in page.Nodes)
                Write(csv, row, visit.Origin);
            if (!page.PageInfo!.HasNextPage)
                break;
            after = page.PageInfo.EndCursor;
        }
        return new Download("text/csv; charset=utf-8", csv.ToString(), "claims.csv");
    }

    private static void Write(StringBuilder csv, StatementRow row, string origin)
    {
        string?[] values =
        [
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
            origin + Address.Statement(row.Id, row.Key),
        ];
        csv.AppendJoin(',', values.Select(Cell)).Append("\r\n");
    }

    /// <summary>A cell. What a spreadsheet would take for a formula gets an apostrophe, because others wrote these texts.</summary>
    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var text = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
