using ClaimGraph.Neo4j.Bolt.PackStream;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>Reads the metadata of SUCCESS and FAILURE.</summary>
internal static class Metadata
{
    /// <summary>Since Bolt 5.7 the code is <c>neo4j_code</c>, beside a GQL status.</summary>
    public static Neo4jException Failure(ReadOnlySpan<byte> map)
    {
        var entries = Read(map);
        var code = Text(entries, "neo4j_code") ?? Text(entries, "code") ?? "Neo.DatabaseError.General.UnknownError";
        return new Neo4jException(code, Text(entries, "message") ?? "The server gave no reason");
    }

    public static string? Bookmark(ReadOnlySpan<byte> map) => Text(Read(map), "bookmark");

    /// <summary>
    /// The receive timeout that the server recommends in its response to HELLO: it sends something that often while it works.
    /// </summary>
    public static TimeSpan? ReceiveTimeout(Dictionary<string, object?> hello) =>
        hello.GetValueOrDefault("hints") is Dictionary<string, object?> hints
        && hints.GetValueOrDefault("connection.recv_timeout_seconds") is long seconds and > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The server's name for the connection, in its response to HELLO.</summary>
    public static string? ConnectionId(Dictionary<string, object?> hello) => Text(hello, "connection_id");

    public static Dictionary<string, object?> Read(ReadOnlySpan<byte> map)
    {
        var reader = new PackReader(map);
        return ValueReader.ReadMap(ref reader, 0);
    }

    private static string? Text(Dictionary<string, object?> entries, string key) => entries.GetValueOrDefault(key) as string;
}
