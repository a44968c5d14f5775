using ClaimGraph.Import;
using ClaimGraph.Interchange.Tables;
using ClaimGraph.Interchange.Verdicts;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>What came of the import of a table.</summary>
/// <param name="Result">The records, and what is wrong with rows as such; places name the row.</param>
/// <param name="Rows">How many rows the table has.</param>
/// <param name="Unmapped">Wordings of ratings that the table of verdicts does not know, and how often each was met.</param>
public sealed record TableResult(ImportResult Result, long Rows, IReadOnlyDictionary<string, int> Unmapped);

/// <summary>Brings the rows of a table (CSV, TSV, a list of flat JSON objects) into a store, as a mapping says. A second run of the same
/// table changes nothing.</summary>
public sealed class TableImporter(IClaimStore store, IdSource ids)
{
    private const int RowsPerStep = 1_000;
    private const string NoRecord = "The row gives no record, as it has no value for any key of the mapping.";

    /// <summary>What wordings of ratings mean; the built-in table when null.</summary>
    public VerdictTable? Verdicts { get; init; }

    /// <summary>Who the ledger says it was; the name of the table when null.</summary>
    public string? Principal { get; init; }

    /// <summary>Where the import begins, and what is told how far it is.</summary>
    public ImportTrack Track { get; init; } = ImportTrack.None;

    /// <param name="name">What reports and the ledger call the table.</param>
    /// <param name="table">A stream that can seek; of any size, as one row is read after the other.</param>
    /// <param name="mapping">A file, or the name of a mapping that comes with the program.</param>
    /// <exception cref="ClaimGraphException">There is no such mapping, or the table lacks a column that it names.</exception>
    public async Task<TableResult> RunAsync(
        string name,
        Stream table,
        string mapping,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var (wanted, verdicts, result) = (Mapping.Read(mapping), Verdicts ?? VerdictTable.Read(), Track.Result);
        result.IsMuted = Track.Position is not null;
        using var opened = await Table.OpenAsync(name, table, result.AddWarning, cancellation);
        if (wanted.Columns.Except(opened.Columns).ToArray() is [var missing, ..])
            throw new ClaimGraphException(
                $"'{name}' has no column '{missing}', which the mapping names; it has {string.Join(", ", opened.Columns)}."
            );
        using var written = new MappedRecords();
        var (rows, records) = (0L, 0L);
        await foreach (var row in opened.RowsAsync(cancellation))
        {
            var before = records;
            foreach (var (kind, record) in wanted.RecordsOf(row, verdicts))
            {
                written.Add(kind, record, row.Place);
                records++;
            }
            if (records == before && wanted.AsksNothing && !row.IsBlank)
                result.AddWarning(new ImportProblem(name, row.Place, ProblemCode.Required, NoRecord));
            if (++rows % RowsPerStep == 0)
                progress?.Report(new ImportProgress(null, table.Position, table.Length, result.ErrorCount));
        }
        using var input = written.ToInput(name, isPartial: false);
        await new Importer(store, ids) { Principal = Principal }.RunAsync(input, Track, progress, cancellation);
        return new TableResult(result, rows, verdicts.Unmapped);
    }
}
