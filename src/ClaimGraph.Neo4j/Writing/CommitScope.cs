using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Searching;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// The transaction of one or more sets. Its first flight locks the head of the ledger, so that commits from all servers follow each other and none can
/// block another half-way, and brings what the sets name and the cache does not have; what each set writes is kept here, seen by the sets after it, until the last flight writes
/// everything and commits.
/// </summary>
internal sealed class CommitScope(ITransaction transaction, NodeCache cache) : ICommitScope
{
    private readonly Dictionary<NodeId, Node> _nodes = [];
    private readonly HashSet<NodeId> _asked = [];
    private readonly HashSet<NodeId> _created = [];
    private readonly Dictionary<NaturalKey, NodeId?> _keys = [];
    private readonly Dictionary<string, (long Revision, IReadOnlyList<NodeId> Results)> _commits = [];
    private readonly UncommittedState _pending = new();
    private LedgerHead _head = LedgerHead.Empty;

    /// <summary>The revision that the transaction found.</summary>
    public long Found { get; private set; }

    /// <summary>The revision after what was written so far.</summary>
    public long Revision => _head.Revision;

    /// <summary>True when an earlier attempt of these very commits was written, its answer having been lost.</summary>
    public bool IsDone { get; private set; }

    /// <summary>True when what is committed leaves words to be indexed.</summary>
    public bool LeavesWords { get; private set; }

    /// <summary>The nodes written so far, as they are read.</summary>
    public IEnumerable<Node> Written => _pending.Nodes;

    /// <summary>The id of the next commit to be written, by which it is known when its answer gets lost.</summary>
    public string CommitId { get; set; } = "";

    /// <summary>Locks, and asks in the same flight for all that the sets name at first sight.</summary>
    /// <param name="mayBeDone">The ids of commits that an earlier attempt came so far as to write.</param>
    public async ValueTask BeginAsync(IReadOnlyList<ChangeSet> sets, string[] mayBeDone)
    {
        var operations = sets.SelectMany(s => s.Operations).ToArray();
        var keys = operations.SelectMany(o => o.Keys()).Distinct().ToArray();
        _created.UnionWith(operations.OfType<Create>().Select(c => c.Id));
        var ids = operations.SelectMany(Asked).Distinct().Where(id => !_created.Contains(id)).ToArray();
        var again = sets.Select(s => s.IdempotencyKey).OfType<string>().Distinct().ToArray();
        var found = new NodeId?[keys.Length];
        var (known, held) = (cache.Latest(), new List<NodeId>());
        var missing = TakeKnown(ids, known, held);
        await transaction.RunAsync(
        [
            LedgerCypher.Lock(row => _head = LedgerCypher.ReadHead(row)),
            .. mayBeDone.Length > 0 ? [Done(mayBeDone)] : Array.Empty<Query>(),
            .. again.Length > 0 ? [Earlier(again)] : Array.Empty<Query>(),
            .. keys.Length > 0 ? [NodeCypher.Find(keys, found)] : Array.Empty<Query>(),
            .. NodeCypher.Get(missing, _nodes),
        ]);
        Found = _head.Revision;
        // Somebody else has committed since, perhaps to one of these.
        if (known.From != Found && held.Count > 0) await transaction.RunAsync([.. NodeCypher.Get(held, _nodes)]);
        _asked.UnionWith(ids);
        for (var i = 0; i < keys.Length; i++) _keys[keys[i]] = found[i];
    }

    /// <summary>Takes from memory what it has of some nodes.</summary>
    /// <param name="held">Gets the nodes that it has.</param>
    /// <returns>The others.</returns>
    private List<NodeId> TakeKnown(IReadOnlyList<NodeId> ids, NodeCache.View known, List<NodeId> held)
    {
        var missing = new List<NodeId>();
        foreach (var id in ids)
        {
            if (known.Find(id) is not { } node)
            {
                missing.Add(id);
                continue;
            }
            _nodes[id] = node;
            held.Add(id);
        }
        return missing;
    }

    private Query Done(string[] commits) => new("UNWIND $commits AS c MATCH (e:LedgerEntry {commit: c}) RETURN e.revision",
        NodeCypher.Parameter("commits", commits), row => IsDone = row.Long() > 0);

    private Query Earlier(string[] keys) => new("UNWIND $keys AS k MATCH (e:LedgerEntry {idempotencyKey: k}) RETURN k, e.revision, e.results",
        NodeCypher.Parameter("keys", keys), row => _commits[row.Text()] = (row.Long(), row.Ids()));

    private static IEnumerable<NodeId> Asked(Operation operation) => operation switch
    {
        Update update => update.Named().Append(update.Id),
        SetStatus status => [status.Id],
        _ => operation.Named(),
    };

    /// <summary>Brings in one flight what will be asked for, and remembers what cannot be there yet.</summary>
    public async ValueTask ForeseeAsync(IReadOnlyList<NodeId> created, IReadOnlyList<NodeId> named)
    {
        _created.UnionWith(created);
        await GetAsync([.. named.Where(id => !_created.Contains(id))]);
    }

    public ValueTask<LedgerHead> HeadAsync() => new(_head);

    public ValueTask<(long Revision, IReadOnlyList<NodeId> Results)?> FindCommitAsync(string idempotencyKey) =>
        new(_commits.TryGetValue(idempotencyKey, out var found) ? found : null);

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids)
    {
        var missing = ids.Where(_asked.Add).ToList();
        // Under the lock nobody commits.
        if (missing.Count > 0) missing = TakeKnown(missing, cache.At(Found), []);
        if (missing.Count > 0) await transaction.RunAsync([.. NodeCypher.Get(missing, _nodes)]);
        return [.. ids.Select(id => _nodes.GetValueOrDefault(id))];
    }

    public async ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys)
    {
        var missing = keys.Where(k => !_keys.ContainsKey(k)).ToArray();
        if (missing.Length > 0)
        {
            var found = new NodeId?[missing.Length];
            await transaction.RunAsync([NodeCypher.Find(missing, found)]);
            for (var i = 0; i < missing.Length; i++) _keys[missing[i]] = found[i];
        }
        return [.. keys.Select(k => _keys[k])];
    }

    public async ValueTask<IReadOnlyList<Node>> LinkedAsync(Field via, IReadOnlyList<NodeId> ids)
    {
        var label = NodeLabel.Of(via.Kind);
        var nodes = new Dictionary<NodeId, Node>();
        // What is new here has no links in the database.
        var stored = ids.Where(id => !_created.Contains(id)).ToArray();
        if (stored.Length > 0)
            await transaction.RunAsync([new Query($"UNWIND $ids AS id MATCH (n:{label.Name}) WHERE n.{label.Property(via)} = id{ListCypher.Indexed}{label.Rows()}",
                NodeCypher.Ids(stored), NodeCypher.Into(nodes, label))]);
        _pending.Relink(nodes, via, ids);
        return [.. nodes.Values.OrderBy(n => n.Id)];
    }

    public async ValueTask<IReadOnlyList<int>> CountSupportAsync(IReadOnlyList<(NodeId Target, NodeId Origin)> pairs)
    {
        var counts = new int[pairs.Count];
        var stored = Enumerable.Range(0, counts.Length).Where(i => !_created.Contains(pairs[i].Target) && !_created.Contains(pairs[i].Origin)).ToArray();
        if (stored.Length > 0)
            await transaction.RunAsync([new Query("""
                UNWIND $pairs AS p CALL { WITH p MATCH (n:Evidence) WHERE n.target = p[1] AND n.origin = p[2]
                  AND n.stance = 'SUPPORTS' AND n.status <> 'RETRACTED' RETURN count(*) AS c } RETURN p[0], c
                """, NodeCypher.Parameter("pairs", stored.Select(i => (object?)new long[] { i, pairs[i].Target.Value, pairs[i].Origin.Value }).ToList()), row => counts[row.Long()] = row.Int())]);
        for (var i = 0; i < counts.Length; i++) counts[i] += _pending.Support(pairs[i].Target, pairs[i].Origin);
        return counts;
    }

    public async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources)
    {
        var texts = new Dictionary<NodeId, string>();
        await transaction.RunAsync([NodeCypher.Snapshots(sources, texts)]);
        return [.. sources.Select(s => _pending.Snapshots.TryGetValue(s, out var text) ? text : texts.GetValueOrDefault(s))];
    }

    /// <summary>Keeps what the set writes for <see cref="CommitAsync"/>.</summary>
    public ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes)
    {
        _pending.Add(entry, results, writes, CommitId);
        foreach (var write in writes)
        {
            _asked.Add(write.After.Id);
            _nodes[write.After.Id] = UncommittedState.WithoutSnapshot(write.After);
            foreach (var key in NodeWrite.Keys(write.Before)) _keys[key] = null;
        }
        foreach (var write in writes)
            foreach (var key in NodeWrite.Keys(write.After)) _keys[key] = write.After.Id;
        if (entry.IdempotencyKey is { } again) _commits[again] = (entry.Revision, results);
        _head = new LedgerHead(entry.Revision, entry.Hash);
        return default;
    }

    /// <summary>Writes what the sets wrote, and commits.</summary>
    public async ValueTask CommitAsync()
    {
        NodeWrite[] writes = [.. _pending.Writes];
        var tally = new Tally();
        foreach (var write in writes) Tallies.Write(tally, write.Before, write.After);
        var spoken = WriteCypher.StatementsWithOtherQuotes(writes);
        var words = new WordPlacement(writes, spoken);
        Query[] flight = [WriteCypher.Commit(writes, tally, _pending.Entries, words), .. WriteCypher.Links(writes), .. WriteCypher.Snapshots(_pending.Snapshots)];
        if (spoken.Length > 0)
        {
            var quotes = new Dictionary<long, string[]>();
            await transaction.RunAsync([.. flight, WriteCypher.ReadQuotes(spoken, quotes)]);
            flight = [WriteCypher.Quotes(quotes, words)];
        }
        LeavesWords = words.Waiting is not null;
        await transaction.CommitAsync(flight);
    }
}
