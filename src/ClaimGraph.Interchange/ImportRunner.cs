using ClaimGraph.Import;
using ClaimGraph.Interchange.Running;
using ClaimGraph.Interchange.Verdicts;
using ClaimGraph.Jobs;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange;

/// <summary>An import that somebody cancelled, or that another process has taken over. What was committed stays.</summary>
public sealed class ImportStoppedException(ImportJob job)
    : ClaimGraphException(
        job.State == ImportState.Cancelled
            ? $"The import {job.Id} was cancelled; what was committed stays."
            : $"The import {job.Id} is carried out by another process now."
    );

/// <summary>
/// Carries out imports of all formats as jobs of a store. An import that is stopped, be it by kill -9, goes on where it was committed
/// when its job is run again, and ends in the same graph.
/// </summary>
public sealed class ImportRunner(IClaimStore store, IdSource ids, TimeProvider clock)
{
    /// <summary>Takes down what is to be imported; nothing is read yet.</summary>
    /// <param name="place">The full path of the file or folder; null for what can be read only once.</param>
    /// <param name="by">Who asks for it.</param>
    public async ValueTask<ImportJob> AddAsync(
        string input,
        string? place,
        InputFormat format,
        string? mapping,
        string? verdicts,
        string by,
        CancellationToken cancellation = default
    )
    {
        var now = Now();
        var job = new ImportJob
        {
            Id = NewName("job_"),
            State = ImportState.Waiting,
            Input = input,
            Place = place,
            Fingerprint = place is null ? null : FingerprintOf(place),
            Format = format.Name,
            Mapping = mapping,
            Verdicts = verdicts,
            StartedBy = by,
            CreatedAt = now,
            SavedAt = now,
        };
        await store.Jobs.AddAsync(job, cancellation);
        return job;
    }

    /// <summary>Runs a job to its end, from where an earlier run has committed it.</summary>
    /// <param name="input">What the file holds, if it is open; null to open <see cref="ImportJob.Place"/>.</param>
    /// <param name="principal">Who the ledger says it was; the name of the input when null.</param>
    /// <exception cref="ImportStoppedException">Somebody cancelled the job, or another run has taken it over.</exception>
    /// <exception cref="OperationCanceledException">The run was interrupted; the job can be run again.</exception>
    /// <exception cref="ClaimGraphException">The input cannot be imported; the job has failed.</exception>
    public async Task<ImportOutcome> RunAsync(
        ImportJob job,
        ImportInput? input = null,
        string? principal = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var track = new JobTrack(store.Jobs, await TakeAsync(job, input, cancellation), clock);
        try
        {
            using var opened = input is null && File.Exists(job.Place) ? await ImportInput.OpenFileAsync(job.Place, cancellation) : null;
            var outcome = await WithVerdictsAsync(
                job.Verdicts,
                verdicts =>
                    InputFormat
                        .Named(job.Format)
                        .RunAsync(
                            new ImportWork(job.Input, store, ids, track)
                            {
                                Input = (input ?? opened) is { } content ? content with { Name = job.Input } : null,
                                Folder = job.Place,
                                Mapping = job.Mapping,
                                Verdicts = verdicts,
                                Principal = principal,
                                Progress = progress,
                            },
                            cancellation
                        )
            );
            return outcome with { Job = await track.EndAsync() };
        }
        catch (OperationCanceledException)
        {
            await track.EndAsync(ImportState.Interrupted, null);
            throw;
        }
        catch (Exception e) when (e is ClaimGraphException or IOException or UnauthorizedAccessException && e is not ImportStoppedException)
        {
            await track.EndAsync(ImportState.Failed, e.Message);
            throw;
        }
    }

    /// <summary>Finds out what an import would change. Neither the graph nor the jobs are written to.</summary>
    public Task<ImportOutcome> TryAsync(
        string name,
        string? folder,
        ImportInput? input,
        InputFormat format,
        string? mapping,
        string? verdicts,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellation = default
    ) =>
        WithVerdictsAsync(
            verdicts,
            table =>
                format.RunAsync(
                    new ImportWork(name, new Trial(store, clock), ids, ImportTrack.None)
                    {
                        Input = input,
                        Folder = folder,
                        Mapping = mapping,
                        Verdicts = table,
                        Progress = progress,
                    },
                    cancellation
                )
        );

    private async Task<ImportJob> TakeAsync(ImportJob job, ImportInput? input, CancellationToken cancellation)
    {
        if (job.State == ImportState.Done)
            throw new ClaimGraphException($"The import {job.Id} is done.");
        if (input is null)
            MustBeUnchanged(job);
        // Of a folder, nobody knows whether it is the same: what is committed already stays as it is then.
        var (position, counts) = job.Fingerprint is null ? (null, default) : (job.Position, job.Counts);
        var now = Now();
        var taken = job with
        {
            State = ImportState.Running,
            StartedAt = job.StartedAt ?? now,
            SavedAt = now,
            EndedAt = null,
            Position = position,
            Counts = position is null ? default : counts,
            Revision = null,
            Failure = null,
            Run = NewName(""),
        };
        if (!await store.Jobs.TakeAsync(taken, job.State, job.Run, cancellation))
            throw new ClaimGraphException($"The import {job.Id} was changed by somebody else just now; look at it again.");
        return taken;
    }

    private static void MustBeUnchanged(ImportJob job)
    {
        if (job.Place is null)
            throw new ClaimGraphException(
                $"The input of the import {job.Id} could be read only once; import it again, which changes nothing twice."
            );
        if (!Path.Exists(job.Place))
            throw new ClaimGraphException($"The import {job.Id} cannot go on, as '{job.Place}' is not there any more.");
        if (FingerprintOf(job.Place) != job.Fingerprint)
            throw new ClaimGraphException(
                $"'{job.Place}' was changed since the import {job.Id} began; import it again, which changes nothing twice."
            );
    }

    private static string? FingerprintOf(string place) =>
        new FileInfo(place) is { Exists: true } file ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : null;

    private static async Task<ImportOutcome> WithVerdictsAsync(string? file, Func<VerdictTable, Task<ImportOutcome>> run)
    {
        using var own = file is null ? null : new StreamReader(file);
        return await run(VerdictTable.Read(own));
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();

    // Ids of nodes are told apart in all processes that share a store; jobs have no kind.
    private string NewName(string prefix) =>
        prefix + ids.Next(NodeKind.Source).Value.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
