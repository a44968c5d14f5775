using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Documents;
using CsvHelper;

namespace ClaimGraph.Interchange.Tables;

/// <summary>
/// The rows of a file: comma, semicolon, tab or bar between the values, quotation marks around those that hold line breaks; or a list of
/// flat objects of JSON. Encoding and delimiter are found out. Quotation marks that do not match are named; one that never closes costs
/// its own line, not the rest of the file.
/// </summary>
internal sealed class Table
{
    private readonly string _name;
    private readonly string _text;
    private readonly List<ImportProblem> _problems;
    private readonly JsonElement[]? _objects; // of JSON

    private Table(string name, string text, List<ImportProblem> problems)
    {
        (_name, _text, _problems) = (name, text, problems);
        if (text.AsSpan().TrimStart() is ['[', ..])
            _objects = Objects();
        Columns = _objects is null ? HeadersOf(text) : [.. _objects.SelectMany(o => o.EnumerateObject()).Select(m => m.Name).Distinct()];
    }

    public IReadOnlyList<string> Columns { get; }

    /// <param name="problems">Gets what is wrong with rows.</param>
    public static Table Open(string name, byte[] bytes, List<ImportProblem> problems)
    {
        var text = TextDecoding.Decode(bytes, out var guessed);
        if (guessed is not null)
            problems.Add(new ImportProblem(name, "", ProblemCode.InvalidText, $"The file is not UTF-8; it was read as {guessed}."));
        return new Table(name, text, problems);
    }

    public IEnumerable<TableRow> Rows() => _objects is null ? CsvRows() : JsonRows(_objects);

    private static string[] HeadersOf(string text)
    {
        using var csv = CsvReader.FromText(text, CsvReaderOptions.Default);
        return [.. csv.Headers.Select(h => h.Trim())];
    }

    private IEnumerable<TableRow> CsvRows()
    {
        List<CsvMalformedRecord> malformed = [];
        long? unclosed = null;
        var number = 0;
        using (var csv = CsvReader.FromText(_text, Options(malformed)))
            while (csv.Read())
            {
                unclosed = malformed
                    .Where(m => m.Reason == CsvMalformedReason.UnterminatedQuote)
                    .Select(m => (long?)m.LineNumber)
                    .FirstOrDefault();
                if (unclosed is not null)
                    break;
                var row = RowOf(csv, ++number, csv.LineNumber);
                Report(malformed, row.Place);
                yield return row;
            }
        if (unclosed is not { } line)
            yield break;
        Name($"line {line}", "A quotation mark is opened here and never closed; from here on, each line was read for itself.");
        var rest = Options(malformed) with { HasHeader = false, AllowLineBreaksInQuotes = false, Separator = Separator() };
        using var lines = CsvReader.FromText(AfterLines(_text, line - 1), rest);
        while (lines.Read())
            yield return RowOf(lines, ++number, line + lines.LineNumber - 1);
    }

    private char Separator()
    {
        using var csv = CsvReader.FromText(_text, CsvReaderOptions.Default);
        csv.Read();
        return (char)csv.Separator;
    }

    private static CsvReaderOptions Options(List<CsvMalformedRecord> malformed) =>
        CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            OnMalformedRecord = malformed.Add,
        };

    private TableRow RowOf(CsvReader csv, int number, long line)
    {
        var values = new Dictionary<string, string> { [TableRow.File] = Path.GetFileNameWithoutExtension(_name) };
        var place = $"row {number}, line {line}";
        for (var i = 0; i < Columns.Count; i++)
            values[Columns[i]] = i < csv.FieldCount ? csv.GetString(i) : "";
        if (csv.FieldCount != Columns.Count)
            Name(place, $"The row has {csv.FieldCount} values for {Columns.Count} columns.");
        return new TableRow(place, values);
    }

    private void Report(List<CsvMalformedRecord> malformed, string place)
    {
        foreach (var record in malformed)
            Name(
                place,
                record.Reason == CsvMalformedReason.TextAfterClosingQuote
                    ? "Text follows a closing quotation mark; write a quotation mark within a value twice."
                    : "A quotation mark stands within a value that has none around it; it was kept."
            );
        malformed.Clear();
    }

    private void Name(string place, string message) => _problems.Add(new ImportProblem(_name, place, ProblemCode.InvalidFormat, message));

    private static string AfterLines(string text, long lines)
    {
        var at = 0;
        for (; lines > 0 && at >= 0; lines--)
            at = text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;
        return text[at..];
    }

    private IEnumerable<TableRow> JsonRows(JsonElement[] objects) =>
        objects.Select(
            (item, i) =>
            {
                var values = new Dictionary<string, string> { [TableRow.File] = Path.GetFileNameWithoutExtension(_name) };
                foreach (var member in item.EnumerateObject())
                    values[member.Name] = Ld.Text(member.Value) ?? "";
                return new TableRow($"row {i + 1}", values);
            }
        );

    private JsonElement[] Objects()
    {
        var (values, _, error) = LenientJson.Parse(_text);
        return error is null
            ? [.. values.SelectMany(Ld.All).Where(v => v.ValueKind == JsonValueKind.Object)]
            : throw new ClaimGraphException($"'{_name}' is not valid JSON: {error}.");
    }
}
