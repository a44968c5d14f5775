using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>What is looked for in the maps that come with SUCCESS and FAILURE.</summary>
internal static class Metadata
{
    /// <summary>Bolt 5.7 names the code differently, as it has a second one (GQL status).</summary>
    public static Neo4jException Failure(ReadOnlySpan<byte> map)
    {
        var entries = Read(map);
        var code = Text(entries, "neo4j_code") ?? Text(entries, "code") ?? "Neo.DatabaseError.General.UnknownError";
        return new Neo4jException(code, Text(entries, "message") ?? "The server gives no reason");
    }

    public static string? Bookmark(ReadOnlySpan<byte> map) => Text(Read(map), "bookmark");

    /// <summary>The hint with which a server promises to be heard at least so often while it works.</summary>
    public static TimeSpan? Promise(Dictionary<string, object?> welcome) =>
        welcome.GetValueOrDefault("hints") is Dictionary<string, object?> hints
        && hints.GetValueOrDefault("connection.recv_timeout_seconds") is long seconds and > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds) : null;

    public static Dictionary<string, object?> Read(ReadOnlySpan<byte> map)
    {
        var reader = new PackReader(map);
        return ValueReader.ReadMap(ref reader, 0);
    }

    private static string? Text(Dictionary<string, object?> entries, string key) => entries.GetValueOrDefault(key) as string;
}
