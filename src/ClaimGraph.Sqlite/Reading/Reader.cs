using ClaimGraph.Ledger;
using ClaimGraph.Queries;
using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>The reads that stores and commits share, over one connection.</summary>
internal static class Reader
{
    public static Node?[] Get(Connection connection, IReadOnlyList<NodeId> ids)
    {
        var nodes = new Node?[ids.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = Get(connection, ids[i]);
        return nodes;
    }

    public static Node? Get(Connection connection, NodeId id)
    {
        if (!id.Kind.IsKnown())
            return null;
        var table = NodeTable.Of(id.Kind);
        var command = connection.Prepare(table.ById).Bind(1, id.Value);
        var node = command.Step() ? table.Read(command) : null;
        command.Reset();
        return node;
    }

    public static NodeId?[] Find(Connection connection, IReadOnlyList<NaturalKey> keys)
    {
        var found = new NodeId?[keys.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var command = connection
                .Prepare("SELECT node FROM natural_key WHERE kind = ?1 AND value = ?2")
                .Bind(1, (long)keys[i].Kind)
                .Bind(2, keys[i].Value);
            if (command.Step())
                found[i] = NodeId.FromValue(command.Long(0));
            command.Reset();
        }
        return found;
    }

    public static string?[] Snapshots(Connection connection, IReadOnlyList<NodeId> sources)
    {
        var texts = new string?[sources.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var command = connection.Prepare("SELECT text FROM snapshot WHERE source = ?1").Bind(1, sources[i].Value);
            if (command.Step())
                texts[i] = command.Text(0);
            command.Reset();
        }
        return texts;
    }

    public static NodeId?[] Traced(Connection connection, IReadOnlyList<long> traces, IReadOnlyCollection<NodeId> except)
    {
        var found = new NodeId?[traces.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var command = connection.Prepare("SELECT source FROM source_trace WHERE trace = ?1 ORDER BY source").Bind(1, traces[i]);
            while (found[i] is null && command.Step())
                if (NodeId.FromValue(command.Long(0)) is var source && !except.Contains(source))
                    found[i] = source;
            command.Reset();
        }
        return found;
    }

    /// <summary>The revision of the ledger as the connection sees it; 0 before the first commit.</summary>
    public static long Revision(Connection connection) => connection.Prepare("SELECT max(revision) FROM ledger").ReadNumber();

    public static LedgerHead Head(Connection connection)
    {
        var command = connection.Prepare("SELECT revision, hash FROM ledger ORDER BY revision DESC LIMIT 1");
        var head = command.Step() ? new LedgerHead(command.Long(0), command.Blob(1)) : LedgerHead.Empty;
        command.Reset();
        return head;
    }

    /// <summary>Reads all rows of a prepared command as nodes.</summary>
    public static List<Node> Nodes(Command command, NodeTable table, int capacity = 4)
    {
        var nodes = new List<Node>(capacity);
        while (command.Step())
            nodes.Add(table.Read(command));
        command.Reset();
        return nodes;
    }

    /// <summary>Appends <c>FROM … WHERE …</c> for the nodes that name the node bound at <paramref name="slot"/>, and the filter.</summary>
    public static SqlText AppendLinks(this SqlText sql, NodeTable table, Field via, Filter? filter, out int slot)
    {
        if (via.Type == DataType.Reference)
            sql.Append($" WHERE {table.Column(via)} = ").Slot(out slot);
        else
            sql.Append($" JOIN {table.Entries(via).Name} AS via ON via.node = {table.Name}.id WHERE via.entry = ").Slot(out slot);
        return filter is null ? sql : sql.Append(" AND ").AppendFilter(table, filter);
    }
}
