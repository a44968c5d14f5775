using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Server.Cli;

/// <summary>Says what came of an import, for people.</summary>
internal static class ImportReport
{
    private const int MostWordings = 20;
    private static readonly Outcome[] Outcomes = [Outcome.Created, Outcome.Updated, Outcome.Unchanged];

    /// <summary>Names warnings and errors.</summary>
    /// <param name="file">The file that they are in; null where each says so itself.</param>
    public static void Problems(string name, string? file, ImportResult result)
    {
        Problems("warning: ", result.Warnings, result.WarningCount, name, file);
        Problems("", result.Errors, result.ErrorCount, name, file);
    }

    /// <summary>How many records were created, updated and so on, and the revision.</summary>
    public static string Counts(ImportResult result)
    {
        var counts = string.Join(", ", Outcomes.Select(o => $"{result.Count(o):N0} {o.ToString().ToLowerInvariant()}"));
        var duplicates = result.Duplicates > 0 ? $", {result.Duplicates:N0} duplicates" : "";
        var warnings = result.WarningCount > 0 ? $", {result.WarningCount:N0} warnings" : "";
        return $"{counts}, {result.Refused:N0} refused{duplicates}{warnings}; revision {result.Revision:N0}";
    }

    /// <summary>Names the wordings of ratings that the table of verdicts does not know, the most frequent first.</summary>
    public static void Unmapped(string name, IReadOnlyDictionary<string, int> wordings)
    {
        if (wordings.Count == 0)
            return;
        Console.Error.WriteLine(
            $"warning: {name}: the table of verdicts does not know {wordings.Count:N0} wordings of "
                + $"{wordings.Values.Sum():N0} ratings; name them in a table of your own, --verdicts FILE."
        );
        foreach (
            var (wording, count) in wordings.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Take(MostWordings)
        )
            Console.Error.WriteLine($"  {count:N0} × {CodePoints.Slice(wording, 0, 100) ?? wording}");
    }

    private static void Problems(string prefix, IReadOnlyList<ImportProblem> problems, long count, string name, string? file)
    {
        foreach (var problem in problems)
            Console.Error.WriteLine(prefix + (file is null ? problem : problem with { File = file }));
        if (count > problems.Count)
            Console.Error.WriteLine($"{prefix}{name}: {count - problems.Count:N0} more are not shown.");
    }
}
