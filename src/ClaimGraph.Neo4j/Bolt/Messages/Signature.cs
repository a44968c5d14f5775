namespace ClaimGraph.Neo4j.Bolt.Messages;

/// <summary>The type of a message: the tag of its structure (neo4j/docs-bolt, message).</summary>
internal enum Signature : byte
{
    Hello = 0x01,
    Goodbye = 0x02,
    Reset = 0x0F,
    Run = 0x10,
    Begin = 0x11,
    Commit = 0x12,
    Rollback = 0x13,
    Discard = 0x2F,
    Pull = 0x3F,
    Route = 0x66,
    Logon = 0x6A,

    Success = 0x70,
    Record = 0x71,
    Ignored = 0x7E,
    Failure = 0x7F,
}
