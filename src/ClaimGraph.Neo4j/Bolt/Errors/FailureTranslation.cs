using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>Turns failures into the exceptions that callers of the store get: they name the server and say what to do.</summary>
internal static class FailureTranslation
{
    /// <summary>What clients of the API are told, whatever it is.</summary>
    public const string ForClients = "The database cannot be used at present. Try again later; the server's log says why.";

    /// <param name="server">The URI from the options.</param>
    public static Exception Translate(Exception failure, string server) =>
        failure switch
        {
            ConnectionException => Unavailable(
                $"Cannot connect to Neo4j at {server}. {failure.Message} "
                    + "Check that the server is running and that this is its Bolt address. The next request tries again.",
                failure
            ),
            ProtocolException => Unavailable($"Cannot talk to Neo4j at {server}. {failure.Message}", failure),
            Neo4jException { Code: var code } when StatusCode.IsUnavailable(code) => Unavailable(
                $"Neo4j at {server} refused the request: {failure.Message}.{StatusCode.Advice(code)}",
                failure
            ),
            _ => failure,
        };

    private static StoreUnavailableException Unavailable(string message, Exception failure) =>
        new(message, failure) { ForClients = ForClients };
}
