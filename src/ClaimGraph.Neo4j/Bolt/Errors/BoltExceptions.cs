namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>What goes wrong between client and server. It leaves this folder as a <see cref="StoreUnavailableException"/> that names the server.</summary>
internal abstract class BoltException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No connection could be made or had from the pool in time, or the connection broke or fell silent. The server may be back soon.</summary>
internal sealed class ConnectionException(string message, Exception? inner = null) : BoltException(message, inner);

/// <summary>What came over the wire is not Bolt, or not what this place of the protocol allows. The connection is closed.</summary>
internal sealed class ProtocolException(string message, Exception? inner = null) : BoltException(message, inner);
