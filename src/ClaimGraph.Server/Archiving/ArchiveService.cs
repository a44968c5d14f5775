using System.Security.Cryptography;
using ClaimGraph.Changes;
using ClaimGraph.Following;
using ClaimGraph.Ledger;
using ClaimGraph.Server.Telemetry;

namespace ClaimGraph.Server.Archiving;

/// <summary>
/// Has new sources archived. It follows the ledger from a kept position and puts a letter aside for each new source; the letters that are
/// due are then done one by one, not faster than allowed. Of several servers, one reads the ledger at a time and one does each letter.
/// </summary>
internal sealed class ArchiveService(
    IClaimStore store,
    IArchive archive,
    ArchiveOptions options,
    TimeProvider clock,
    ILogger<ArchiveService> log
) : BackgroundService
{
    /// <summary>The principal who notes copies, as the ledger names it.</summary>
    public const string Principal = "server:archive";

    private const int Batch = 100;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromDays(1);

    private readonly string _holder = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    private IFollowerStore Followers => store.Followers;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await QueueAsync(stoppingToken)) { }
                await AskAsync(stoppingToken);
                isFailing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isFailing)
                    log.LogWarning(e, "Sources could not be archived; it is tried again.");
                isFailing = true;
            }
            catch (OperationCanceledException)
            {
                return; // what was begun is due again in a while
            }
            await Task.Delay(options.PollInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads on in the ledger; false when there is nothing more.</summary>
    private async ValueTask<bool> QueueAsync(CancellationToken stop)
    {
        if (await Followers.FindAsync(Archive.Id, stop) is not { } known)
            return await BeginAsync(stop);
        if ((await store.SummariesAsync(known.Position, 1, stop)).Count == 0)
            return false;
        if (await Followers.HoldAsync(Archive.Id, known.Version, _holder, Now(), Now() + Margin, stop) is not { } held)
            return false;
        var settled = held;
        try
        {
            var entries = await store.ChangesAsync(held.Position, Batch, stop);
            foreach (var letter in await LettersAsync(entries, stop))
                await Followers.PutAsync(letter, stop);
            settled = held with { Position = entries.Count > 0 ? entries[^1].Revision : held.Position };
            return entries.Count > 0;
        }
        finally
        {
            await Followers.SettleAsync(settled, CancellationToken.None);
        }
    }

    /// <summary>From now on, new sources are archived.</summary>
    private async ValueTask<bool> BeginAsync(CancellationToken stop) =>
        await Followers.AddAsync(
            new Follower
            {
                Id = Archive.Id,
                Settings = "{}",
                CreatedAt = Now(),
                Position = (await store.HeadAsync(stop)).Revision,
            },
            stop
        );

    private async ValueTask<IEnumerable<Letter>> LettersAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken stop)
    {
        var created = entries
            .SelectMany(entry => entry.Changes.Select(change => (entry.Revision, Change: change)))
            .Where(c => c.Change.Action == ChangeAction.Create && c.Change.Node.Kind == NodeKind.Source)
            .DistinctBy(c => c.Change.Node)
            .ToArray();
        var sources = await store.GetAsync([.. created.Select(c => c.Change.Node)], stop);
        return created
            .Zip(sources)
            .Where(c => UrlOf(c.Second) is not null)
            .Select(c => new Letter(Archive.Id, $"{c.First.Change.Node}", c.First.Revision, 0, Now(), Now(), null));
    }

    /// <summary>The address that is to be archived; null if there is none or it is archived.</summary>
    private static string? UrlOf(Node? node) =>
        node is Source { Status: not RecordStatus.Retracted, Content: { ArchivedAt: null, Url: { } url } }
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address.AbsoluteUri
            : null;

    private async ValueTask AskAsync(CancellationToken stop)
    {
        while (_next <= Now() && await Followers.DueAsync(Archive.Id, Now(), 1, stop) is [var letter])
            if (await Followers.TakeAsync(letter, Now() + options.Timeout + Margin, stop))
                await ArchiveAsync(letter, stop);
    }

    private async ValueTask ArchiveAsync(Letter letter, CancellationToken stop)
    {
        var id = NodeId.TryParse(letter.Key, out var parsed) ? parsed : default;
        if (UrlOf((await store.GetAsync([id], stop))[0]) is not { } url)
        {
            await Followers.DropAsync(letter.Follower, letter.Key, stop);
            return;
        }
        _next = Now() + TimeSpan.FromMinutes(1) / options.PerMinute;
        var started = clock.GetTimestamp();
        var saved = await SaveAsync(url, stop);
        if (saved.Url is not null)
            saved = await NoteAsync(id, saved);
        var attempts = letter.Attempts + 1;
        var outcome =
            saved.Error is null ? AttemptOutcome.Delivered
            : attempts >= options.MaxAttempts ? AttemptOutcome.GivenUp
            : AttemptOutcome.Failed;
        OutboundTelemetry.Archived(outcome, clock.GetElapsedTime(started));
        if (outcome == AttemptOutcome.Delivered)
            await Followers.DropAsync(letter.Follower, letter.Key, CancellationToken.None);
        else
            await Followers.PutAsync(
                letter with
                {
                    Attempts = attempts,
                    DueAt =
                        outcome == AttemptOutcome.GivenUp
                            ? null
                            : Now() + Backoff.After(attempts, options.FirstRetry, LongestRetry, saved.RetryAfter),
                    Error = saved.Error,
                },
                CancellationToken.None
            );
    }

    private async ValueTask<Archived> SaveAsync(string url, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            return await archive.SaveAsync(url, limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Archived(null, $"The archive took longer than {options.Timeout.TotalSeconds:0.###} s.");
        }
    }

    /// <summary>Notes with the source where its copy is, unless somebody did meanwhile.</summary>
    private async ValueTask<Archived> NoteAsync(NodeId id, Archived saved)
    {
        try
        {
            await store.CommitAsync(
                new ChangeSet
                {
                    Principal = Principal,
                    Reason = "An archive keeps a copy.",
                    Operations =
                    [
                        new Amend(
                            id,
                            content =>
                                content is SourceContent { ArchivedAt: null } source ? source with { ArchivedAt = saved.Url } : content
                        ),
                    ],
                }
            );
            return saved;
        }
        catch (RefusedException refused)
        {
            return new Archived(null, refused.Message);
        }
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMillisecond();
}
