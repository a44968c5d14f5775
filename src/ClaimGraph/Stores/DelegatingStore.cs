using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Following;
using ClaimGraph.Jobs;
using ClaimGraph.Ledger;
using ClaimGraph.Queries;
using ClaimGraph.Search;

namespace ClaimGraph.Stores;

/// <summary>A store that asks another. Derived classes add to what they override.</summary>
/// <param name="owns">Whether the other store is closed with this one.</param>
public abstract class DelegatingStore(IClaimStore inner, bool owns = true) : IClaimStore
{
    /// <summary>The store that is asked.</summary>
    protected IClaimStore Inner { get; } = inner;

    public virtual ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default) =>
        Inner.GetAsync(ids, cancellation);

    public virtual ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken cancellation = default) =>
        Inner.FindAsync(keys, cancellation);

    public virtual ValueTask<Page> ListAsync(ListQuery query, CancellationToken cancellation = default) =>
        Inner.ListAsync(query, cancellation);

    public virtual ValueTask<IReadOnlyList<Page>> LinksAsync(
        LinkQuery query,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    ) => Inner.LinksAsync(query, nodes, cancellation);

    public virtual ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken cancellation = default) =>
        Inner.CountAsync(kind, filter, cancellation);

    public virtual ValueTask<IReadOnlyList<long>> CountLinksAsync(
        Field via,
        Filter? filter,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    ) => Inner.CountLinksAsync(via, filter, nodes, cancellation);

    public virtual ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(
        Field field,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    ) => Inner.DistributionAsync(field, filter, first, cancellation);

    public virtual ValueTask<IReadOnlyList<Group>> GroupsAsync(GroupQuery query, CancellationToken cancellation = default) =>
        Inner.GroupsAsync(query, cancellation);

    public virtual ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(
        Field field,
        DatePrecision interval,
        Filter? filter,
        CancellationToken cancellation = default
    ) => Inner.TimeSeriesAsync(field, interval, filter, cancellation);

    public virtual ValueTask<IReadOnlyList<NodeCount>> RankAsync(
        Field via,
        NodeKind named,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    ) => Inner.RankAsync(via, named, filter, first, cancellation);

    public virtual ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation = default) =>
        Inner.SearchAsync(query, cancellation);

    public virtual ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken cancellation = default) =>
        Inner.SimilarAsync(query, cancellation);

    public virtual ValueTask WarmAsync(CancellationToken cancellation = default) => Inner.WarmAsync(cancellation);

    public virtual ValueTask<IReadOnlyList<string?>> SnapshotsAsync(
        IReadOnlyList<NodeId> sources,
        CancellationToken cancellation = default
    ) => Inner.SnapshotsAsync(sources, cancellation);

    public virtual ValueTask<IReadOnlyList<NodeId?>> TracedAsync(
        IReadOnlyList<long> traces,
        IReadOnlyCollection<NodeId> except,
        CancellationToken cancellation = default
    ) => Inner.TracedAsync(traces, except, cancellation);

    public virtual ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default) =>
        Inner.CommitAsync(changes, cancellation);

    public virtual ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default) =>
        Inner.ReplayAsync(entries, cancellation);

    public virtual ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken cancellation = default) =>
        Inner.ChangesAsync(after, first, cancellation);

    public virtual ValueTask<IReadOnlyList<EntrySummary>> SummariesAsync(long after, int first, CancellationToken cancellation = default) =>
        Inner.SummariesAsync(after, first, cancellation);

    public virtual ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(
        IReadOnlyList<NodeId> nodes,
        long before,
        int first,
        CancellationToken cancellation = default
    ) => Inner.HistoryAsync(nodes, before, first, cancellation);

    public virtual ValueTask<LedgerHead> HeadAsync(CancellationToken cancellation = default) => Inner.HeadAsync(cancellation);

    public virtual ValueTask CheckAsync(CancellationToken cancellation = default) => Inner.CheckAsync(cancellation);

    public virtual NodeLookups Lookups => Inner.Lookups;

    public virtual IKeyStore Keys => Inner.Keys;

    public virtual IFollowerStore Followers => Inner.Followers;

    public virtual IImportJobs Jobs => Inner.Jobs;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (owns)
            await Inner.DisposeAsync();
    }
}
