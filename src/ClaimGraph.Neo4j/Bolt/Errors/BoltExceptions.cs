namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>
/// An error between client and server. Callers of the driver get a <see cref="StoreUnavailableException"/> that names the server.
/// </summary>
internal abstract class BoltException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The client could not connect, or the connection broke or timed out. The server may be back soon.</summary>
internal sealed class ConnectionException(string message, Exception? inner = null) : BoltException(message, inner);

/// <summary>The server sent something that is not Bolt, or not allowed at this point of the protocol. The connection is closed.</summary>
internal sealed class ProtocolException(string message, Exception? inner = null) : BoltException(message, inner);
