using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Following;
using ClaimGraph.Jobs;
using ClaimGraph.Queries;

namespace ClaimGraph.Server.Tests.GraphQL;

/// <summary>A store that writes down what it is asked, and breaks when it is told to.</summary>
internal sealed class WatchedStore(IClaimStore inner) : IClaimStore
{
    public List<string> Calls { get; } = [];

    /// <summary>What the member of this name throws; null when it works.</summary>
    public Func<string, Exception?> Failure { get; set; } = _ => null;

    /// <summary>What each call waits for.</summary>
    public Func<Task> BeforeAnswer { get; init; } = () => Task.CompletedTask;

    /// <summary>What a list waits for before it is read.</summary>
    public Func<CancellationToken, Task> BeforeList { get; set; } = _ => Task.CompletedTask;

    public ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken c = default) =>
        Watch($"Get {ids.Count}", () => inner.GetAsync(ids, c));

    public ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken c = default) =>
        Watch($"Find {keys.Count}", () => inner.FindAsync(keys, c));

    public ValueTask<Page> ListAsync(ListQuery query, CancellationToken c = default) =>
        Watch(
            $"List {query.Kind}",
            async () =>
            {
                await BeforeList(c);
                return await inner.ListAsync(query, c);
            }
        );

    public ValueTask<IReadOnlyList<Page>> LinksAsync(LinkQuery query, IReadOnlyList<NodeId> nodes, CancellationToken c = default) =>
        Watch($"Links {query.Via} {nodes.Count}", () => inner.LinksAsync(query, nodes, c));

    public ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken c = default) =>
        Watch($"Count {kind}", () => inner.CountAsync(kind, filter, c));

    public ValueTask<IReadOnlyList<long>> CountLinksAsync(
        Field via,
        Filter? filter,
        IReadOnlyList<NodeId> nodes,
        CancellationToken c = default
    ) => Watch($"CountLinks {via} {nodes.Count}", () => inner.CountLinksAsync(via, filter, nodes, c));

    public ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(Field field, Filter? filter, int first, CancellationToken c = default) =>
        Watch($"Distribution {field}", () => inner.DistributionAsync(field, filter, first, c));

    public ValueTask<IReadOnlyList<Group>> GroupsAsync(GroupQuery query, CancellationToken c = default) =>
        Watch($"Groups {query.Kind}", () => inner.GroupsAsync(query, c));

    public ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(
        Field field,
        DatePrecision interval,
        Filter? filter,
        CancellationToken c = default
    ) => Watch($"TimeSeries {field}", () => inner.TimeSeriesAsync(field, interval, filter, c));

    public ValueTask<IReadOnlyList<NodeCount>> RankAsync(
        Field via,
        NodeKind named,
        Filter? filter,
        int first,
        CancellationToken c = default
    ) => Watch($"Rank {via}", () => inner.RankAsync(via, named, filter, first, c));

    public ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken c = default) =>
        Watch($"Search{(query.WithHighlights ? " with highlights" : "")}", () => inner.SearchAsync(query, c));

    /// <summary>What a search for similar statements waits for.</summary>
    public Func<CancellationToken, Task> BeforeSimilar { get; init; } = _ => Task.CompletedTask;

    public ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken c = default) =>
        Watch(
            "Similar",
            async () =>
            {
                await BeforeSimilar(c);
                return await inner.SimilarAsync(query, c);
            }
        );

    public ValueTask WarmAsync(CancellationToken c = default) => inner.WarmAsync(c);

    public ValueTask<IReadOnlyList<NodeId?>> TracedAsync(
        IReadOnlyList<long> traces,
        IReadOnlyCollection<NodeId> except,
        CancellationToken c = default
    ) => Watch($"Traced {traces.Count}", () => inner.TracedAsync(traces, except, c));

    public ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken c = default) =>
        Watch($"Snapshots {sources.Count}", () => inner.SnapshotsAsync(sources, c));

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken c = default) =>
        Watch("Commit", () => inner.CommitAsync(changes, c));

    public ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken c = default) => inner.ReplayAsync(entries, c);

    public ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken c = default) =>
        Watch("Changes", () => inner.ChangesAsync(after, first, c));

    public ValueTask<IReadOnlyList<EntrySummary>> SummariesAsync(long after, int first, CancellationToken c = default) =>
        Watch("Summaries", () => inner.SummariesAsync(after, first, c));

    public ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(
        IReadOnlyList<NodeId> nodes,
        long before,
        int first,
        CancellationToken c = default
    ) => Watch("History", () => inner.HistoryAsync(nodes, before, first, c));

    public ValueTask<LedgerHead> HeadAsync(CancellationToken c = default) => Watch("Head", () => inner.HeadAsync(c));

    public NodeLookups Lookups => inner.Lookups;
    public IKeyStore Keys => inner.Keys;
    public IFollowerStore Followers => inner.Followers;
    public IImportJobs Jobs => inner.Jobs;

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<T> Watch<T>(string call, Func<ValueTask<T>> answer)
    {
        Calls.Add(call);
        await BeforeAnswer();
        return Failure(call) is { } failure ? throw failure : await answer();
    }
}
