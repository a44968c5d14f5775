using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Documents;
using ClaimGraph.Interchange.Taking;
using ClaimGraph.Interchange.Verdicts;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>What came of an import of ClaimReviews.</summary>
/// <param name="Result">The records that were created, updated or left as they were, errors (what is lost) and warnings (what is in
/// doubt).</param>
/// <param name="Found">How many ClaimReviews the input holds.</param>
/// <param name="Unmapped">Wordings of ratings that the table of verdicts does not know, and how often each was met.</param>
public sealed record ClaimReviewResult(ImportResult Result, long Found, IReadOnlyDictionary<string, int> Unmapped);

/// <summary>
/// Brings ClaimReviews into a store: JSON-LD, pages with JSON-LD or microdata, feeds, answers of Google's <c>claims:search</c>, be it in
/// files, folders, archives or a stream. Each becomes a statement, its appearances, the page of the review and the review itself with the
/// object as published. A second run of the same input changes nothing. Memory holds one file and one batch.
/// </summary>
public sealed class ClaimReviewImporter(IClaimStore store, IdSource ids)
{
    private const int BatchReviews = 200;

    /// <summary>Who the ledger says it was; the name of the input when null.</summary>
    public string? Principal { get; init; }

    /// <summary>Where the import begins, and what is told how far it is. Positions are reviews.</summary>
    public ImportTrack Track { get; init; } = ImportTrack.None;

    /// <summary>What wordings of ratings mean; the built-in table when null.</summary>
    public VerdictTable? Verdicts { get; init; }

    /// <summary>Imports a file, a folder or an archive.</summary>
    /// <exception cref="StoreUnavailableException">The store failed; what was committed stays.</exception>
    public Task<ClaimReviewResult> RunAsync(string path, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        RunAsync(Path.GetFileName(path.TrimEnd('/', '\\')), files => files.Of(path), progress, cancellation);

    /// <summary>Imports what a stream holds.</summary>
    /// <param name="name">What reports and the ledger call it.</param>
    public Task<ClaimReviewResult> RunAsync(
        string name,
        Stream input,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    ) => RunAsync(name, files => files.Of(name, input), progress, cancellation);

    private async Task<ClaimReviewResult> RunAsync(
        string name,
        Func<InputFiles, IEnumerable<InputDocument>> open,
        IProgress<long>? progress,
        CancellationToken cancellation
    )
    {
        var (result, verdicts) = (Track.Result, Verdicts ?? VerdictTable.Read());
        var commit = new BatchCommit(store, ids, result, Principal ?? Importer.PrincipalOf(name));
        var (reading, found, committed) = (new ReviewReading(verdicts, result), 0L, Track.Position ?? 0);
        result.IsMuted = found < committed;
        foreach (var batch in Found(open(new InputFiles(result)), result).Chunk(BatchReviews))
        {
            found += batch.Length;
            result.IsMuted = found <= committed;
            var reads = batch.Select(review => reading.Read(review).ToArray()).ToArray();
            result.Refused += reads.Count(r => r.Length == 0);
            await commit.RunAsync([.. reads.SelectMany(r => r)], cancellation);
            if (!result.IsMuted)
                await Track.SaveAsync(found, found, null, cancellation);
            result.IsMuted = found < committed;
            progress?.Report(found);
        }
        result.IsMuted = false;
        result.Revision = (await store.HeadAsync(cancellation)).Revision;
        return new ClaimReviewResult(result, found, verdicts.Unmapped);
    }

    private static IEnumerable<FoundReview> Found(IEnumerable<InputDocument> documents, ImportResult result)
    {
        var pages = new PageReader(result);
        var finder = new ClaimReviewFinder(pages);
        foreach (var document in documents)
        {
            var (before, errors) = (0, result.ErrorCount);
            foreach (var review in finder.Find(pages.Read(document)))
            {
                before++;
                yield return review;
            }
            if (before == 0 && errors == result.ErrorCount)
                result.AddWarning(new ImportProblem(document.File, "", LossCode.NothingFound, "There is no ClaimReview in this file."));
        }
    }
}
