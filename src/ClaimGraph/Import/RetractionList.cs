using ClaimGraph.Changes;
using ClaimGraph.Stores;

namespace ClaimGraph.Import;

/// <summary>What came of a list of retractions. Every row is counted once but for those of a publication with several.</summary>
/// <param name="Rows">How many rows the list has.</param>
/// <param name="Changed">The sources that were marked, each as it is now.</param>
/// <param name="Already">Sources that were marked so before.</param>
/// <param name="Unknown">Rows of publications that are no source of the store.</param>
/// <param name="Unnamed">Rows without an identifier.</param>
/// <param name="Noted">Sources of which only a notice tells that changes nothing, such as an expression of concern.</param>
/// <param name="Revision">The revision of the store afterwards.</param>
public sealed record RetractionResult(
    int Rows,
    IReadOnlyList<Source> Changed,
    int Already,
    int Unknown,
    int Unnamed,
    IReadOnlyList<Source> Noted,
    long Revision
);

/// <summary>
/// Marks sources as retracted or corrected by a list from outside: comma-separated values with the columns of the Retraction Watch data
/// (OriginalPaperDOI, RetractionDate, RetractionNature, Reason, RetractionDOI), or <c>doi</c> or <c>url</c>, <c>date</c>, <c>reason</c>,
/// <c>notice</c> and <c>nature</c>; other columns are passed over. A source is found by its address or an identifier, in any form of the
/// DOI. The newest notice counts. The same list again changes nothing.
/// </summary>
public sealed class RetractionList(IClaimStore store)
{
    private const int Batch = 500;

    /// <param name="name">The name of the list, for the ledger.</param>
    /// <exception cref="ClaimGraphException">The list has no column with identifiers.</exception>
    public async Task<RetractionResult> RunAsync(string name, TextReader text, CancellationToken cancellation = default)
    {
        var rows = Read(name, text).ToArray();
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
            (await store.HeadAsync(cancellation)).Revision
        );
    }

    private static IEnumerable<Retraction> Read(string name, TextReader text)
    {
        var (columns, number) = (new Dictionary<string, int>(), 0);
        foreach (var row in CsvRows.Read(text))
        {
            if (number++ > 0)
            {
                yield return Retraction.Of(names => ValueOf(row, columns, names));
                continue;
            }
            for (var i = 0; i < row.Length; i++)
                columns.TryAdd(string.Concat(row[i].Where(char.IsLetterOrDigit)).ToLowerInvariant(), i);
            if (!columns.ContainsKey("originalpaperdoi") && !columns.ContainsKey("doi") && !columns.ContainsKey("url"))
                throw new ClaimGraphException(
                    $"'{name}' has no column OriginalPaperDOI, doi or url; a list of retractions begins with the names of its columns."
                );
        }
    }

    private static string ValueOf(string[] row, Dictionary<string, int> columns, string[] names)
    {
        foreach (var name in names)
            if (columns.TryGetValue(name, out var at) && at < row.Length && row[at].Length > 0)
                return row[at];
        return "";
    }

    private static ChangeSet ChangeSetOf(string name, SetStatus[] marks) =>
        new() { Principal = CodePoints.Slice("import:" + name, 0, Limits.Principal) ?? "import:" + name, Operations = marks };
}
