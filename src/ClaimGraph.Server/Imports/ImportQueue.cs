using System.Collections.Concurrent;
using System.Threading.Channels;
using ClaimGraph.Interchange;
using ClaimGraph.Jobs;
using ClaimGraph.Server.Telemetry;

namespace ClaimGraph.Server.Imports;

/// <summary>Imports files that were sent, one after the other. What waits or runs when the server stops goes on when it starts
/// again.</summary>
internal sealed class ImportQueue(IClaimStore store, IdSource ids, TimeProvider clock, UploadOptions options, ILogger<ImportQueue> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ImportRunner _runner = new(store, ids, clock);
    private readonly Channel<string> _queue = Channel.CreateUnbounded<string>(); // bounded by IsFull
    private readonly string _folder = Path.GetFullPath(options.Folder);
    private readonly ConcurrentDictionary<string, bool> _open = [];

    public bool IsFull => _open.Count >= options.MaxWaiting;

    public string NewFolder() => Path.Combine(_folder, ids.Next(NodeKind.Source).ToString());

    /// <exception cref="ClaimGraphException">The format does not go with the file.</exception>
    public async Task<ImportJob> AddAsync(Upload upload, string principal, CancellationToken cancellation)
    {
        try
        {
            await using var content = File.OpenRead(upload.Place);
            var format = await InputFormat.OfAsync(upload.Format, upload.Mapping, content, cancellation);
            var job = await _runner.AddAsync(upload.Name, upload.Place, format, upload.Mapping, null, principal, cancellation);
            Enqueue(job.Id);
            return job;
        }
        catch
        {
            upload.Delete();
            throw;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FindUnfinishedAsync(stoppingToken);
            await foreach (var id in _queue.Reader.ReadAllAsync(stoppingToken))
                await CarryOutAsync(id, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What runs has noted where it is.
        }
    }

    private async Task FindUnfinishedAsync(CancellationToken cancellation)
    {
        try
        {
            var found = await store.Jobs.AllAsync(cancellation);
            foreach (var job in found.Reverse().Where(IsToBeDone))
                Enqueue(job.Id);
        }
        catch (StoreUnavailableException e)
        {
            log.LogWarning("Imports that were interrupted are not resumed: {Reason}", e.Message);
        }
    }

    private bool IsToBeDone(ImportJob job) =>
        job.State is ImportState.Waiting or ImportState.Running or ImportState.Interrupted
        && job.Place?.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true
        && File.Exists(job.Place);

    private void Enqueue(string id)
    {
        _open[id] = true;
        _queue.Writer.TryWrite(id);
    }

    private async Task CarryOutAsync(string id, CancellationToken cancellation)
    {
        try
        {
            if (await store.Jobs.FindAsync(id, cancellation) is { } job)
            {
                if (IsToBeDone(job))
                    await RunAsync(job, cancellation);
                Forget(job);
            }
            _open.TryRemove(id, out _);
        }
        catch (StoreUnavailableException e)
        {
            log.LogWarning("The import {Job} waits for the store: {Reason}", id, e.Message);
            await Task.Delay(Pause, clock, cancellation);
            Enqueue(id);
        }
    }

    private async Task RunAsync(ImportJob job, CancellationToken cancellation)
    {
        var (started, state) = (clock.GetTimestamp(), ImportState.Interrupted);
        try
        {
            state = (await _runner.RunAsync(job, null, job.StartedBy, null, cancellation)).Job!.State;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            // The job says so, too.
            log.LogWarning("The import {Job} has ended: {Reason}", job.Id, e.Message);
            state = e is ImportStoppedException ? ImportState.Cancelled : ImportState.Failed;
        }
        finally
        {
            ImportTelemetry.Ended(job.Format, state, clock.GetElapsedTime(started));
        }
    }

    private void Forget(ImportJob job)
    {
        if (
            Path.GetDirectoryName(job.Place) is { } folder
            && folder.StartsWith(_folder, StringComparison.Ordinal)
            && Directory.Exists(folder)
        )
            Directory.Delete(folder, recursive: true);
    }
}
