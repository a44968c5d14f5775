using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Following;
using ClaimGraph.Jobs;
using ClaimGraph.Ledger;
using ClaimGraph.Queries;

namespace ClaimGraph.Server.Telemetry;

/// <summary>A store that makes a span and metrics of each call. They hold neither what was asked for nor what was answered.</summary>
internal sealed class ObservedStore : IClaimStore
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ClaimGraph.Store";

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    };

    private readonly IClaimStore _store;
    private readonly TimeProvider _clock;
    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private long _revision;

    public ObservedStore(IClaimStore store, TimeProvider clock)
    {
        (_store, _clock) = (store, clock);
        _duration = _meter.CreateHistogram(
            "claimgraph.store.duration",
            "s",
            "Duration of calls to the store, by member and outcome; commits are calls of CommitAsync.",
            advice: Buckets
        );
        _meter.CreateObservableGauge(
            "claimgraph.ledger.revision",
            () => Volatile.Read(ref _revision),
            "{entry}",
            "Newest revision of the ledger that this process has seen."
        );
        _meter.CreateObservableCounter(
            "claimgraph.node_cache.lookups",
            Lookup,
            "{lookup}",
            "Nodes that the store found in memory (hit) or had to read."
        );
    }

    public ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken c = default) =>
        Observe(() => _store.GetAsync(ids, c));

    public ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken c = default) =>
        Observe(() => _store.FindAsync(keys, c));

    public ValueTask<Page> ListAsync(ListQuery query, CancellationToken c = default) => Observe(() => _store.ListAsync(query, c));

    public ValueTask<IReadOnlyList<Page>> LinksAsync(LinkQuery query, IReadOnlyList<NodeId> nodes, CancellationToken c = default) =>
        Observe(() => _store.LinksAsync(query, nodes, c));

    public ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken c = default) =>
        Observe(() => _store.CountAsync(kind, filter, c));

    public ValueTask<IReadOnlyList<long>> CountLinksAsync(
        Field via,
        Filter? filter,
        IReadOnlyList<NodeId> nodes,
        CancellationToken c = default
    ) => Observe(() => _store.CountLinksAsync(via, filter, nodes, c));

    public ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(Field field, Filter? filter, int first, CancellationToken c = default) =>
        Observe(() => _store.DistributionAsync(field, filter, first, c));

    public ValueTask<IReadOnlyList<Group>> GroupsAsync(GroupQuery query, CancellationToken c = default) =>
        Observe(() => _store.GroupsAsync(query, c));

    public ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(
        Field field,
        DatePrecision interval,
        Filter? filter,
        CancellationToken c = default
    ) => Observe(() => _store.TimeSeriesAsync(field, interval, filter, c));

    public ValueTask<IReadOnlyList<NodeCount>> RankAsync(
        Field via,
        NodeKind named,
        Filter? filter,
        int first,
        CancellationToken c = default
    ) => Observe(() => _store.RankAsync(via, named, filter, first, c));

    public ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken c = default) =>
        Observe(() => _store.SearchAsync(query, c));

    public ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken c = default) =>
        Observe(() => _store.SimilarAsync(query, c));

    public async ValueTask WarmAsync(CancellationToken c = default) =>
        await Observe<object?>(async () =>
        {
            await _store.WarmAsync(c);
            return null;
        });

    public ValueTask<IReadOnlyList<NodeId?>> TracedAsync(
        IReadOnlyList<long> traces,
        IReadOnlyCollection<NodeId> except,
        CancellationToken c = default
    ) => Observe(() => _store.TracedAsync(traces, except, c));

    public ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken c = default) =>
        Observe(() => _store.SnapshotsAsync(sources, c));

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken c = default) =>
        Observe(() => _store.CommitAsync(changes, c), result => result.Revision);

    public ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken c = default) =>
        Observe(() => _store.ChangesAsync(after, first, c), entries => entries.Count == 0 ? 0 : entries[^1].Revision);

    public ValueTask<IReadOnlyList<EntrySummary>> SummariesAsync(long after, int first, CancellationToken c = default) =>
        Observe(() => _store.SummariesAsync(after, first, c));

    public ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(
        IReadOnlyList<NodeId> nodes,
        long before,
        int first,
        CancellationToken c = default
    ) => Observe(() => _store.HistoryAsync(nodes, before, first, c));

    public ValueTask<LedgerHead> HeadAsync(CancellationToken c = default) => Observe(() => _store.HeadAsync(c), head => head.Revision);

    public async ValueTask CheckAsync(CancellationToken c = default) =>
        await Observe<object?>(async () =>
        {
            await _store.CheckAsync(c);
            return null;
        });

    public async ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken c = default) =>
        await Observe<object?>(async () =>
        {
            await _store.ReplayAsync(entries, c);
            return null;
        });

    public NodeLookups Lookups => _store.Lookups;

    public IKeyStore Keys => _store.Keys;

    public IFollowerStore Followers => _store.Followers;

    public IImportJobs Jobs => _store.Jobs;

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        _meter.Dispose();
        return _store.DisposeAsync();
    }

    private async ValueTask<T> Observe<T>(Func<ValueTask<T>> call, Func<T, long>? revision = null, [CallerMemberName] string member = "")
    {
        using var activity = _source.StartActivity(member, ActivityKind.Client);
        var start = _clock.GetTimestamp();
        var outcome = "OK";
        try
        {
            var answer = await call();
            if (revision is not null)
                Saw(revision(answer));
            return answer;
        }
        catch (Exception failure)
        {
            outcome = failure switch
            {
                RefusedException => "REFUSED",
                OperationCanceledException => "CANCELLED",
                StoreUnavailableException => "UNAVAILABLE",
                _ => "FAILED",
            };
            if (failure is not (RefusedException or OperationCanceledException))
                activity?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            _duration.Record(_clock.GetElapsedTime(start).TotalSeconds, Tag("member", member), Tag("outcome", outcome));
        }
    }

    private IEnumerable<Measurement<long>> Lookup() =>
        [new(_store.Lookups.Hits, Tag("hit", true)), new(_store.Lookups.Misses, Tag("hit", false))];

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    private void Saw(long revision)
    {
        for (var known = Volatile.Read(ref _revision); revision > known; known = Volatile.Read(ref _revision))
            Interlocked.CompareExchange(ref _revision, revision, known);
    }
}
