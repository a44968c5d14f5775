using ClaimGraph.Import;
using ClaimGraph.Interchange;

namespace ClaimGraph.Server.Cli;

/// <summary>Says what came of an import.</summary>
/// <param name="Name">What the input was called on the command line.</param>
internal sealed record ImportReport(string Name, string Format, ImportOutcome Outcome)
{
    private const int MostWordings = 20;
    private static readonly Changes.Outcome[] Outcomes = [Changes.Outcome.Created, Changes.Outcome.Updated, Changes.Outcome.Unchanged];

    private ImportResult Result => Outcome.Result;

    /// <summary>For people: warnings, errors and unknown wordings to standard error, the counts to standard output.</summary>
    public void Print()
    {
        Problems("warning: ", Result.Warnings, Result.WarningCount);
        Problems("", Result.Errors, Result.ErrorCount);
        Unmapped();
        var found = Outcome.Found is { } some ? $"{some:N0} {(Format == "table" ? "rows" : "ClaimReviews")}; " : "";
        Console.WriteLine($"{Name}: {found}{Counts()}{(Outcome.Job is null ? "; nothing was written" : "")}");
    }

    public object ToJson() =>
        new
        {
            file = Name,
            format = Format,
            job = Outcome.Job?.Id,
            dryRun = Outcome.Job is null,
            found = Outcome.Found,
            created = Result.Count(Changes.Outcome.Created),
            updated = Result.Count(Changes.Outcome.Updated),
            unchanged = Result.Count(Changes.Outcome.Unchanged),
            duplicates = Result.Duplicates,
            refused = Result.Refused,
            revision = Result.Revision,
            errorCount = Result.ErrorCount,
            errors = Result.Errors.Select(AsJson),
            warningCount = Result.WarningCount,
            warnings = Result.Warnings.Select(AsJson),
            unmapped = Outcome
                .Unmapped.OrderByDescending(u => u.Value)
                .ThenBy(u => u.Key, StringComparer.Ordinal)
                .Select(u => new { wording = u.Key, count = u.Value }),
        };

    private string Counts()
    {
        var counts = string.Join(", ", Outcomes.Select(o => $"{Result.Count(o):N0} {o.ToString().ToLowerInvariant()}"));
        var duplicates = Result.Duplicates > 0 ? $", {Result.Duplicates:N0} duplicates" : "";
        var warnings = Result.WarningCount > 0 ? $", {Result.WarningCount:N0} warnings" : "";
        return $"{counts}, {Result.Refused:N0} refused{duplicates}{warnings}; revision {Result.Revision:N0}";
    }

    /// <summary>Names the wordings of ratings that the table of verdicts does not know, the most frequent first.</summary>
    private void Unmapped()
    {
        var wordings = Outcome.Unmapped;
        if (wordings.Count == 0)
            return;
        Console.Error.WriteLine(
            $"warning: {Name}: the table of verdicts does not know {wordings.Count:N0} wordings of "
                + $"{wordings.Values.Sum():N0} ratings; name them in a table of your own, --verdicts FILE."
        );
        foreach (
            var (wording, count) in wordings.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Take(MostWordings)
        )
            Console.Error.WriteLine($"  {count:N0} × {CodePoints.Slice(wording, 0, 100) ?? wording}");
    }

    private void Problems(string prefix, IReadOnlyList<ImportProblem> problems, long count)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(prefix + (problem.File == Path.GetFileName(Name) ? problem with { File = Name } : problem));
        if (count > problems.Count)
            Console.Error.WriteLine($"{prefix}{Name}: {count - problems.Count:N0} more are not shown.");
    }

    private static object AsJson(ImportProblem problem) =>
        new
        {
            file = problem.File,
            path = problem.Path,
            code = problem.Code,
            message = problem.Message,
        };
}
