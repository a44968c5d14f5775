using ClaimGraph.Neo4j.Bolt.PackStream;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>The settings that a transaction starts with.</summary>
/// <param name="Timeout">Zero for the server's own setting.</param>
/// <param name="Bookmarks">The server waits until it has applied these transactions.</param>
internal sealed record TransactionConfig(bool IsRead, string? Database, TimeSpan Timeout, IReadOnlyList<string> Bookmarks)
{
    // Appears in SHOW TRANSACTIONS and in the server's query log.
    private static readonly Dictionary<string, object?> Metadata = new() { ["app"] = "ClaimGraph" };

    /// <summary>Writes only what differs from the server's defaults.</summary>
    public void Write(PackWriter writer)
    {
        var limited = Timeout > TimeSpan.Zero;
        writer.WriteMapSize(1 + Count(IsRead) + Count(limited) + Count(Database is not null) + Count(Bookmarks.Count > 0));
        WriteEntry(writer, "tx_metadata", Metadata);
        if (IsRead)
            WriteEntry(writer, "mode", "r");
        if (limited)
            WriteEntry(writer, "tx_timeout", (long)Math.Ceiling(Timeout.TotalMilliseconds));
        if (Database is not null)
            WriteEntry(writer, "db", Database);
        if (Bookmarks.Count > 0)
            WriteEntry(writer, "bookmarks", Bookmarks);
    }

    private static int Count(bool present) => present ? 1 : 0;

    private static void WriteEntry(PackWriter writer, string key, object value)
    {
        writer.Write(key);
        writer.WriteValue(value);
    }
}
