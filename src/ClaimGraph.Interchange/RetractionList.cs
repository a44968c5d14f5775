using System.Runtime.CompilerServices;
using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Tables;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>What came of a list of retractions. Every row is counted once but for those of a publication with several.</summary>
/// <param name="Rows">How many rows the list has.</param>
/// <param name="Changed">The sources that were marked, each as it is now.</param>
/// <param name="Already">Sources that were marked so before.</param>
/// <param name="Unknown">Rows of publications that are no source of the store.</param>
/// <param name="Unnamed">Rows without an identifier.</param>
/// <param name="Noted">Sources of which only a notice tells that changes nothing, such as an expression of concern.</param>
/// <param name="Revision">The revision of the store afterwards.</param>
/// <param name="Warnings">What is wrong with rows.</param>
public sealed record RetractionResult(
    int Rows,
    IReadOnlyList<Source> Changed,
    int Already,
    int Unknown,
    int Unnamed,
    IReadOnlyList<Source> Noted,
    long Revision,
    IReadOnlyList<ImportProblem> Warnings
);

/// <summary>
/// Marks sources as retracted or corrected by a list from outside: a table (CSV, TSV) with the columns of the Retraction Watch data
/// (OriginalPaperDOI, RetractionDate, RetractionNature, Reason, RetractionDOI), or <c>doi</c> or <c>url</c>, <c>date</c>, <c>reason</c>,
/// <c>notice</c> and <c>nature</c>; other columns are passed over. A source is found by its address or an identifier, in any form of the
/// DOI. The newest notice counts. The same list again changes nothing.
/// </summary>
public sealed class RetractionList(IClaimStore store)
{
    private const int Batch = 500;

    /// <param name="name">The name of the list, for the ledger.</param>
    /// <param name="list">A stream that can seek.</param>
    /// <exception cref="ClaimGraphException">The list has no column with identifiers.</exception>
    public async Task<RetractionResult> RunAsync(string name, Stream list, CancellationToken cancellation = default)
    {
        var read = new ImportResult();
        var rows = await ReadAsync(name, list, read, cancellation).ToArrayAsync(cancellation);
        var match = await RetractionMatch.OfAsync(store, rows, cancellation);
        foreach (var part in match.Due.Chunk(Batch))
            await store.CommitAsync(ChangeSetOf(name, part), cancellation);
        return new RetractionResult(
            rows.Length,
            [.. (await store.GetAsync([.. match.Due.Select(d => d.Id)], cancellation)).OfType<Source>()],
            match.Already,
            match.Unknown.Count,
            rows.Count(r => r.Addresses.Count == 0),
            match.Noted,
            (await store.HeadAsync(cancellation)).Revision,
            read.Warnings
        );
    }

    private static async IAsyncEnumerable<Retraction> ReadAsync(
        string name,
        Stream list,
        ImportResult read,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var table = await Table.OpenAsync(name, list, read.AddWarning, cancellation);
        var columns = new Dictionary<string, string>();
        foreach (var column in table.Columns)
            columns.TryAdd(string.Concat(column.Where(char.IsLetterOrDigit)).ToLowerInvariant(), column);
        if (!columns.ContainsKey("originalpaperdoi") && !columns.ContainsKey("doi") && !columns.ContainsKey("url"))
            throw new ClaimGraphException(
                $"'{name}' has no column OriginalPaperDOI, doi or url; a list of retractions begins with the names of its columns."
            );
        await foreach (var row in table.RowsAsync(cancellation))
        {
            var retraction = Retraction.Of(names => ValueOf(row, columns, names));
            if (retraction.On is null && ValueOf(row, columns, Retraction.Dates) is { Length: > 0 } date)
                read.AddWarning(
                    new ImportProblem(
                        name,
                        row.Place,
                        ProblemCode.InvalidFormat,
                        $"'{date}' is not a valid date; use 2025, 2025-02, 2025-02-11 or 2/11/2025. It is left out."
                    )
                );
            yield return retraction;
        }
    }

    /// <summary>The value of the first of some columns that has one.</summary>
    private static string ValueOf(TableRow row, Dictionary<string, string> columns, string[] names) =>
        names.Select(n => columns.TryGetValue(n, out var column) ? row.Of(column).Trim() : "").FirstOrDefault(v => v.Length > 0, "");

    private static ChangeSet ChangeSetOf(string name, SetStatus[] marks) =>
        new() { Principal = CodePoints.Slice("import:" + name, 0, Limits.Principal) ?? "import:" + name, Operations = marks };
}
