using ClaimGraph.Queries;
using ClaimGraph.Search;

namespace ClaimGraph.Stores;

/// <summary>The index of a store's texts, made when it is first asked for and brought up to date from the ledger before each
/// answer.</summary>
internal sealed class FollowedIndex(IClaimStore store, Func<CancellationToken, ValueTask<long>> revision) : IAsyncDisposable
{
    private const int NodesAtOnce = 1_000;
    private const int EntriesAtOnce = 500;

    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _ending = new();
    private Task _following = Task.CompletedTask;
    private State? _state;
    private Task<State>? _renewal;

    /// <param name="Known">Every commit up to this revision is in the index.</param>
    private sealed record State(SearchIndex Index, long Known);

    /// <summary>The index with all that was acknowledged before.</summary>
    public async ValueTask<SearchIndex> CurrentAsync(CancellationToken cancellation)
    {
        var wanted = await revision(cancellation);
        while (true)
        {
            if (Volatile.Read(ref _state) is { } state && state.Known >= wanted)
                return state.Index;
            await Follow().WaitAsync(cancellation);
        }
    }

    /// <summary>Stops reading. To be called before the store is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Task[] reading = [_following, _renewal ?? Task.CompletedTask];
        foreach (var task in reading)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private Task Follow()
    {
        lock (_starting)
            return _following.IsCompleted ? _following = Task.Run(FollowAsync) : _following;
    }

    private async Task FollowAsync()
    {
        var head = (await store.HeadAsync(_ending.Token)).Revision;
        var state = _state is { } current && current.Known <= head ? await RenewedAsync(current) : await LoadAsync();
        while (await store.ChangesAsync(state.Known, EntriesAtOnce, _ending.Token) is { Count: > 0 } entries)
        {
            await PutAsync(state.Index, entries.SelectMany(e => e.Changes).Select(c => c.Node));
            state = state with { Known = entries[^1].Revision };
        }
        Volatile.Write(ref _state, state);
    }

    /// <summary>What is known, or a new index if much of this one is waste.</summary>
    private async Task<State> RenewedAsync(State current)
    {
        if (_renewal is { IsCompleted: true } renewal)
        {
            _renewal = null;
            return renewal.IsCompletedSuccessfully ? await renewal : current;
        }
        if (current.Index.IsWasteful)
            _renewal ??= Task.Run(LoadAsync);
        return current;
    }

    /// <summary>Reads all active nodes. What is committed meanwhile is read again afterwards.</summary>
    private async Task<State> LoadAsync()
    {
        var head = (await store.HeadAsync(_ending.Token)).Revision;
        var (index, putting) = (new SearchIndex(), Task.CompletedTask);
        foreach (var kind in Noun.All.Select(n => n.Kind).Where(SearchIndex.Takes))
        await foreach (var page in store.NodePagesAsync(kind, Filter.ForList(kind, null), NodesAtOnce, _ending.Token))
        {
            await putting;
            putting = Task.Run(() => index.Put(page)); // while the next page is read
        }
        await putting;
        return new State(index, head);
    }

    private async Task PutAsync(SearchIndex index, IEnumerable<NodeId> changed)
    {
        foreach (var ids in changed.Where(id => SearchIndex.Takes(id.Kind)).Distinct().Chunk(NodesAtOnce))
            index.Put((await store.GetAsync(ids, _ending.Token)).OfType<Node>());
    }
}
