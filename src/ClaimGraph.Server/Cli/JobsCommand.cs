using System.CommandLine;
using ClaimGraph.Jobs;

namespace ClaimGraph.Server.Cli;

/// <summary><c>jobs list|show|cancel</c>: the imports of a store.</summary>
internal static class JobsCommand
{
    private const int Batch = 500;

    public static Command Create(CommonOptions common, Stores stores) =>
        new("jobs", "List, show and cancel imports; 'import --resume JOB' goes on with one.")
        {
            Listing(common, stores),
            Showing(common, stores),
            Cancelling(common, stores),
        };

    /// <exception cref="ClaimGraphException">There is none.</exception>
    public static async Task<ImportJob> FindAsync(IClaimStore store, string id, CancellationToken cancellation) =>
        await store.Jobs.FindAsync(id, cancellation)
        ?? throw new ClaimGraphException($"There is no import '{id}'; '{Run.Program} jobs list' shows all.");

    private static Command Listing(CommonOptions common, Stores stores)
    {
        var command = new Command("list", "List all imports, newest first.") { common.Storage, common.Store, common.Json };
        command.Shows(
            common,
            stores,
            (_, store, cancellation) => store.Jobs.AllAsync(cancellation).AsTask(),
            jobs => jobs.Select(j => AsJson(j)),
            jobs =>
            {
                foreach (var job in jobs)
                    Write(job);
            }
        );
        return command;
    }

    private static Command Showing(CommonOptions common, Stores stores)
    {
        var id = IdArgument();
        var command = new Command("show", "Show an import with its errors and warnings.") { id, common.Storage, common.Store, common.Json };
        command.Shows(
            common,
            stores,
            async (parsed, store, cancellation) =>
            {
                var job = await FindAsync(store, parsed.GetValue(id)!, cancellation);
                var errors = await ProblemsAsync(store, job, true, cancellation);
                return (Job: job, Errors: errors, Warnings: await ProblemsAsync(store, job, false, cancellation));
            },
            found => AsJson(found.Job, found.Errors, found.Warnings),
            found => Write(found.Job, found.Errors, found.Warnings)
        );
        return command;
    }

    private static Command Cancelling(CommonOptions common, Stores stores)
    {
        var id = IdArgument();
        var command = new Command("cancel", "Cancel an import for good. What it has committed stays.")
        {
            id,
            common.Storage,
            common.Store,
            common.Json,
        };
        command.Shows(
            common,
            stores,
            async (parsed, store, cancellation) =>
            {
                var found = await FindAsync(store, parsed.GetValue(id)!, cancellation);
                var job = (await store.Jobs.CancelAsync(found.Id, stores.Clock.GetUtcNow(), cancellation))!;
                if (job.State != ImportState.Cancelled)
                    throw new ClaimGraphException($"The import {job.Id} has ended: it is {Print.Word(job.State)}.");
                return job;
            },
            job => AsJson(job),
            Write
        );
        return command;
    }

    private static Argument<string> IdArgument() =>
        new Argument<string>("JOB") { Description = "The ID of the import, job_…" }.RefuseOptions();

    private static async Task<List<JobProblem>> ProblemsAsync(
        IClaimStore store,
        ImportJob job,
        bool areErrors,
        CancellationToken cancellation
    )
    {
        List<JobProblem> problems = [];
        for (IReadOnlyList<JobProblem>? page = null; page is not { Count: < Batch }; problems.AddRange(page))
            page = await store.Jobs.ProblemsAsync(job.Id, areErrors, problems.LastOrDefault()?.Number ?? 0, Batch, cancellation);
        return problems;
    }

    private static void Write(ImportJob job) => Console.WriteLine($"{job.Id}  {Describe(job)}");

    private static void Write(ImportJob job, List<JobProblem> errors, List<JobProblem> warnings)
    {
        Write(job);
        if (job.Place is not null)
            Console.WriteLine($"  input     {job.Place}");
        Console.WriteLine($"  format    {job.Format}{(job.Mapping is { } mapping ? $", mapping {mapping}" : "")}");
        Console.WriteLine($"  asked     by {job.StartedBy}, {Print.Time(job.CreatedAt)}");
        if (job.StartedAt is { } started)
            Console.WriteLine($"  ran       {Print.Time(started)} to {Print.Time(job.EndedAt ?? job.SavedAt)}");
        if (job.Failure is { } failure)
            Console.WriteLine($"  failed    {failure}");
        foreach (var problem in warnings)
            Console.WriteLine($"warning: {Line(problem)}");
        foreach (var problem in errors)
            Console.WriteLine(Line(problem));
    }

    private static string Line(JobProblem problem) =>
        $"{(problem.Path.Length == 0 ? problem.File : $"{problem.File}:{problem.Path}")}: {problem.Message} ({problem.Code})";

    private static string Describe(ImportJob job)
    {
        var counts = job.Counts;
        var total = job.Total is { } all ? $" of {all:N0}" : "";
        return $"{Print.Word(job.State)}, '{job.Input}', {counts.Processed:N0}{total} processed: {counts.Created:N0} created, "
            + $"{counts.Updated:N0} updated, {counts.Unchanged:N0} unchanged, {counts.Duplicates:N0} duplicates, "
            + $"{counts.Refused:N0} refused, {counts.Errors:N0} errors, {counts.Warnings:N0} warnings; {Print.Time(job.SavedAt)}";
    }

    private static object AsJson(ImportJob job, List<JobProblem>? errors = null, List<JobProblem>? warnings = null) =>
        new
        {
            id = job.Id,
            state = Print.Word(job.State),
            input = job.Input,
            place = job.Place,
            format = job.Format,
            mapping = job.Mapping,
            startedBy = job.StartedBy,
            createdAt = Print.Time(job.CreatedAt),
            startedAt = Print.Time(job.StartedAt),
            savedAt = Print.Time(job.SavedAt),
            endedAt = Print.Time(job.EndedAt),
            total = job.Total,
            processed = job.Counts.Processed,
            created = job.Counts.Created,
            updated = job.Counts.Updated,
            unchanged = job.Counts.Unchanged,
            duplicates = job.Counts.Duplicates,
            refused = job.Counts.Refused,
            errorCount = job.Counts.Errors,
            warningCount = job.Counts.Warnings,
            revision = job.Revision,
            failure = job.Failure,
            errors = errors?.Select(AsJson),
            warnings = warnings?.Select(AsJson),
        };

    private static object AsJson(JobProblem problem) =>
        new
        {
            file = problem.File,
            path = problem.Path,
            code = problem.Code,
            message = problem.Message,
        };
}
