using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>Reads nodes by id within one transaction, those that are not in the cache from the file.</summary>
internal sealed class NodeReader(Connection connection, NodeCache cache)
{
    private readonly NodeCache.View _known = Open(connection, cache);
    private NodeTable? _table;
    private Command? _byId;
    private int _misses;

    public Node?[] Get(IReadOnlyList<NodeId> ids)
    {
        var nodes = new Node?[ids.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = Get(ids[i]);
        Count(nodes.Length);
        return nodes;
    }

    /// <summary>The nodes whose ids a command gives.</summary>
    public List<Node> Nodes(Command ids, int capacity = 4)
    {
        var nodes = new List<Node>(capacity);
        while (ids.Step())
            nodes.Add(Get(NodeId.FromValue(ids.Long(0)))!);
        ids.Reset();
        Count(nodes.Count);
        return nodes;
    }

    private static NodeCache.View Open(Connection connection, NodeCache cache)
    {
        var revision = Reader.Revision(connection);
        if (revision > cache.Known)
            cache.Clear(revision); // another process wrote; the ledger does not name all that it wrote
        return cache.At(revision);
    }

    private void Count(int nodes)
    {
        cache.Lookups.Add(nodes - _misses, _misses);
        _misses = 0;
    }

    private Node? Get(NodeId id) => _known.Find(id) ?? Read(id);

    private Node? Read(NodeId id)
    {
        _misses++;
        if (!id.Kind.IsKnown())
            return null;
        var table = NodeTable.Of(id.Kind);
        if (_table != table)
            (_table, _byId) = (table, connection.Prepare(table.ById));
        var command = _byId!.Bind(1, id.Value);
        var node = command.Step() ? table.Read(command) : null;
        command.Reset();
        if (node is not null)
            _known.Keep(node);
        return node;
    }
}
