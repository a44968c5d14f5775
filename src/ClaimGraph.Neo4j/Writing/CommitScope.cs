using ClaimGraph.Changes;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>
/// The transaction of one or more change sets. Its first round trip locks the head of the ledger, so that the commits of all servers follow
/// each other and cannot deadlock, and loads what the change sets name and the cache does not have. What each change set writes stays here,
/// visible to those after it, until the last round trip writes everything and commits.
/// </summary>
internal sealed class CommitScope(ITransaction transaction, NodeCache cache, KnownLedger ledger) : ICommitScope
{
    private static readonly string Strongest = $$"""
        UNWIND $groups AS group CALL { WITH group
          MATCH (n:Evidence) WHERE n._target = group[1] AND n._origin = group[2] AND n.stance = group[3]
            AND {{Conditions.NodeIsActive}} AND NOT n._id IN group[4]
          RETURN max(coalesce(n._weight, 0)) AS weight }
        RETURN group[0], weight
        """;

    // What is in common with evidence of the origin, and whether there is other evidence of the publisher.
    private static readonly string Alike = $$"""
        UNWIND $rows AS row CALL { WITH row
          MATCH (n:Evidence) WHERE n._target = row[1] AND n._origin = row[2] AND {{Standing}}
          RETURN count(*) AS origins, count(CASE WHEN n._basis = row[5] THEN 1 END) AS sources,
            count(CASE WHEN coalesce(n._publisherGroup, 0) = row[6] THEN 1 END) AS pairs }
        CALL { WITH row
          MATCH (n:Evidence) WHERE n._target = row[1] AND n._publisherGroup = row[6] AND {{Standing}}
          RETURN count(*) AS publishers }
        RETURN row[0], sources > 0, origins > 0, publishers > 0, pairs > 0
        """;

    private static string Standing =>
        $"n.stance = row[3] AND n.basisKind = '{Names<NodeKind>.Of(NodeKind.Source)}' "
        + $"AND {Conditions.NodeIsActive} AND NOT n._id IN row[4]";

    private readonly TransactionNodes _nodes = new(transaction, cache);
    private readonly Dictionary<NaturalKey, NodeId?> _keys = [];
    private readonly Dictionary<string, FoundCommit> _commits = [];
    private readonly UncommittedState _uncommitted = new();
    private LedgerHead _head = LedgerHead.Empty;

    /// <summary>The head of the ledger when the transaction began.</summary>
    public long FoundRevision { get; private set; }

    /// <summary>The head of the ledger after what was written so far.</summary>
    public long Revision => _head.Revision;

    public bool HasChanges => Revision > FoundRevision;

    /// <summary>True if an earlier attempt at these commits succeeded, but its response was lost.</summary>
    public bool IsAlreadyCommitted { get; private set; }

    /// <summary>The nodes written so far, in the form in which they are read.</summary>
    public IEnumerable<Node> Written => _uncommitted.Nodes;

    /// <summary>The id of the next commit, by which a retry recognises it.</summary>
    public string CommitId { get; set; } = "";

    /// <summary>Locks the ledger, and in the same round trip loads what the change sets name.</summary>
    /// <param name="uncertain">The ids of commits that an earlier attempt may have committed.</param>
    public async ValueTask BeginAsync(IReadOnlyList<ChangeSet> sets, string[] uncertain)
    {
        Operation[] operations = [.. sets.SelectMany(s => s.Operations)];
        string[] idempotencyKeys = [.. sets.Select(s => s.IdempotencyKey).OfType<string>().Distinct()];
        NaturalKey[] keys = [.. operations.SelectMany(o => o.Keys()).Distinct()];
        var found = new NodeId?[keys.Length];
        _nodes.AddCreated(operations.OfType<Create>().Select(c => c.Id));
        var lookup = ledger.Look(locks: true);
        List<Query> queries = [lookup.Query];
        if (uncertain.Length > 0)
            queries.Add(LedgerCypher.FindCommits(uncertain, () => IsAlreadyCommitted = true));
        if (idempotencyKeys.Length > 0)
            queries.Add(LedgerCypher.FindIdempotent(idempotencyKeys, (key, commit) => _commits[key] = commit));
        if (keys.Length > 0)
            queries.Add(NodeCypher.Find(keys, found));
        queries.AddRange(_nodes.Prefetch(operations.SelectMany(NamedNodes)));
        await transaction.RunAsync(queries);
        _head = lookup.Found();
        FoundRevision = _head.Revision;
        await _nodes.LockedAsync(FoundRevision);
        for (var i = 0; i < keys.Length; i++)
            _keys[keys[i]] = found[i];
    }

    /// <summary>Loads in one round trip what a replay will need.</summary>
    public ValueTask PrefetchAsync(IReadOnlyList<NodeId> created, IReadOnlyList<NodeId> named)
    {
        _nodes.AddCreated(created);
        return _nodes.LoadAsync(named.Where(id => !_nodes.IsCreated(id)));
    }

    public ValueTask<LedgerHead> HeadAsync() => new(_head);

    public ValueTask<FoundCommit?> FindCommitAsync(string idempotencyKey) => new(_commits.GetValueOrDefault(idempotencyKey));

    public async ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids)
    {
        await _nodes.LoadAsync(ids);
        return [.. ids.Select(_nodes.Find)];
    }

    public async ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys)
    {
        NaturalKey[] missing = [.. keys.Where(k => !_keys.ContainsKey(k))];
        if (missing.Length > 0)
        {
            var found = new NodeId?[missing.Length];
            await transaction.RunAsync([NodeCypher.Find(missing, found)]);
            for (var i = 0; i < missing.Length; i++)
                _keys[missing[i]] = found[i];
        }
        return [.. keys.Select(k => _keys[k])];
    }

    public async ValueTask<IReadOnlyList<Node>> LinkedAsync(Field via, IReadOnlyList<NodeId> ids)
    {
        var nodes = new Dictionary<NodeId, Node>();
        NodeId[] stored = [.. ids.Where(id => !_nodes.IsCreated(id))];
        if (stored.Length > 0)
            await transaction.RunAsync([NodeCypher.Linked(via, stored, nodes)]);
        _uncommitted.UpdateLinked(nodes, via, ids);
        return [.. nodes.Values.OrderBy(n => n.Id)];
    }

    public async ValueTask<IReadOnlyList<long?>> StrongestAsync(IReadOnlyList<EvidenceGroup> groups)
    {
        var strongest = new long?[groups.Count];
        List<object?> stored = [];
        for (var i = 0; i < strongest.Length; i++)
            if (!_nodes.IsCreated(groups[i].Target) && !_nodes.IsCreated(groups[i].Origin))
                stored.Add(ParametersOf(groups[i], i));
        if (stored.Count > 0)
        {
            var parameters = NodeCypher.Parameter("groups", stored);
            await transaction.RunAsync([new Query(Strongest, parameters, row => strongest[row.Long()] = row.LongOrNull())]);
        }
        for (var i = 0; i < strongest.Length; i++)
            foreach (var weight in _uncommitted.WeightsIn(groups[i]))
                strongest[i] = Math.Max(strongest[i] ?? 0, weight);
        return strongest;
    }

    private object?[] ParametersOf(EvidenceGroup group, int i)
    {
        long[] except = [.. group.Except.Concat(_uncommitted.OnTarget(group.Target)).Select(id => id.Value)];
        return [(long)i, group.Target.Value, group.Origin.Value, Names<Stance>.Of(group.Stance), except];
    }

    public async ValueTask<IReadOnlyList<InCommon>> AlikeAsync(IReadOnlyList<Citation> citations)
    {
        var alike = new InCommon[citations.Count];
        List<object?> stored = [];
        for (var i = 0; i < alike.Length; i++)
        {
            foreach (var other in _uncommitted.Arguing(citations[i].Target).Select(Citation.Of).OfType<Citation>())
                alike[i] |= citations[i].CommonWith(other);
            if (!_nodes.IsCreated(citations[i].Target))
                stored.Add(RowOf(citations[i], i));
        }
        if (stored.Count > 0)
            await transaction.RunAsync([
                new Query(
                    Alike,
                    NodeCypher.Parameter("rows", stored),
                    row =>
                    {
                        var i = row.Long();
                        foreach (var common in new[] { InCommon.Source, InCommon.Origin, InCommon.Publisher, InCommon.Both })
                            if (row.Bool())
                                alike[i] |= common;
                    }
                ),
            ]);
        return alike;
    }

    private object?[] RowOf(Citation citation, int i)
    {
        long[] except = [.. _uncommitted.OnTarget(citation.Target).Append(citation.Evidence).Select(id => id.Value)];
        var (stance, publisher) = (Names<Stance>.Of(citation.Stance), citation.Publisher?.Value ?? 0);
        return [(long)i, citation.Target.Value, citation.Origin.Value, stance, except, citation.Source.Value, publisher];
    }

    public async ValueTask<IReadOnlyList<Citation>> CitationsAsync(NodeId statement, Stance stance)
    {
        var nodes = new Dictionary<NodeId, Node>();
        if (!_nodes.IsCreated(statement))
            await transaction.RunAsync([NodeCypher.Arguing(statement, stance, nodes)]);
        foreach (var evidence in _uncommitted.Arguing(statement))
            nodes[evidence.Id] = evidence;
        return [.. nodes.Values.Select(n => Citation.Of((Evidence)n)).OfType<Citation>().Where(c => c.Stance == stance)];
    }

    public async ValueTask<IReadOnlyList<NodeId?>> TracedAsync(IReadOnlyList<long> traces, IReadOnlyCollection<NodeId> except)
    {
        var found = new NodeId?[traces.Count];
        await transaction.RunAsync([NodeCypher.Traced(traces, except.Union(_uncommitted.Sources), found)]);
        for (var i = 0; i < found.Length; i++)
            found[i] ??= _uncommitted.Traced(traces[i], except);
        return found;
    }

    public async ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources)
    {
        var texts = new Dictionary<NodeId, string>();
        await transaction.RunAsync([NodeCypher.Snapshots(sources, texts)]);
        return [.. sources.Select(s => _uncommitted.Snapshots.TryGetValue(s, out var text) ? text : texts.GetValueOrDefault(s))];
    }

    /// <summary>Records what the change set writes, for <see cref="CommitAsync"/>.</summary>
    public ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes)
    {
        _uncommitted.Add(entry, results, writes, CommitId);
        foreach (var write in writes)
        {
            _nodes.Set(UncommittedState.WithoutSnapshot(write.After));
            foreach (var key in NodeWrite.Keys(write.Before))
                _keys[key] = null;
        }
        foreach (var write in writes)
        foreach (var key in NodeWrite.Keys(write.After))
            _keys[key] = write.After.Id;
        if (entry.IdempotencyKey is { } idempotencyKey)
            _commits[idempotencyKey] = new FoundCommit(entry.Revision, entry.RecordedAt, results);
        _head = new LedgerHead(entry.Revision, entry.Hash);
        return default;
    }

    /// <summary>Writes everything to the database, and commits.</summary>
    public async ValueTask CommitAsync()
    {
        await CommitWriter.CommitAsync(transaction, _uncommitted);
        ledger.Advance(_head);
    }

    private static IEnumerable<NodeId> NamedNodes(Operation operation) =>
        operation is Create ? operation.Named() : operation.Named().Append(operation.Id);
}
