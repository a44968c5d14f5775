using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Copying;
using ClaimGraph.Following;
using ClaimGraph.Jobs;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Access;
using ClaimGraph.Neo4j.Caching;
using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Jobs;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Sharing;
using ClaimGraph.Neo4j.Verifying;
using ClaimGraph.Neo4j.Writing;
using ClaimGraph.Queries;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j;

/// <summary>
/// The store on Neo4j 5. A read is one round trip to the server. A commit takes two or three, the first of which locks the head of the
/// ledger, so that any number of servers can write to one database.
/// </summary>
public sealed class Neo4jStore : IClaimStore, ISharedStore
{
    private readonly IDriver _driver;
    private readonly Prefix _prefix;
    private readonly Strangers _strangers;
    private readonly NodeCache _cache;
    private readonly KnownLedger _ledger;
    private readonly CacheInvalidator _invalidator;
    private readonly CountCache _counts;
    private readonly CommitQueue _commits;
    private readonly NodeReader _nodes;
    private readonly Searcher _search;

    private Neo4jStore(IDriver driver, Prefix prefix, Strangers strangers, LedgerHead head, Neo4jOptions options, TimeProvider clock)
    {
        (_driver, _prefix, _strangers, _cache) = (driver, prefix, strangers, new NodeCache(options.CachedNodes));
        _ledger = new KnownLedger(head);
        _invalidator = new CacheInvalidator(driver, _cache, _ledger, options.CacheInterval, clock);
        _counts = new CountCache(_cache, _invalidator);
        var groups = new GroupCommit(_cache, _ledger, clock);
        _commits = new CommitQueue(driver, groups, options, clock);
        _nodes = new NodeReader(driver, _cache, () => groups.Written);
        _search = new Searcher(this, KnownRevisionAsync);
        (Keys, Followers, Jobs) = (new Neo4jKeys(driver), new Neo4jFollowers(driver), new Neo4jJobs(driver));
    }

    /// <summary>Connects to the server, and updates the schema of the database if needed.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The server cannot be reached or refuses the request, or a newer ClaimGraph has written to the database.
    /// </exception>
    /// <exception cref="ClaimGraphException">An option is out of range.</exception>
    /// <param name="tell">Gets lines about what takes its time, and about what is skipped because others wrote it.</param>
    public static async Task<Neo4jStore> OpenAsync(Neo4jOptions options, TimeProvider clock, Action<string>? tell = null) =>
        await OpenAsync(await Neo4jDriver.ConnectAsync(options, clock), options, clock, tell);

    internal static async Task<Neo4jStore> OpenAsync(IDriver driver, Neo4jOptions options, TimeProvider clock, Action<string>? tell = null)
    {
        var strangers = new Strangers(tell);
        var prefix = new Prefix(options.Prefix);
        driver = new SharedDriver(driver, prefix, strangers);
        try
        {
            await Migrations.RunAsync(driver, clock, tell);
            await SortKeys.RenewAsync(driver);
            await strangers.LookAsync(driver);
            var head = await HeadAsync(driver, CancellationToken.None);
            var store = new Neo4jStore(driver, prefix, strangers, head, options, clock);
            store._cache.Clear(head.Revision);
            return store;
        }
        catch
        {
            await driver.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Verifies that the database is whole: all that it holds must follow from its ledger, which is replayed into an empty store. Nobody
    /// may write meanwhile.
    /// </summary>
    /// <param name="empty">Takes the replay.</param>
    /// <param name="expected">An entry that the ledger must have; null if none is known.</param>
    /// <exception cref="ClaimGraphException">The store was written to meanwhile.</exception>
    public async Task<Verification> VerifyAsync(
        IClaimStore empty,
        LedgerHead? expected = null,
        IProgress<CopyProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var verification = await StoreVerification.RunAsync(this, empty, expected, progress, cancellation);
        if (!verification.Head.IsSame(await HeadAsync(cancellation)))
            return verification; // the replay ends before the database does
        var found = await new GraphVerification(_driver, _prefix, empty).RunAsync(cancellation);
        return verification with { Problems = [.. verification.Problems, .. found] };
    }

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default)
    {
        await _invalidator.RefreshAsync(cancellation);
        return await _nodes.GetAsync(ids, cancellation);
    }

    public async ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken cancellation = default)
    {
        var found = new NodeId?[keys.Count];
        await _driver.ReadAsync([NodeCypher.Find(keys, found)], cancellation);
        return found;
    }

    public async ValueTask<Page> ListAsync(ListQuery query, CancellationToken cancellation = default)
    {
        await _invalidator.RefreshAsync(cancellation);
        var (view, rows) = (_cache.Latest(), new PageRows());
        return (await _nodes.ReadPagesAsync(more => ListCypher.List(query, view, rows, more), [rows], query.Page, view, cancellation))[0];
    }

    public async ValueTask<IReadOnlyList<Page>> LinksAsync(
        LinkQuery query,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    )
    {
        await _invalidator.RefreshAsync(cancellation);
        if (nodes.Count == 0)
            return [];
        var (view, rows) = (_cache.Latest(), Array.ConvertAll(new PageRows[nodes.Count], _ => new PageRows()));
        return await _nodes.ReadPagesAsync(more => ListCypher.Links(query, nodes, view, rows, more), rows, query.Page, view, cancellation);
    }

    public async ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken cancellation = default)
    {
        if (await CountsSince.CountAsync(Tallies(cancellation), kind, filter) is { } known)
            return known;
        var count = 0L;
        await _driver.ReadAsync([CountCypher.Count(kind, filter, row => count = row.Long())], cancellation);
        return count;
    }

    public async ValueTask<IReadOnlyList<long>> CountLinksAsync(
        Field via,
        Filter? filter,
        IReadOnlyList<NodeId> nodes,
        CancellationToken cancellation = default
    )
    {
        var counts = new long[nodes.Count];
        if (counts.Length > 0)
            await _driver.ReadAsync([ListCypher.CountLinks(via, filter, nodes, counts)], cancellation);
        return counts;
    }

    public async ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(
        Field field,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    )
    {
        if (await CountsSince.DistributionAsync(Tallies(cancellation), field, filter, first) is { } known)
            return known;
        var counts = new List<ValueCount>();
        await _driver.ReadAsync([CountCypher.Distribution(field, filter, first, counts)], cancellation);
        return field.EnumType is null ? counts : CountsSince.Ordered(field, counts, first);
    }

    public async ValueTask<IReadOnlyList<Group>> GroupsAsync(GroupQuery query, CancellationToken cancellation = default)
    {
        var groups = new List<Group>();
        await _driver.ReadAsync([new GroupCypher(query).Query(groups)], cancellation);
        return groups;
    }

    public async ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(
        Field field,
        DatePrecision interval,
        Filter? filter,
        CancellationToken cancellation = default
    )
    {
        var counts = new List<TimeCount>();
        await _driver.ReadAsync([CountCypher.TimeSeries(field, interval, filter, counts)], cancellation);
        return counts;
    }

    public async ValueTask<IReadOnlyList<NodeCount>> RankAsync(
        Field via,
        NodeKind named,
        Filter? filter,
        int first,
        CancellationToken cancellation = default
    )
    {
        if (await CountsSince.RankAsync(Tallies(cancellation), via, named, filter, first) is { } known)
            return known;
        var ranking = new List<NodeCount>();
        await _driver.ReadAsync([CountCypher.Rank(via, named, filter, first, ranking)], cancellation);
        return ranking;
    }

    public ValueTask<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation = default) =>
        _search.SearchAsync(query, cancellation);

    public ValueTask<IReadOnlyList<SimilarStatement>> SimilarAsync(SimilarQuery query, CancellationToken cancellation = default) =>
        _search.SimilarAsync(query, cancellation);

    public ValueTask WarmAsync(CancellationToken cancellation = default) => _search.WarmAsync(cancellation);

    public async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<NodeId, string>();
        await _driver.ReadAsync([NodeCypher.Snapshots(sources, texts)], cancellation);
        return [.. sources.Select(s => texts.GetValueOrDefault(s))];
    }

    public async ValueTask<IReadOnlyList<NodeId?>> TracedAsync(
        IReadOnlyList<long> traces,
        IReadOnlyCollection<NodeId> except,
        CancellationToken cancellation = default
    )
    {
        var found = new NodeId?[traces.Count];
        await _driver.ReadAsync([NodeCypher.Traced(traces, except, found)], cancellation);
        return found;
    }

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default) =>
        _commits.CommitAsync(changes, cancellation);

    public ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default) =>
        _commits.ReplayAsync(entries, cancellation);

    public async ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken cancellation = default)
    {
        var reader = new LedgerRowReader();
        await _driver.ReadAsync([LedgerCypher.After(after, first, reader)], cancellation);
        var entries = reader.Entries;
        // A caller that learns of a commit must see what it wrote.
        if (entries.Count > 0)
            await _invalidator.RefreshAsync(entries[^1].Revision, cancellation);
        return entries;
    }

    public async ValueTask<IReadOnlyList<EntrySummary>> SummariesAsync(long after, int first, CancellationToken cancellation = default)
    {
        var summaries = new List<EntrySummary>();
        await _driver.ReadAsync([LedgerCypher.Summaries(after, first, summaries)], cancellation);
        return summaries;
    }

    public async ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(
        IReadOnlyList<NodeId> nodes,
        long before,
        int first,
        CancellationToken cancellation = default
    )
    {
        var reader = new LedgerRowReader();
        await _driver.ReadAsync([LedgerCypher.History(nodes, before, first, reader)], cancellation);
        return reader.Entries;
    }

    public ValueTask<LedgerHead> HeadAsync(CancellationToken cancellation = default)
    {
        _ledger.ThrowIfLost();
        return HeadAsync(_driver, cancellation);
    }

    public ValueTask CheckAsync(CancellationToken cancellation = default) => _commits.CheckAsync(cancellation);

    public async ValueTask<IReadOnlyList<string>> StrangersAsync(CancellationToken cancellation = default)
    {
        var strangers = new List<string>();
        await _driver.ReadAsync([.. StrangerCypher.Find(strangers)], cancellation);
        return [.. strangers.Select(node => $"{node} was not written by ClaimGraph."), .. _strangers.Told];
    }

    public NodeLookups Lookups => _cache.Lookups;

    public IKeyStore Keys { get; }

    public IFollowerStore Followers { get; }

    public IImportJobs Jobs { get; }

    public async ValueTask DisposeAsync()
    {
        await _search.DisposeAsync();
        await _commits.DisposeAsync();
        await _driver.DisposeAsync();
    }

    private static async ValueTask<LedgerHead> HeadAsync(IDriver driver, CancellationToken cancellation)
    {
        var head = LedgerHead.Empty;
        await driver.ReadAsync([LedgerCypher.Head(read => head = read)], cancellation);
        return head;
    }

    // Without a node cache, commits are not counted here.
    private async ValueTask<long> KnownRevisionAsync(CancellationToken cancellation)
    {
        await _invalidator.RefreshAsync(cancellation);
        return _cache.IsOn ? _cache.Known : (await HeadAsync(cancellation)).Revision;
    }

    private TallyReader Tallies(CancellationToken cancellation) => new(_driver, _counts, cancellation);
}
