namespace ClaimGraph.Jobs;

/// <summary>
/// The imports of a store. They are kept in the same database as the claim graph but are not part of it. Safe to call from many threads.
/// All members throw <see cref="StoreUnavailableException"/> when the database cannot be used. Times are kept to the millisecond.
/// </summary>
public interface IImportJobs
{
    /// <summary>The job with this id; null if there is none.</summary>
    ValueTask<ImportJob?> FindAsync(string id, CancellationToken cancellation = default);

    /// <summary>Jobs, newest first, then by descending id; only those after the job <paramref name="after"/> if there is such a
    /// job.</summary>
    ValueTask<IReadOnlyList<ImportJob>> ListAsync(string? after, int first, CancellationToken cancellation = default);

    /// <summary>How many jobs there are.</summary>
    ValueTask<long> CountAsync(CancellationToken cancellation = default);

    /// <summary>Adds a job. Its id must be new.</summary>
    ValueTask AddAsync(ImportJob job, CancellationToken cancellation = default);

    /// <summary>Begins a run of a job that is in the state <paramref name="from"/>, for the run that has it so far: writes the job as
    /// <paramref name="job"/> says, with the new run. False when the state or the run is another by now. Without a
    /// <see cref="ImportJob.Position"/> it begins anew, and its problems are forgotten.</summary>
    ValueTask<bool> TakeAsync(ImportJob job, ImportState from, string? run, CancellationToken cancellation = default);

    /// <summary>
    /// Writes how far a job is, with the problems that were found since the last time, all of it or nothing. False, and nothing is written,
    /// when the job is not <see cref="ImportState.Running"/> any more or another run has taken it over.
    /// </summary>
    ValueTask<bool> SaveAsync(ImportJob job, IReadOnlyList<JobProblem> problems, CancellationToken cancellation = default);

    /// <summary>Cancels a job unless it has ended, and returns it as it is then; null if there is none.</summary>
    ValueTask<ImportJob?> CancelAsync(string id, DateTimeOffset at, CancellationToken cancellation = default);

    /// <summary>The errors, or the warnings, of a job in their order, only those with a greater number than
    /// <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<JobProblem>> ProblemsAsync(
        string id,
        bool areErrors,
        long after,
        int first,
        CancellationToken cancellation = default
    );
}

/// <summary>What can be asked of the imports of any store.</summary>
public static class ImportJobs
{
    private const int Batch = 500;

    /// <summary>All jobs, newest first.</summary>
    public static async ValueTask<IReadOnlyList<ImportJob>> AllAsync(this IImportJobs imports, CancellationToken cancellation = default)
    {
        List<ImportJob> jobs = [];
        for (IReadOnlyList<ImportJob>? page = null; page is not { Count: < Batch }; jobs.AddRange(page))
            page = await imports.ListAsync(jobs.LastOrDefault()?.Id, Batch, cancellation);
        return jobs;
    }
}
