using System.Collections.Concurrent;
using ClaimGraph.Queries;
using ClaimGraph.Search;
using ClaimGraph.Stores;

namespace ClaimGraph.Embeddings;

/// <summary>
/// The embeddings of the active statements of a store, in memory. They follow the store's ledger in the background: a search uses those
/// that are there and never waits for others. A search compares all of them, some 40 MB for 100,000 statements in 384 dimensions.
/// </summary>
internal sealed class StatementVectors(
    IClaimStore store,
    Embedder embedder,
    EmbeddingOptions options,
    TimeProvider clock,
    Action<string> tell
) : IAsyncDisposable
{
    private const int EntriesAtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30); // after the model failed

    private readonly ConcurrentDictionary<NodeId, Vector> _vectors = new();
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _ending = new();
    private Task _following = Task.CompletedTask;
    private long _known = -1; // the revision up to which statements were embedded; -1 before the first time
    private long _pausedUntil;

    /// <summary>The statements nearest to a text, nearest first; none while the model does not answer.</summary>
    public async ValueTask<IReadOnlyList<MeantStatement>> NearestAsync(string text, int first, CancellationToken cancellation)
    {
        Follow();
        if (_vectors.IsEmpty || await VectorOfAsync(text, cancellation) is not { } sought)
            return [];
        var nearest = new PriorityQueue<MeantStatement, double>(first + 1);
        foreach (var (statement, vector) in _vectors)
        {
            var similarity = sought.Cosine(vector);
            if (similarity < options.LeastSimilarity)
                continue;
            nearest.Enqueue(new MeantStatement(statement, Math.Min(1, similarity)), similarity);
            if (nearest.Count > first)
                nearest.Dequeue();
        }
        return [.. nearest.UnorderedItems.Select(n => n.Element).OrderByDescending(n => n.Similarity).ThenBy(n => n.Id)];
    }

    /// <summary>Embeds in the background what the store has gained, unless that goes on already.</summary>
    public void Follow()
    {
        lock (_starting)
            if (_following.IsCompleted && !IsPaused && !_ending.IsCancellationRequested)
                _following = Task.Run(FollowAsync);
    }

    /// <summary>Completes when what the store had is embedded, or the model does not answer.</summary>
    public async Task FollowedAsync(CancellationToken cancellation)
    {
        await _following.WaitAsync(cancellation); // it may have begun before the newest commit
        Follow();
        await _following.WaitAsync(cancellation);
    }

    private bool IsPaused => clock.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil);

    private async ValueTask<Vector?> VectorOfAsync(string text, CancellationToken cancellation)
    {
        if (IsPaused)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        limit.CancelAfter(options.Timeout);
        try
        {
            return (await embedder.EmbedAsync([text], keep: false, limit.Token))[0];
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && IsOfModel(e))
        {
            Rest(e is OperationCanceledException ? $"it did not answer within {options.Timeout.TotalSeconds} s" : e.Message);
            return null;
        }
    }

    /// <summary>True for all that a client of a model throws, which only it knows.</summary>
    private static bool IsOfModel(Exception e) => e is not (OutOfMemoryException or StoreUnavailableException or ObjectDisposedException);

    private void Rest(string why)
    {
        Volatile.Write(ref _pausedUntil, (clock.GetUtcNow() + Pause).UtcTicks);
        tell($"The model for embeddings at {options.Endpoint} failed: {why} Searches go by words alone for {Pause.TotalSeconds} s.");
    }

    private async Task FollowAsync()
    {
        try
        {
            if (_known < 0)
                await EmbedAllAsync();
            while (await store.ChangesAsync(_known, EntriesAtOnce, _ending.Token) is { Count: > 0 } entries)
            {
                NodeId[] changed =
                [
                    .. entries.SelectMany(e => e.Changes).Select(c => c.Node).Where(n => n.Kind == NodeKind.Statement).Distinct(),
                ];
                await PutAsync((await store.GetAsync(changed, _ending.Token)).OfType<Statement>());
                _known = entries[^1].Revision;
            }
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            // The store is closed; what was embedded is in the file.
        }
        catch (StoreUnavailableException)
        {
            // The next search tries again, and its user is told.
        }
        catch (Exception e) when (IsOfModel(e))
        {
            Rest(e.Message);
        }
    }

    private async Task EmbedAllAsync()
    {
        var head = (await store.HeadAsync(_ending.Token)).Revision;
        var active = Filter.ForList(NodeKind.Statement, null);
        await foreach (var page in store.NodePagesAsync(NodeKind.Statement, active, options.BatchSize, _ending.Token))
            await PutAsync(page.OfType<Statement>());
        _known = head;
    }

    private async Task PutAsync(IEnumerable<Statement> statements)
    {
        foreach (var some in statements.Chunk(options.BatchSize))
        {
            Statement[] active = [.. some.Where(s => s.IsActive)];
            foreach (var left in some.Except(active))
                _vectors.TryRemove(left.Id, out _);
            var vectors = await embedder.EmbedAsync([.. active.Select(s => s.Content.Text)], keep: true, _ending.Token);
            for (var i = 0; i < active.Length; i++)
                _vectors[active[i].Id] = vectors[i];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }
}
