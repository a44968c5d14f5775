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
/// <c>notice</c> and <c>nature</c>; other columns are passed over. A source is found by its address, in any form of the DOI. The newest
/// notice counts. The same list again changes nothing.
/// </summary>
public sealed class RetractionList(IClaimStore store)
{
    private const int Batch = 500;

    /// <param name="name">The name of the list, for the ledger.</param>
    /// <exception cref="ClaimGraphException">The list has no column with identifiers.</exception>
    public async Task<RetractionResult> RunAsync(string name, TextReader text, CancellationToken cancellation = default)
    {
        var rows = Read(name, text).ToArray();
        var sources = await SourcesAsync(rows, cancellation);
        var newest = new Dictionary<NodeId, Retraction>();
        foreach (var row in rows.OrderBy(r => r.On ?? DateOnly.MinValue))
            if (SourceOf(row, sources) is { } source && (row.Status is not null || !newest.ContainsKey(source.Id)))
                newest[source.Id] = row;
        var byId = sources.Values.DistinctBy(s => s.Id).ToDictionary(s => s.Id);
        var due = newest.Where(n => IsDue(byId[n.Key], n.Value)).ToArray();
        foreach (var group in due.GroupBy(n => (n.Value.Status, n.Value.Reason)))
        foreach (var part in group.Select(n => n.Key).Chunk(Batch))
            await store.CommitAsync(ChangeSetOf(name, group.Key.Reason, group.Key.Status!.Value, part), cancellation);
        var noted = newest.Where(n => n.Value.Status is null).Select(n => byId[n.Key]).ToArray();
        return new RetractionResult(
            rows.Length,
            [.. (await store.GetAsync([.. due.Select(d => d.Key)], cancellation)).OfType<Source>()],
            newest.Count - due.Length - noted.Length,
            rows.Count(r => r.Addresses.Count > 0 && SourceOf(r, sources) is null),
            rows.Count(r => r.Addresses.Count == 0),
            noted,
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

    private async Task<Dictionary<string, Source>> SourcesAsync(Retraction[] rows, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Source>();
        foreach (var part in rows.SelectMany(r => r.Addresses).Distinct().Chunk(Batch))
        {
            var ids = await store.FindAsync([.. part.Select(a => NaturalKey.OfContent(NodeKind.Source, a))], cancellation);
            var nodes = await store.GetAsync([.. ids.OfType<NodeId>()], cancellation);
            foreach (var (address, source) in part.Where((_, i) => ids[i] is not null).Zip(nodes))
                found[address] = (Source)source!;
        }
        return found;
    }

    private static Source? SourceOf(Retraction row, Dictionary<string, Source> sources) =>
        row.Addresses.Select(sources.GetValueOrDefault).FirstOrDefault(s => s is not null);

    // What a person has found out of a retracted source stands; a reinstatement takes back what a list has said.
    private static bool IsDue(Source source, Retraction retraction) =>
        retraction.Status switch
        {
            null => false,
            RecordStatus.Active => source.Status != RecordStatus.Active,
            RecordStatus.Corrected => source.Status == RecordStatus.Active,
            _ => source.Status != RecordStatus.Retracted,
        };

    private static ChangeSet ChangeSetOf(string name, string reason, RecordStatus status, NodeId[] sources) =>
        new()
        {
            Principal = CodePoints.Slice("import:" + name, 0, Limits.Principal) ?? "import:" + name,
            Reason = reason,
            Operations = [.. sources.Select(id => new SetStatus(id, status))],
        };
}
