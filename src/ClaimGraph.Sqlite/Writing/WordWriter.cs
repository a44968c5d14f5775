using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Reading;
using ClaimGraph.Sqlite.Tables;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Sqlite.Writing;

/// <summary>
/// Writes the words by which full-text search finds nodes. Retracted nodes have none. As a statement is also found by the words in which it
/// was said, words are written after all nodes of a commit.
/// </summary>
internal sealed class WordWriter(Connection connection)
{
    public void Write(IReadOnlyList<NodeWrite> writes)
    {
        var said = writes.Select(w => w.StatementWithOtherQuotes).OfType<NodeId>().ToHashSet();
        foreach (var write in writes)
            if (said.Remove(write.After.Id) | HasOtherWords(write))
                Write(write.After, isNew: write.Before is null);
        foreach (var id in said)
            Write(Reader.Get(connection, id)!, isNew: false);
    }

    private static bool HasOtherWords(NodeWrite write)
    {
        var (before, after) = write;
        if (!write.IsChange || !SearchedTexts.Has(after.Kind))
            return false;
        return before is null || before.IsActive != after.IsActive || !SearchedTexts.Of(before).SequenceEqual(SearchedTexts.Of(after));
    }

    private void Write(Node node, bool isNew)
    {
        var table = NodeTable.Of(node.Kind).Words;
        var words = node.IsActive ? SearchedTexts.Indexed(NodeTexts.Of(connection, node)) : null;
        if (words is not null)
            connection
                .Prepare($"{(isNew ? "INSERT" : "REPLACE")} INTO {table} (rowid, words) VALUES (?1, ?2)")
                .Bind(1, node.Id.Value)
                .Bind(2, words)
                .Execute();
        else if (!isNew)
            connection.Prepare($"DELETE FROM {table} WHERE rowid = ?1").Bind(1, node.Id.Value).Execute();
    }
}
