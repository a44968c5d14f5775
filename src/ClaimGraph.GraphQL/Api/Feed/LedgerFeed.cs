using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Api.Feed;

/// <summary>
/// The ledger as it grows, for all subscribers of this process. While there are any, one loop reads the store: at once after a commit of
/// this process, and at every <see cref="LiveOptions.PollInterval"/> for the commits of others.
/// </summary>
internal sealed class LedgerFeed(IClaimStore store, GraphQLOptions options, TimeProvider clock, ILogger<LedgerFeed> log) : IDisposable
{
    private const int BatchSize = 100;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private volatile RecentEvents _recent = new(0, 0);
    private CancellationTokenSource? _following;
    private int _subscribers;

    /// <summary>The number of subscribers.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>Makes the feed read the store now.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <summary>Every entry after a revision, in order, once each, without end.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The store cannot be read. The caller can continue from the last revision it received.
    /// </exception>
    public async IAsyncEnumerable<LedgerEvent> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Enter();
        try
        {
            while (true)
            {
                var recent = _recent;
                var changed = recent.Changed; // first, so that no event is missed in between
                var events = recent.After(after) ?? await ReadAsync(after, cancellation);
                foreach (var happened in events)
                {
                    yield return happened;
                    after = happened.Entry.Revision;
                }
                if (events.Count == 0)
                    await changed.WaitAsync(cancellation);
            }
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            StopFollowing();
    }

    private async ValueTask<IReadOnlyList<LedgerEvent>> ReadAsync(long after, CancellationToken cancellation) =>
        [.. (await store.ChangesAsync(after, BatchSize, cancellation)).Select(entry => new LedgerEvent(entry, store))];

    private void Enter()
    {
        lock (_lock)
        {
            if (_subscribers++ > 0)
                return;
            _recent = new RecentEvents(options.Live.RecentEntries, options.Live.RecentChanges);
            _following = new CancellationTokenSource();
            _ = FollowStoreAsync(_recent, _following.Token);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_subscribers == 0)
                StopFollowing();
        }
    }

    private void StopFollowing()
    {
        _following?.Cancel();
        _following?.Dispose();
        _following = null;
    }

    private async Task FollowStoreAsync(RecentEvents recent, CancellationToken stop)
    {
        long? position = null;
        await Task.Yield();
        await using var polling = clock.CreateTimer(_ => Wake(), null, options.Live.PollInterval, options.Live.PollInterval);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (position is null)
                    recent.StartAfter((position = (await store.HeadAsync(stop)).Revision).Value);
                var events = await ReadAsync(position.Value, stop);
                if (events.Count > 0)
                {
                    recent.Add(events);
                    position = events[^1].Entry.Revision;
                    continue;
                }
                await _woken.Reader.ReadAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) // subscribers get the error when they read the store themselves; the feed tries again
            {
                log.LogWarning(exception, "The ledger could not be read for subscribers.");
                await Task.Delay(RetryDelay, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
