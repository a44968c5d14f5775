using System.Globalization;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.Jobs;

namespace ClaimGraph.GraphQL.Api.Imports;

/// <summary>A page of the imports of a store. The cursor of an import is its id.</summary>
internal sealed record JobPage(IReadOnlyList<ImportJob> Jobs, bool HasNextPage, bool HasPreviousPage, long TotalCount) : IPageInfo
{
    public string? StartCursor => Jobs.Count == 0 ? null : Jobs[0].Id;
    public string? EndCursor => Jobs.Count == 0 ? null : Jobs[^1].Id;

    public static async ValueTask<JobPage> ReadAsync(IClaimStore store, string? after, int first, CancellationToken cancellation)
    {
        var jobs = await store.Jobs.ListAsync(after, first + 1, cancellation);
        return new JobPage([.. jobs.Take(first)], jobs.Count > first, after is not null, await store.Jobs.CountAsync(cancellation));
    }
}

/// <summary>A page of the errors, or the warnings, of an import. The cursor of a problem is its number.</summary>
internal sealed record ProblemPage(IReadOnlyList<JobProblem> Problems, bool HasNextPage, bool HasPreviousPage, long TotalCount) : IPageInfo
{
    public string? StartCursor => Problems.Count == 0 ? null : CursorOf(Problems[0]);
    public string? EndCursor => Problems.Count == 0 ? null : CursorOf(Problems[^1]);

    public static async ValueTask<ProblemPage> ReadAsync(
        IClaimStore store,
        ImportJob job,
        bool areErrors,
        string? after,
        int first,
        CancellationToken cancellation
    )
    {
        var problems = await store.Jobs.ProblemsAsync(job.Id, areErrors, NumberOf(after), first + 1, cancellation);
        var total = areErrors ? job.Counts.Errors : job.Counts.Warnings;
        return new ProblemPage([.. problems.Take(first)], problems.Count > first, after is not null, total);
    }

    public static string CursorOf(JobProblem problem) => problem.Number.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="RefusedException">It is not a cursor of this list.</exception>
    private static long NumberOf(string? cursor) =>
        cursor is null ? 0
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RefusedException(ProblemCode.InvalidFormat, $"'{cursor}' is not a cursor of this list.", "after");
}
