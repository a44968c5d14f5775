using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>Turns failures into the exceptions that callers of the store get: they name the server and say what to do.</summary>
internal static class FailureTranslation
{
    /// <param name="server">The URI from the options.</param>
    public static Exception Translate(Exception failure, string server) =>
        failure switch
        {
            ConnectionException => new StoreUnavailableException(
                $"Cannot connect to Neo4j at {server}. {failure.Message} "
                    + "Check that the server is running and that this is its Bolt address. The next request tries again.",
                failure
            ),
            ProtocolException => new StoreUnavailableException($"Cannot talk to Neo4j at {server}. {failure.Message}", failure),
            Neo4jException { Code: var code } when StatusCode.IsUnavailable(code) => new StoreUnavailableException(
                $"Neo4j at {server} refused the request: {failure.Message}.{StatusCode.Advice(code)}",
                failure
            ),
            _ => failure,
        };
}
