using ClaimGraph.Import;
using ClaimGraph.Interchange.Tables;
using ClaimGraph.Interchange.Verdicts;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>What came of the import of a table.</summary>
/// <param name="Result">The records; places name the row.</param>
/// <param name="Rows">How many rows the table has.</param>
/// <param name="Problems">What is wrong with rows as such: quotation marks, values without a column.</param>
/// <param name="Unmapped">Wordings of ratings that the table of verdicts does not know, and how often each was met.</param>
public sealed record TableResult(
    ImportResult Result,
    long Rows,
    IReadOnlyList<ImportProblem> Problems,
    IReadOnlyDictionary<string, int> Unmapped
);

/// <summary>Brings the rows of a table (CSV, TSV, a list of flat JSON objects) into a store, as a mapping says. A second run of the same
/// table changes nothing.</summary>
public sealed class TableImporter(IClaimStore store, IdSource ids)
{
    /// <summary>What wordings of ratings mean; the built-in table when null.</summary>
    public VerdictTable? Verdicts { get; init; }

    /// <summary>Who the ledger says it was; the name of the table when null.</summary>
    public string? Principal { get; init; }

    /// <summary>Where the import begins, and what is told how far it is.</summary>
    public ImportTrack Track { get; init; } = ImportTrack.None;

    /// <param name="name">What reports and the ledger call the table.</param>
    /// <param name="mapping">A file, or the name of a mapping that comes with the program.</param>
    /// <exception cref="ClaimGraphException">There is no such mapping, or the table lacks a column that it names.</exception>
    public async Task<TableResult> RunAsync(
        string name,
        byte[] table,
        string mapping,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        List<ImportProblem> problems = [];
        var (wanted, verdicts) = (Mapping.Read(mapping), Verdicts ?? VerdictTable.Read());
        var opened = Table.Open(name, table, problems);
        if (wanted.Columns.Except(opened.Columns).ToArray() is [var missing, ..])
            throw new ClaimGraphException(
                $"'{name}' has no column '{missing}', which the mapping names; it has {string.Join(", ", opened.Columns)}."
            );
        var written = new MappedRecords();
        var rows = 0L;
        foreach (var row in opened.Rows())
        {
            rows++;
            foreach (var (kind, record) in wanted.RecordsOf(row, verdicts))
                written.Add(kind, record, row.Place);
        }
        using var input = new ImportInput(name, written.ToFile(), _ => null) { Locate = written.Locate };
        var result = await new Importer(store, ids) { Principal = Principal }.RunAsync(input, Track, progress, cancellation);
        return new TableResult(result, rows, problems, verdicts.Unmapped);
    }
}
