using ClaimGraph.Copying;
using ClaimGraph.Stores;

namespace ClaimGraph.History;

/// <summary>
/// The graph as it was: its ledger up to a revision, replayed into a temporary store, which then answers whatever was answered then, lists,
/// counts and computed values included. A few such graphs are kept. Safe for many threads.
/// </summary>
/// <param name="store">The graph as it is.</param>
/// <param name="places">Makes temporary stores.</param>
public sealed class PastGraphs(IClaimStore store, ITemporaryStores places, HistoryOptions options, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _changing = new();
    private readonly Dictionary<long, Kept> _kept = [];
    private readonly SemaphoreSlim _replaying = new(1);
    private readonly CancellationTokenSource _closing = new();
    private long _tooLargeFrom = long.MaxValue; // a revision that was too large, as are all after it
    private long _uses;

    /// <summary>One graph of the past, there or being replayed.</summary>
    private sealed class Kept
    {
        public required Task<IClaimStore> Store { get; init; }
        public int Users { get; set; }
        public long LastUse { get; set; }
    }

    /// <summary>The revision that was the newest at a time.</summary>
    /// <exception cref="RefusedException">The time is in the future.</exception>
    public async ValueTask<long> RevisionAtAsync(DateTimeOffset time, CancellationToken cancellation = default)
    {
        if (time > clock.GetUtcNow())
            throw new RefusedException(ProblemCode.OutOfRange, "This time is in the future; use one that has passed.", "time");
        var (from, to) = (0L, (await store.HeadAsync(cancellation)).Revision);
        while (from < to)
        {
            var middle = from + (to - from + 1) / 2;
            if ((await store.SummariesAsync(middle - 1, 1, cancellation))[0].Entry.RecordedAt <= time)
                from = middle;
            else
                to = middle - 1;
        }
        return from;
    }

    /// <summary>Opens the graph as it was right after a revision; 0 is the empty graph. The first to ask waits while it is
    /// replayed.</summary>
    /// <returns>To be disposed of when the caller has read what it wants.</returns>
    /// <exception cref="RefusedException">There is no such revision, or there is too much to replay.</exception>
    /// <exception cref="StoreUnavailableException">Others are waiting for too many revisions.</exception>
    public async ValueTask<PastGraph> OpenAsync(long revision, CancellationToken cancellation = default)
    {
        await MustExistAsync(revision, cancellation);
        var kept = Take(revision);
        try
        {
            return new PastGraph(await kept.Store.WaitAsync(cancellation), () => Release(kept));
        }
        catch
        {
            Release(kept);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Kept[] all;
        lock (_changing)
        {
            all = [.. _kept.Values];
            _kept.Clear();
        }
        foreach (var kept in all)
            await CloseAsync(kept);
    }

    private async ValueTask MustExistAsync(long revision, CancellationToken cancellation)
    {
        if (revision >= Volatile.Read(ref _tooLargeFrom))
            throw TooLarge();
        var newest = (await store.HeadAsync(cancellation)).Revision;
        if (revision < 0 || revision > newest)
            throw new RefusedException(
                ProblemCode.NotFound,
                $"Revision {revision} does not exist; use one from 0 to {newest}.",
                "revision"
            );
    }

    private Kept Take(long revision)
    {
        lock (_changing)
        {
            if (!_kept.TryGetValue(revision, out var kept) || kept.Store is { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                if (_kept.Values.Count(k => !k.Store.IsCompleted) >= options.KeptGraphs)
                    throw new StoreUnavailableException("Other past states are being restored. Try again later.");
                _kept[revision] = kept = new Kept { Store = Task.Run(() => ReplayAsync(revision)) };
            }
            (kept.Users, kept.LastUse) = (kept.Users + 1, ++_uses);
            return kept;
        }
    }

    private void Release(Kept kept)
    {
        List<Kept> closed = [];
        lock (_changing)
        {
            kept.Users--;
            var idle = _kept.Where(k => k.Value is { Users: 0, Store.IsCompleted: true }).OrderBy(k => k.Value.LastUse).ToArray();
            foreach (var (revision, oldest) in idle.Take(_kept.Count - options.KeptGraphs))
            {
                _kept.Remove(revision);
                closed.Add(oldest);
            }
        }
        foreach (var one in closed)
            _ = CloseAsync(one);
    }

    private static async Task CloseAsync(Kept kept)
    {
        try
        {
            await (await kept.Store).DisposeAsync();
        }
        catch (Exception failure) when (failure is ClaimGraphException or OperationCanceledException or IOException)
        {
            // It never came to be; whoever waited for it was told.
        }
    }

    /// <summary>One at a time: a replay takes all of a processor.</summary>
    private async Task<IClaimStore> ReplayAsync(long revision)
    {
        await _replaying.WaitAsync(_closing.Token);
        try
        {
            return await places.FillAsync(to => FillAsync(to, revision), _closing.Token);
        }
        finally
        {
            _replaying.Release();
        }
    }

    private async Task FillAsync(IClaimStore to, long revision)
    {
        var changes = 0L;
        await foreach (var batch in LedgerBatches.ReadAsync(store, 0, revision, _closing.Token))
        {
            changes += batch.Sum(e => e.Changes.Count);
            if (changes > options.MaxChanges)
            {
                Volatile.Write(ref _tooLargeFrom, batch[^1].Revision);
                throw TooLarge();
            }
            await to.ReplayAsync(batch, _closing.Token);
        }
    }

    private RefusedException TooLarge() =>
        new(
            ProblemCode.TooLong,
            $"The ledger has more than {options.MaxChanges:N0} changes up to then, too many to restore that state here. "
                + "Read the history of records instead, or ask for a server with a higher History:MaxChanges.",
            "asOf"
        );
}
