using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Sqlite.Tables;

/// <summary>
/// The table with the entries of one list field, by which nodes are found: <c>statement_topics (entry, node_created_at, node)</c>.
/// </summary>
internal abstract class EntryTable(string name)
{
    public static EntryTable Of(Field field, string name) =>
        field switch
        {
            Field<IReadOnlyList<string>> texts => new EntryTable<string, TextCodec>(texts, name),
            Field<IReadOnlyList<NodeId>> ids => new EntryTable<NodeId, IdCodec>(ids, name),
            _ => throw new ArgumentException($"{field} is not a list.", nameof(field)),
        };

    public string Name => name;

    /// <summary>Brings the entries of a node from what they were to what they are.</summary>
    public abstract void Write(Connection connection, Node? before, Node after);
}

internal sealed class EntryTable<T, TCodec>(Field<IReadOnlyList<T>> field, string name) : EntryTable(name)
    where TCodec : struct, ICodec<T?>
{
    private readonly string _insert = $"INSERT INTO {name} (entry, node_created_at, node) VALUES (?1, ?2, ?3)";
    private readonly string _delete = $"DELETE FROM {name} WHERE entry = ?1 AND node_created_at = ?2 AND node = ?3";

    public override void Write(Connection connection, Node? before, Node after)
    {
        var old = before is null ? [] : field.Get(before.Data);
        var now = field.Get(after.Data);
        if (old.SequenceEqual(now))
            return;
        foreach (var entry in old.Except(now))
            Run(connection.Prepare(_delete), entry, after);
        foreach (var entry in now.Except(old))
            Run(connection.Prepare(_insert), entry, after);
    }

    private static void Run(Command command, T entry, Node node)
    {
        TCodec.Bind(command, 1, entry);
        command.Bind(2, node.CreatedAt.ToUnixTimeMilliseconds()).Bind(3, node.Id.Value).Execute();
    }
}
