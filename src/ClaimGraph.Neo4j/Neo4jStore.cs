using ClaimGraph.Access;
using ClaimGraph.Changes;
using ClaimGraph.Stores.Counting;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Access;
using ClaimGraph.Neo4j.Caching;
using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Searching;
using ClaimGraph.Neo4j.Writing;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j;

/// <summary>
/// The store on Neo4j 5. Every read is one flight of statements to the server; a commit is two or three, the first of which locks the head of the
/// ledger, so that any number of servers can write to one database.
/// </summary>
public sealed class Neo4jStore : IClaimStore
{
    private readonly IDriver _cypher;
    private readonly NodeCache _cache;
    private readonly WordIndex _words;
    private readonly CacheInvalidator _follower;
    private readonly CountCache _counts;
    private readonly Writer _writer;
    private readonly NodeReader _nodes;

    private Neo4jStore(IDriver cypher, Neo4jOptions options, TimeProvider clock)
    {
        (_cypher, _cache) = (cypher, new NodeCache(options.CachedNodes));
        _words = new WordIndex(cypher, _cache, clock);
        _follower = new CacheInvalidator(cypher, _cache, _words, options.CacheInterval, clock);
        _counts = new CountCache(_cache, _follower);
        _writer = new Writer(cypher, _cache, _words, clock);
        _nodes = new NodeReader(cypher, _cache, () => _writer.Committed);
        Keys = new Neo4jKeys(cypher);
    }

    /// <summary>Connects and brings the database to this program's schema where needed.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached or refuses, or a newer ClaimGraph has written to the database.</exception>
    /// <exception cref="ClaimGraphException">An option is out of its range.</exception>
    public static async Task<Neo4jStore> OpenAsync(Neo4jOptions options, TimeProvider clock) =>
        await OpenAsync(await Neo4jDriver.ConnectAsync(options, clock), options, clock);

    internal static async Task<Neo4jStore> OpenAsync(IDriver cypher, Neo4jOptions options, TimeProvider clock)
    {
        try
        {
            await Migrations.RunAsync(cypher);
            var store = new Neo4jStore(cypher, options, clock);
            store._cache.Clear((await store.HeadAsync()).Revision);
            return store;
        }
        catch
        {
            await cypher.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default)
    {
        await _follower.FollowAsync(cancellation);
        return await _nodes.GetAsync(ids, cancellation);
    }

    public async ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken cancellation = default)
    {
        var found = new NodeId?[keys.Count];
        await _cypher.ReadAsync([NodeCypher.Find(keys, found)], cancellation);
        return found;
    }

    public async ValueTask<Page> ListAsync(ListQuery query, CancellationToken cancellation = default)
    {
        await _follower.FollowAsync(cancellation);
        var (known, nodes) = (_cache.Latest(), new List<Node>());
        await _nodes.PagesAsync(ListCypher.List(query, known, nodes), [nodes], known, cancellation);
        return Page.From(nodes, query.Page);
    }

    public async ValueTask<IReadOnlyList<Page>> LinksAsync(LinkQuery query, IReadOnlyList<NodeId> nodes, CancellationToken cancellation = default)
    {
        await _follower.FollowAsync(cancellation);
        var pages = Array.ConvertAll(new List<Node>[nodes.Count], _ => new List<Node>());
        var known = _cache.Latest();
        if (pages.Length > 0) await _nodes.PagesAsync(ListCypher.Links(query, nodes, known, pages), pages, known, cancellation);
        return Array.ConvertAll(pages, p => Page.From(p, query.Page));
    }

    public async ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken cancellation = default)
    {
        if (await CountsSince.CountAsync(new TallyReader(_cypher, _counts, cancellation), kind, filter) is { } kept) return kept;
        var count = 0L;
        await _cypher.ReadAsync([CountCypher.Count(kind, filter, row => count = row.Long())], cancellation);
        return count;
    }

    public async ValueTask<IReadOnlyList<long>> CountLinksAsync(Field via, Filter? filter, IReadOnlyList<NodeId> nodes, CancellationToken cancellation = default)
    {
        var counts = new long[nodes.Count];
        if (counts.Length > 0) await _cypher.ReadAsync([ListCypher.CountLinks(via, filter, nodes, counts)], cancellation);
        return counts;
    }

    public async ValueTask<IReadOnlyList<ValueCount>> DistributionAsync(Field field, Filter? filter, int first, CancellationToken cancellation = default)
    {
        if (await CountsSince.DistributionAsync(new TallyReader(_cypher, _counts, cancellation), field, filter, first) is { } kept) return kept;
        var counts = new List<ValueCount>();
        await _cypher.ReadAsync([CountCypher.Distribution(field, filter, first, counts)], cancellation);
        return field.EnumType is null ? counts : CountsSince.Ordered(field, counts, first);
    }

    public async ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(Field field, DatePrecision interval, Filter? filter, CancellationToken cancellation = default)
    {
        var counts = new List<TimeCount>();
        await _cypher.ReadAsync([CountCypher.TimeSeries(field, interval, filter, counts)], cancellation);
        return counts;
    }

    public async ValueTask<IReadOnlyList<NodeCount>> RankAsync(Field via, NodeKind named, Filter? filter, int first, CancellationToken cancellation = default)
    {
        if (await CountsSince.RankAsync(new TallyReader(_cypher, _counts, cancellation), via, named, filter, first) is { } kept) return kept;
        var ranking = new List<NodeCount>();
        await _cypher.ReadAsync([CountCypher.Rank(via, named, filter, first, ranking)], cancellation);
        return ranking;
    }

    public async ValueTask<IReadOnlyList<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellation = default)
    {
        var parts = SearchTerms.Of(query);
        if (parts.Count == 0 || query.First <= 0) return [];
        await _follower.FollowAsync(cancellation);
        await _words.CatchUpAsync(cancellation);
        var found = new List<SearchCypher.Found>();
        var limited = SearchCypher.CanLimit(query, parts);
        await _cypher.ReadAsync([.. SearchCypher.Search(query, parts, limited, found)], cancellation);
        if (limited && !SearchCypher.IsSure(query, found))
        {
            found.Clear();
            await _cypher.ReadAsync([.. SearchCypher.Search(query, parts, limited: false, found)], cancellation);
        }
        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Id).Skip(query.Offset).Take(query.First)
            .Select(f => new SearchHit(f.Id, f.Score, query.WithHighlights ? SearchTerms.Passage(parts, f.Texts) : null))];
    }

    public async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<NodeId, string>();
        await _cypher.ReadAsync([NodeCypher.Snapshots(sources, texts)], cancellation);
        return [.. sources.Select(s => texts.GetValueOrDefault(s))];
    }

    public ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default) => _writer.CommitAsync(changes, cancellation);

    public ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default) => _writer.ReplayAsync(entries, cancellation);

    public async ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken cancellation = default)
    {
        var entries = new LedgerCypher.Entries();
        await _cypher.ReadAsync([LedgerCypher.After(after, first, entries)], cancellation);
        var all = entries.All;
        if (all.Count > 0) await _follower.FollowAsync(all[^1].Revision, cancellation);      // who is told of a commit sees what it wrote
        return all;
    }

    public async ValueTask<IReadOnlyList<LedgerEntry>> HistoryAsync(NodeId node, long before, int first, CancellationToken cancellation = default)
    {
        var entries = new LedgerCypher.Entries();
        await _cypher.ReadAsync([LedgerCypher.History(node, before, first, entries)], cancellation);
        return entries.All;
    }

    public async ValueTask<LedgerHead> HeadAsync(CancellationToken cancellation = default)
    {
        var head = LedgerHead.Empty;
        await _cypher.ReadAsync([LedgerCypher.Head(row => head = LedgerCypher.ReadHead(row))], cancellation);
        return head;
    }

    public NodeLookups Lookups => _cache.Lookups;

    public IKeyStore Keys { get; }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _words.DisposeAsync();
        await _cypher.DisposeAsync();
    }
}
