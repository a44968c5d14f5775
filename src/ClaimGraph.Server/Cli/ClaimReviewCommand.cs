using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Interchange;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Server.Cli;

/// <summary><c>import</c> of what fact-checkers publish: recognised by its content, or asked for by <c>--format claimreview</c>.</summary>
internal static class ClaimReviewCommand
{
    public const string Format = "claimreview";

    /// <param name="content">What the file holds; null for a folder.</param>
    /// <param name="verdicts">A table of verdicts; null for the built-in one alone.</param>
    public static async Task<ClaimReviewResult> RunAsync(
        string name,
        Stream? content,
        string? verdicts,
        bool isDryRun,
        Stores stores,
        ServerOptions options,
        CancellationToken cancellation
    )
    {
        using var own = verdicts is null ? null : new StreamReader(verdicts);
        var table = VerdictTable.Read(own);
        await using var store = await stores.OpenAloneAsync(options);
        var importer = new ClaimReviewImporter(store, stores.Ids, stores.Clock) { IsDryRun = isDryRun, Verdicts = table };
        return await Bar.ShowAsync<long, ClaimReviewResult>(
            name,
            done => new Step($"{done:N0} reviews", done, 0),
            stores.Clock,
            progress =>
                content is null ? importer.RunAsync(name, progress, cancellation) : importer.RunAsync(name, content, progress, cancellation)
        );
    }

    public static void Report(string name, ClaimReviewResult read, bool isDryRun)
    {
        ImportReport.Problems(name, null, read.Result);
        ImportReport.Unmapped(name, read.Unmapped);
        var dry = isDryRun ? "; nothing was written" : "";
        Console.WriteLine($"{name}: {read.Found:N0} ClaimReviews; {ImportReport.Counts(read.Result)}{dry}");
    }

    public static object AsJson(string name, ClaimReviewResult read, bool isDryRun) =>
        new
        {
            file = name,
            format = Format,
            dryRun = isDryRun,
            found = read.Found,
            created = read.Result.Count(Outcome.Created),
            updated = read.Result.Count(Outcome.Updated),
            unchanged = read.Result.Count(Outcome.Unchanged),
            duplicates = read.Result.Duplicates,
            refused = read.Result.Refused,
            revision = read.Result.Revision,
            errorCount = read.Result.ErrorCount,
            errors = read.Result.Errors.Select(AsJson),
            warningCount = read.Result.WarningCount,
            warnings = read.Result.Warnings.Select(AsJson),
            unmapped = read
                .Unmapped.OrderByDescending(u => u.Value)
                .ThenBy(u => u.Key, StringComparer.Ordinal)
                .Select(u => new { wording = u.Key, count = u.Value }),
        };

    private static object AsJson(ImportProblem problem) =>
        new
        {
            file = problem.File,
            path = problem.Path,
            code = problem.Code,
            message = problem.Message,
        };
}
