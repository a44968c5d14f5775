using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Neo4j.Wire;
using ClaimGraph.Queries;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// The transaction of one commit. Its first flight locks the head of the ledger, so that commits from all servers follow each other and none can
/// block another half-way, and brings what the set names; the last one writes everything and commits.
/// </summary>
/// <param name="commits">False when more is written in the same transaction afterwards.</param>
internal sealed class CommitScope(ITransaction transaction, string commitId, bool commits = true) : ICommitScope
{
    private readonly Dictionary<NodeId, Node> _nodes = [];
    private readonly HashSet<NodeId> _asked = [];
    private readonly Dictionary<NaturalKey, NodeId?> _keys = [];
    private LedgerHead _head = LedgerHead.Empty;
    private (long Revision, IReadOnlyList<NodeId> Results)? _earlier;

    /// <summary>True when an earlier attempt of this very commit was written, its answer having been lost.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Locks, and asks in the same flight for all that the set names at first sight.</summary>
    /// <param name="mayBeDone">Whether an earlier attempt came so far as to write.</param>
    public async ValueTask BeginAsync(ChangeSet changes, bool mayBeDone)
    {
        var keys = changes.Operations.SelectMany(o => o.Keys()).Distinct().ToArray();
        var ids = changes.Operations.SelectMany(Asked).Distinct().ToArray();
        var found = new NodeId?[keys.Length];
        await transaction.RunAsync(
        [
            LedgerCypher.Lock(row => _head = LedgerCypher.ReadHead(row)),
            .. mayBeDone || changes.IdempotencyKey is not null ? [Earlier(changes.IdempotencyKey)] : Array.Empty<Query>(),
            .. keys.Length > 0 ? [NodeCypher.Find(keys, found)] : Array.Empty<Query>(),
            .. NodeCypher.Get(ids, _nodes),
        ]);
        _asked.UnionWith(ids);
        for (var i = 0; i < keys.Length; i++) _keys[keys[i]] = found[i];
    }

    private Query Earlier(string? key) => new("MATCH (e:LedgerEntry) WHERE e.commit = $commit OR e.idempotencyKey = $key RETURN e.commit = $commit, e.revision, e.results",
        new Dictionary<string, object?> { ["commit"] = commitId, ["key"] = key }, row =>
        {
            if (row.Bool()) IsDone = true;
            else _earlier = (row.Long(), row.Ids());
        });

    private static IEnumerable<NodeId> Asked(Operation operation) => operation switch
    {
        Update update => update.Named().Append(update.Id),
        SetStatus status => [status.Id],
        _ => operation.Named(),
    };

    public ValueTask<LedgerHead> HeadAsync() => new(_head);

    public ValueTask<(long Revision, IReadOnlyList<NodeId> Results)?> FindCommitAsync(string idempotencyKey) => new(_earlier);

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids)
    {
        var missing = ids.Where(_asked.Add).ToArray();
        if (missing.Length > 0) await transaction.RunAsync([.. NodeCypher.Get(missing, _nodes)]);
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
        await transaction.RunAsync([new Query($"UNWIND $ids AS id MATCH (n:{label.Name}) WHERE n.{label.Property(via)} = id RETURN {label.Columns}",
            NodeCypher.Ids(ids), NodeCypher.Into(nodes, label))]);
        return [.. nodes.Values.OrderBy(n => n.Id)];
    }

    public async ValueTask<IReadOnlyList<int>> CountSupportAsync(IReadOnlyList<(NodeId Target, NodeId Origin)> pairs)
    {
        var counts = new int[pairs.Count];
        await transaction.RunAsync([new Query("""
            UNWIND range(0, size($pairs) - 1) AS i CALL { WITH i MATCH (n:Evidence) WHERE n.target = $pairs[i][0] AND n.origin = $pairs[i][1]
              AND n.stance = 'SUPPORTS' AND n.status <> 'RETRACTED' RETURN count(*) AS c } RETURN i, c
            """, NodeCypher.Parameter("pairs", pairs.Select(p => (object?)new[] { p.Target.Value, p.Origin.Value }).ToList()), row => counts[row.Long()] = row.Int())]);
        return counts;
    }

    public async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources)
    {
        var texts = new Dictionary<NodeId, string>();
        await transaction.RunAsync([NodeCypher.Snapshots(sources, texts)]);
        return [.. sources.Select(s => texts.GetValueOrDefault(s))];
    }

    public async ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes)
    {
        List<Query> flight = [.. WriteCypher.Nodes(writes), .. WriteCypher.Links(writes), .. WriteCypher.Snapshots(writes)];
        var spoken = WriteCypher.StatementsWithOtherQuotes(writes);
        if (spoken.Length > 0)
        {
            var quotes = new Dictionary<long, string[]>();
            await transaction.RunAsync([.. flight, WriteCypher.ReadQuotes(spoken, quotes)]);
            flight = [WriteCypher.Quotes(quotes)];
        }
        flight.Add(WriteCypher.Entry(entry, results, commitId));
        await (commits ? transaction.CommitAsync(flight) : transaction.RunAsync(flight));
    }
}
