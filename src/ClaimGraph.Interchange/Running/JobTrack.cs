using ClaimGraph.Import;
using ClaimGraph.Jobs;

namespace ClaimGraph.Interchange.Running;

/// <summary>Writes into a job how far its import is.</summary>
internal sealed class JobTrack(IImportJobs jobs, ImportJob job, TimeProvider clock) : ImportTrack
{
    private readonly long _errorsBefore = Math.Min(job.Counts.Errors, ImportResult.MostKept);
    private readonly long _warningsBefore = Math.Min(job.Counts.Warnings, ImportResult.MostKept);
    private ImportJob _job = job;
    private int _errors;
    private int _warnings;

    public override long? Position { get; } = job.Position;

    public override ImportResult Result { get; } = new(job.Counts);

    public override async ValueTask SaveAsync(long position, long processed, long? total, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var saved = _job with { Position = position, Total = total, Counts = Result.Counts(processed) };
        if (!await WriteAsync(saved))
            throw new ImportStoppedException(await jobs.FindAsync(_job.Id, cancellation) ?? _job);
    }

    /// <summary>The import has come to its end. An input of which nothing could be taken has failed.</summary>
    public async ValueTask<ImportJob> EndAsync()
    {
        var failure = _job.Position is null && Result.Errors is [{ Path: "" } first, ..] ? first.Message : null;
        var ended = _job with
        {
            State = failure is null ? ImportState.Done : ImportState.Failed,
            EndedAt = Now(),
            Revision = Result.Revision,
            Failure = failure,
            Counts = Result.Counts(_job.Counts.Processed),
        };
        return await WriteAsync(ended) ? _job : throw new ImportStoppedException(await jobs.FindAsync(_job.Id) ?? _job);
    }

    /// <summary>The import was stopped. What it has found since it was saved last is found again when it goes on.</summary>
    public async ValueTask EndAsync(ImportState state, string? failure)
    {
        try
        {
            var now = Now();
            await jobs.SaveAsync(_job with { State = state, SavedAt = now, EndedAt = now, Failure = failure }, []);
        }
        catch (StoreUnavailableException)
        {
            // The reason is known already. The job can be run again as it is.
        }
    }

    private async ValueTask<bool> WriteAsync(ImportJob saved)
    {
        saved = saved with { SavedAt = Now() };
        if (
            !await jobs.SaveAsync(
                saved,
                [.. Found(true, Result.Errors, _errors, _errorsBefore), .. Found(false, Result.Warnings, _warnings, _warningsBefore)]
            )
        )
            return false;
        (_job, _errors, _warnings) = (saved, Result.Errors.Count, Result.Warnings.Count);
        return true;
    }

    private static IEnumerable<JobProblem> Found(bool areErrors, IReadOnlyList<ImportProblem> problems, int saved, long before) =>
        problems.Skip(saved).Select((p, i) => new JobProblem(areErrors, before + saved + i + 1, p.File, p.Path, p.Code, p.Message));

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();
}
