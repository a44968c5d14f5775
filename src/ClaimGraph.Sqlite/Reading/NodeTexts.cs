using ClaimGraph.Sqlite.Native;
using ClaimGraph.Sqlite.Tables;

namespace ClaimGraph.Sqlite.Reading;

/// <summary>The texts by which full-text search finds a node: its own and, of a statement, the words in which it was said.</summary>
internal static class NodeTexts
{
    private static readonly string Quotes = QuotesOf(NodeTable.Of(NodeKind.Appearance));

    /// <summary>The texts as they are now, the most telling first.</summary>
    public static IEnumerable<string> Of(Connection connection, Node node) =>
        node is Statement { Derived.AppearanceCount: > 0 }
            ? SearchedTexts.Of(node).Concat(ReadQuotes(connection, node.Id))
            : SearchedTexts.Of(node);

    private static IEnumerable<string> ReadQuotes(Connection connection, NodeId statement)
    {
        var command = connection.Prepare(Quotes).Bind(1, statement.Value);
        try
        {
            while (command.Step())
                yield return command.Text(0);
        }
        finally
        {
            command.Reset(); // the passage may be found in the first
        }
    }

    private static string QuotesOf(NodeTable appearance)
    {
        var quote = appearance.Column(Fields.Appearance.Quote);
        return $"""
            SELECT {quote} FROM {appearance.Name}
            WHERE {appearance.Column(Fields.Appearance.Statement)} = ?1 AND {quote} IS NOT NULL AND {NodeTable.IsActive}
            GROUP BY {quote} ORDER BY min(created_at), {quote} LIMIT {SearchedTexts.MostQuotes}
            """;
    }
}
