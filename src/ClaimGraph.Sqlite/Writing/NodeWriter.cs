using ClaimGraph.Provenance;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>Writes nodes and what they are found by: the row, keys, entries of lists, the text of a snapshot.</summary>
internal sealed class NodeWriter(Connection connection)
{
    private readonly DerivedUpdate?[] _derived =
    [
        .. NodeTable.All.Select(t => t?.Derived.Count > 0 ? new DerivedUpdate(t, connection) : null),
    ];

    public void Write(NodeWrite write)
    {
        var (before, after) = (write.Before, write.After);
        if (write.IsChange)
            WriteAll(before, after);
        else
            _derived[(int)after.Kind]?.Run(connection, before!, after);
        if (after is Source source)
            WriteTraces((before as Source)?.Derived.Traces, source);
    }

    private void WriteAll(Node? before, Node after)
    {
        var table = NodeTable.Of(after.Kind);
        var command = connection.Prepare(before is null ? table.Insert : table.Update);
        table.Bind(command, after);
        command.Execute();
        TakeKeys(before, after);
        foreach (var entries in table.EntryTables)
            entries.Write(connection, before, after);
        WriteSnapshot(before, after);
    }

    /// <summary>Takes away the keys that a node loses. To be called for all nodes of a set before they are written: nodes can exchange
    /// keys.</summary>
    public void ReleaseKeys(NodeWrite write)
    {
        if (write is not { IsChange: true, Before: { } before })
            return;
        foreach (var key in NodeWrite.Keys(before).Except(NodeWrite.Keys(write.After)))
            connection
                .Prepare("DELETE FROM natural_key WHERE kind = ?1 AND value = ?2")
                .Bind(1, (long)key.Kind)
                .Bind(2, key.Value)
                .Execute();
    }

    private void TakeKeys(Node? before, Node after)
    {
        foreach (var key in NodeWrite.Keys(after).Except(NodeWrite.Keys(before)))
            connection
                .Prepare("INSERT INTO natural_key (kind, value, node) VALUES (?1, ?2, ?3)")
                .Bind(1, (long)key.Kind)
                .Bind(2, key.Value)
                .Bind(3, after.Id.Value)
                .Execute();
    }

    private void WriteSnapshot(Node? before, Node node)
    {
        if (node is not Source { Content: var content } || before is null && content.Snapshot is null)
            return;
        if (content.Snapshot is null)
            connection.Prepare("DELETE FROM snapshot WHERE source = ?1").Bind(1, node.Id.Value).Execute();
        else if (content.Snapshot.Text is { Length: > 0 } text)
            connection
                .Prepare("INSERT INTO snapshot (source, text) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET text = excluded.text")
                .Bind(1, node.Id.Value)
                .Bind(2, text)
                .Execute();
    }

    private void WriteTraces(string? before, Source source)
    {
        if (before == source.Derived.Traces)
            return;
        var (old, now) = (Trace.Read(before).Select(t => t.Value), SourceTraces.Of(source.Derived).Select(t => t.Value));
        foreach (var trace in old.Except(now))
            Run("DELETE FROM source_trace WHERE trace = ?1 AND source = ?2", trace, source);
        foreach (var trace in now.Except(old))
            Run("INSERT INTO source_trace (trace, source) VALUES (?1, ?2)", trace, source);
    }

    private void Run(string sql, long trace, Source source) => connection.Prepare(sql).Bind(1, trace).Bind(2, source.Id.Value).Execute();
}
