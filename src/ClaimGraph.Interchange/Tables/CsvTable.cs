using System.Runtime.CompilerServices;
using ClaimGraph.Import;
using CsvHelper;

namespace ClaimGraph.Interchange.Tables;

/// <summary>
/// Comma, semicolon, tab or bar between the values, quotation marks around those that hold line breaks. Quotation marks that do not match
/// are named; one that never closes costs its own line, not the rest of the file.
/// </summary>
internal sealed class CsvTable : Table
{
    /// <summary>A quotation mark that is open for so long, in bytes, never closes.</summary>
    private const int LongestRow = 16 * 1024 * 1024;

    private static readonly CsvReaderOptions Reading = CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        MaxRecordSize = LongestRow,
    };

    private readonly string _name;
    private readonly Action<ImportProblem> _report;
    private readonly char _separator;

    private CsvTable(string name, Stream text, Action<ImportProblem> report, CsvReader header)
        : base(name, text) =>
        (_name, _report, Columns, _separator) = (name, report, [.. header.Headers.Select(h => h.Trim())], header.Separator);

    public override IReadOnlyList<string> Columns { get; }

    public static new async Task<CsvTable> OpenAsync(string name, Stream text, Action<ImportProblem> report, CancellationToken cancellation)
    {
        await using var csv = CsvReader.Create(text, Reading, leaveOpen: true);
        try
        {
            await csv.ReadHeaderAsync(cancellation);
        }
        catch (CsvFormatException e)
        {
            throw new ClaimGraphException($"'{name}' does not begin with the names of its columns.", e);
        }
        var table = new CsvTable(name, text, report, csv);
        foreach (var column in table.Columns.CountBy(c => c).Where(c => c.Value > 1 && c.Key.Length > 0))
            table.Report("line 1", $"{column.Value} columns are called '{column.Key}'; the first is read.");
        return table;
    }

    public override async IAsyncEnumerable<TableRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        List<CsvMalformedRecord> malformed = [];
        var number = 0L;
        Next next;
        Text.Position = 0;
        await using (var csv = CsvReader.Create(Text, Reading with { OnMalformedRecord = malformed.Add }, leaveOpen: true))
            while ((next = await NextAsync(csv, malformed, cancellation)).IsRow)
            {
                var row = RowOf(csv, ++number, csv.LineNumber);
                Report(malformed, row.Place);
                yield return row;
            }
        if (next.UnclosedAt is not { } start)
            yield break;
        Report($"line {start.Line}", "A quotation mark is opened here and never closed; from here on, each line was read for itself.");
        Text.Position = start.Offset;
        await using var lines = CsvReader.Create(Text, LineByLine, leaveOpen: true);
        while ((next = await NextAsync(lines, [], cancellation)).IsRow)
            yield return RowOf(lines, ++number, start.Line + lines.LineNumber - 1);
        if (next.UnclosedAt is { } tooLong)
            throw new ClaimGraphException($"'{_name}', line {start.Line + tooLong.Line - 1:N0} is longer than {LongestRow >> 20} MB.");
    }

    private CsvReaderOptions LineByLine => Reading with { HasHeader = false, AllowLineBreaksInQuotes = false, Separator = _separator };

    /// <param name="UnclosedAt">Where the row begins, if it has no end.</param>
    private readonly record struct Next(bool IsRow, (long Offset, long Line)? UnclosedAt);

    private static async ValueTask<Next> NextAsync(CsvReader csv, List<CsvMalformedRecord> malformed, CancellationToken cancellation)
    {
        try
        {
            var isRow = await csv.ReadAsync(cancellation);
            return malformed.Exists(m => m.Reason == CsvMalformedReason.UnterminatedQuote)
                ? new Next(false, (csv.ByteOffset, csv.LineNumber))
                : new Next(isRow, null);
        }
        catch (CsvFormatException e)
        {
            return new Next(false, (e.ByteOffset, e.LineNumber));
        }
    }

    private TableRow RowOf(CsvReader csv, long number, long line)
    {
        var (values, place) = (NewRow(), $"row {number}, line {line}");
        for (var i = 0; i < Columns.Count; i++)
            values.TryAdd(Columns[i], i < csv.FieldCount ? csv.GetString(i) : "");
        if (csv.FieldCount != Columns.Count)
            Report(place, $"The row has {csv.FieldCount} values for {Columns.Count} columns.");
        return new TableRow(place, values);
    }

    private void Report(List<CsvMalformedRecord> malformed, string place)
    {
        foreach (var record in malformed)
            Report(
                place,
                record.Reason == CsvMalformedReason.TextAfterClosingQuote
                    ? "Text follows a closing quotation mark; write a quotation mark within a value twice."
                    : "A quotation mark stands within a value that has none around it; it was kept."
            );
        malformed.Clear();
    }

    private void Report(string place, string message) => _report(new ImportProblem(_name, place, ProblemCode.InvalidFormat, message));
}
