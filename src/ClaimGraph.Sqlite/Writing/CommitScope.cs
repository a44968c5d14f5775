using ClaimGraph.Ledger;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// The open write transaction of the writer's connection. Nothing here waits: every task is complete when it is returned.
/// </summary>
internal sealed class CommitScope(Connection connection) : ICommitScope
{
    // The conditions are those of an index.
    private static readonly string Strongest =
        $"SELECT id, {Column(Fields.Evidence.Weight)} FROM {NodeTable.Of(NodeKind.Evidence).Name} "
        + $"WHERE {Column(Fields.Evidence.Target)} = ?1 AND {Column(Fields.Evidence.Origin)} = ?2 "
        + $"AND {Column(Fields.Evidence.Stance)} = ?3 AND {Column(Fields.Evidence.Stance)} <> {(int)Stance.Context} "
        + $"AND {NodeTable.IsActive} "
        + $"ORDER BY {Column(Fields.Evidence.Weight)} DESC";

    // Evidence with an origin stands. What it has in common is asked for apart, so that each question is answered by an index.
    private static readonly string Alike =
        $"SELECT {Other($"{Column(Fields.Evidence.Origin)} = ?4 AND {Column(Fields.Evidence.Basis)} = ?5")}, "
        + $"{Other($"{Column(Fields.Evidence.Origin)} = ?4")}, "
        + $"{Other($"{Column(Fields.Evidence.PublisherGroup)} = ?6")}, "
        + $"{Other($"{Column(Fields.Evidence.Origin)} = ?4 AND {Column(Fields.Evidence.PublisherGroup)} IS ?6")}";

    private static readonly string Citations =
        $"SELECT id, {Column(Fields.Evidence.Basis)}, {Column(Fields.Evidence.Origin)}, {Column(Fields.Evidence.PublisherGroup)} "
        + $"FROM {NodeTable.Of(NodeKind.Evidence).Name} "
        + $"WHERE {Column(Fields.Evidence.Target)} = ?1 AND {Column(Fields.Evidence.Stance)} = ?2 "
        + $"AND {NodeTable.IsActive} AND {Column(Fields.Evidence.BasisKind)} = {(int)NodeKind.Source}";

    private readonly NodeWriter _nodes = new(connection);
    private readonly Tally _tally = new();

    /// <summary>The nodes written since <see cref="Clear"/>.</summary>
    public List<NodeId> Written { get; } = [];

    /// <summary>Writes what the sets since the last call count. Most count in the same rows, so a group of sets writes them once.</summary>
    public void WriteCounts() => _tally.Write(connection);

    /// <summary>Begins anew: what was written is durable, or was undone.</summary>
    public void Clear()
    {
        Written.Clear();
        _tally.Clear();
    }

    public ValueTask<LedgerHead> HeadAsync() => new(Reader.Head(connection));

    public ValueTask<IReadOnlyList<Node?>> GetAsync(IReadOnlyList<NodeId> ids) => new(Reader.Get(connection, ids));

    public ValueTask<IReadOnlyList<NodeId?>> FindAsync(IReadOnlyList<NaturalKey> keys) => new(Reader.Find(connection, keys));

    public ValueTask<IReadOnlyList<string?>> SnapshotsAsync(IReadOnlyList<NodeId> sources) => new(Reader.Snapshots(connection, sources));

    public ValueTask<FoundCommit?> FindCommitAsync(string idempotencyKey)
    {
        var command = connection
            .Prepare("SELECT revision, recorded_at, results FROM ledger WHERE idempotency_key = ?1 ORDER BY revision DESC LIMIT 1")
            .Bind(1, idempotencyKey);
        FoundCommit? found = null;
        if (command.Step())
            found = new(command.Long(0), DateTimeOffset.FromUnixTimeMilliseconds(command.Long(1)), LedgerReader.ReadIds(command.Blob(2)));
        command.Reset();
        return new(found);
    }

    public ValueTask<IReadOnlyList<Node>> LinkedAsync(Field via, IReadOnlyList<NodeId> ids)
    {
        var table = NodeTable.Of(via.Kind);
        var sql = new SqlText().Append(table.Select).AppendLinks(table, via, null, out var slot).Append(" ORDER BY id");
        var command = sql.Prepare(connection);
        var nodes = new List<Node>();
        foreach (var id in ids)
            nodes.AddRange(Reader.Nodes(command.Bind(slot, id.Value), table));
        return new(nodes.DistinctBy(n => n.Id).OrderBy(n => n.Id).ToArray());
    }

    public ValueTask<IReadOnlyList<long?>> StrongestAsync(IReadOnlyList<EvidenceGroup> groups) => new([.. groups.Select(StrongestOf)]);

    private long? StrongestOf(EvidenceGroup group)
    {
        var command = connection.Prepare(Strongest).Bind(1, group.Target.Value).Bind(2, group.Origin.Value).Bind(3, (long)group.Stance);
        long? weight = null;
        while (weight is null && command.Step())
            if (!group.Except.Contains(NodeId.FromValue(command.Long(0))))
                weight = command.Long(1);
        command.Reset();
        return weight;
    }

    public ValueTask<IReadOnlyList<InCommon>> AlikeAsync(IReadOnlyList<Citation> citations) => new([.. citations.Select(AlikeTo)]);

    private InCommon AlikeTo(Citation citation)
    {
        var command = connection
            .Prepare(Alike)
            .Bind(1, citation.Target.Value)
            .Bind(2, (long)citation.Stance)
            .Bind(3, citation.Evidence.Value)
            .Bind(4, citation.Origin.Value)
            .Bind(5, citation.Source.Value)
            .Bind(6, citation.Publisher?.Value);
        var alike = InCommon.None;
        if (command.Step())
            for (var i = 0; i < command.ColumnCount; i++)
                if (command.Bool(i))
                    alike |= (InCommon)(1 << i);
        command.Reset();
        return alike;
    }

    public ValueTask<IReadOnlyList<Citation>> CitationsAsync(NodeId statement, Stance stance)
    {
        var command = connection.Prepare(Citations).Bind(1, statement.Value).Bind(2, (long)stance);
        return new([.. command.ReadAll(row => CitationIn(row, statement, stance)).OfType<Citation>()]);
    }

    /// <summary>As <see cref="Citation.Of"/>: null for evidence that does not stand.</summary>
    private static Citation? CitationIn(Command row, NodeId statement, Stance stance) =>
        IdAt(row, 2) is { Kind: NodeKind.Source } origin
            ? new Citation(IdAt(row, 0)!.Value, statement, stance, IdAt(row, 1)!.Value, origin, IdAt(row, 3))
            : null;

    private static NodeId? IdAt(Command row, int column) => row.LongOrNull(column) is { } id ? NodeId.FromValue(id) : null;

    public ValueTask<IReadOnlyList<NodeId?>> TracedAsync(IReadOnlyList<long> traces, IReadOnlyCollection<NodeId> except) =>
        new(Reader.Traced(connection, traces, except));

    public ValueTask WriteAsync(LedgerEntry entry, IReadOnlyList<NodeId> results, IReadOnlyList<NodeWrite> writes)
    {
        foreach (var write in writes)
            _nodes.ReleaseKeys(write);
        foreach (var write in writes)
        {
            Written.Add(write.After.Id);
            _nodes.Write(write);
            Tallies.Write(_tally, write.Before, write.After);
        }
        LedgerWriter.Append(connection, entry, results);
        return default;
    }

    private static string Column(Field field) => NodeTable.Of(field.Kind).Column(field);

    private static string Other(string condition) =>
        $"EXISTS (SELECT 1 FROM {NodeTable.Of(NodeKind.Evidence).Name} WHERE {Column(Fields.Evidence.Target)} = ?1 AND {condition} "
        + $"AND {Column(Fields.Evidence.Stance)} = ?2 AND {NodeTable.IsActive} AND {Column(Fields.Evidence.Origin)} IS NOT NULL "
        + $"AND {Column(Fields.Evidence.BasisKind)} = {(int)NodeKind.Source} AND id <> ?3)";
}
