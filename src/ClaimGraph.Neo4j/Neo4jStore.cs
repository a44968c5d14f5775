using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Bolt;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Wire;
using ClaimGraph.Neo4j.Writing;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j;

/// <summary>
/// The store on Neo4j 5. Every read is one flight of statements to the server; a commit is two or three, the first of which locks the head of the
/// ledger, so that any number of servers can write to one database.
/// </summary>
public sealed class Neo4jStore : IClaimStore
{
    private readonly ICypher _cypher;
    private readonly CommitProcedure _procedure;

    // Commits of this process wait here and not for the lock in the database, where each would hold a connection.
    private readonly SemaphoreSlim _turn = new(1, 1);

    private Neo4jStore(ICypher cypher, TimeProvider clock) => (_cypher, _procedure) = (cypher, new CommitProcedure(clock));

    /// <summary>Connects and brings the database to this program's schema where needed.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached or refuses, or a newer ClaimGraph has written to the database.</exception>
    /// <exception cref="ClaimGraphException">An option is out of its range.</exception>
    public static async Task<Neo4jStore> OpenAsync(Neo4jOptions options, TimeProvider clock) =>
        await OpenAsync(await BoltCypher.ConnectAsync(options, clock), clock);

    internal static async Task<Neo4jStore> OpenAsync(ICypher cypher, TimeProvider clock)
    {
        try
        {
            await Migrations.RunAsync(cypher);
            return new Neo4jStore(cypher, clock);
        }
        catch
        {
            await cypher.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids, CancellationToken cancellation = default)
    {
        var nodes = new Dictionary<NodeId, Node>(ids.Count);
        await _cypher.ReadAsync([.. NodeCypher.Get(ids, nodes)], cancellation);
        return [.. ids.Select(id => nodes.GetValueOrDefault(id))];
    }

    public async ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys, CancellationToken cancellation = default)
    {
        var found = new NodeId?[keys.Count];
        await _cypher.ReadAsync([NodeCypher.Find(keys, found)], cancellation);
        return found;
    }

    public async ValueTask<Page> ListAsync(ListQuery query, CancellationToken cancellation = default)
    {
        var nodes = new List<Node>();
        await _cypher.ReadAsync([ListCypher.List(query, nodes)], cancellation);
        return Page.From(nodes, query.Page);
    }

    public async ValueTask<IReadOnlyList<Page>> LinksAsync(LinkQuery query, IReadOnlyList<NodeId> nodes, CancellationToken cancellation = default)
    {
        var pages = nodes.Select(_ => new List<Node>()).ToArray();
        if (pages.Length > 0) await _cypher.ReadAsync([ListCypher.Links(query, nodes, pages)], cancellation);
        return Array.ConvertAll(pages, p => Page.From(p, query.Page));
    }

    public async ValueTask<long> CountAsync(NodeKind kind, Filter? filter, CancellationToken cancellation = default)
    {
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
        var counts = new List<ValueCount>();
        await _cypher.ReadAsync([CountCypher.Distribution(field, filter, first, counts)], cancellation);
        return CountCypher.Ordered(field, counts, first);
    }

    public async ValueTask<IReadOnlyList<TimeCount>> TimeSeriesAsync(Field field, DatePrecision interval, Filter? filter, CancellationToken cancellation = default)
    {
        var counts = new List<TimeCount>();
        await _cypher.ReadAsync([CountCypher.TimeSeries(field, interval, filter, counts)], cancellation);
        return counts;
    }

    public async ValueTask<IReadOnlyList<NodeCount>> RankAsync(Field via, NodeKind named, Filter? filter, int first, CancellationToken cancellation = default)
    {
        var ranking = new List<NodeCount>();
        await _cypher.ReadAsync([CountCypher.Rank(via, named, filter, first, ranking)], cancellation);
        return ranking;
    }

    public async ValueTask<IReadOnlyList<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellation = default)
    {
        var parts = SearchTerms.Of(query);
        if (parts.Count == 0 || query.First <= 0) return [];
        var found = new List<SearchCypher.Found>();
        await _cypher.ReadAsync([.. SearchCypher.Search(query, parts, found)], cancellation);
        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Id).Skip(query.Offset).Take(query.First)
            .Select(f => new SearchHit(f.Id, f.Score, query.WithHighlights ? SearchTerms.Passage(parts, f.Texts) : null))];
    }

    public async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources, CancellationToken cancellation = default)
    {
        var texts = new Dictionary<NodeId, string>();
        await _cypher.ReadAsync([NodeCypher.Snapshots(sources, texts)], cancellation);
        return [.. sources.Select(s => texts.GetValueOrDefault(s))];
    }

    public async ValueTask<CommitResult> CommitAsync(ChangeSet changes, CancellationToken cancellation = default)
    {
        var set = CommitProcedure.Check(changes);
        var commitId = Guid.NewGuid().ToString("N");
        CommitResult? unanswered = null;
        await _turn.WaitAsync(cancellation);
        try
        {
            // Once begun it is not cancelled: what is acknowledged as refused must not be there later.
            return await _cypher.WriteAsync(async transaction =>
            {
                var scope = new CommitScope(transaction, commitId);
                await scope.BeginAsync(set, mayBeDone: unanswered is not null);
                return scope.IsDone ? unanswered! : await _procedure.RunAsync(set, scope, result => unanswered = result);
            }, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask ReplayAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellation = default)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // When the answer to COMMIT was lost, the second attempt finds the entries there and has nothing to add.
            await _cypher.WriteAsync(async transaction =>
            {
                var head = LedgerHead.Empty;
                await transaction.RunAsync([LedgerCypher.Lock(row => head = LedgerCypher.ReadHead(row))]);
                var rest = ReplayProcedure.After(head, entries);
                foreach (var entry in rest)
                    await ReplayProcedure.RunAsync(entry, new CommitScope(transaction, Convert.ToHexStringLower(entry.Hash), commits: ReferenceEquals(entry, rest[^1])));
                return rest.Count;
            }, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask<IReadOnlyList<LedgerEntry>> ChangesAsync(long after, int first, CancellationToken cancellation = default)
    {
        var entries = new LedgerCypher.Entries();
        await _cypher.ReadAsync([LedgerCypher.After(after, first, entries)], cancellation);
        return entries.All;
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

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();            // for the commit that is under way; later ones find the connections closed
        _turn.Release();
        await _cypher.DisposeAsync();
    }
}
