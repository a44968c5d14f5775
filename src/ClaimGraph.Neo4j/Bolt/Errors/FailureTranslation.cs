using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Neo4j.Bolt.Errors;

/// <summary>Failures as the store's callers see them: with the server's name and a way out.</summary>
internal static class FailureTranslation
{
    /// <param name="server">As it stands in the options.</param>
    public static Exception Translate(Exception failure, string server) => failure switch
    {
        ConnectionException => new StoreUnavailableException(
            $"Neo4j at {server} cannot be reached. {failure.Message} Check that the server runs and that this is its Bolt address; it is tried again with the next request.", failure),
        ProtocolException => new StoreUnavailableException($"Neo4j at {server} cannot be spoken to. {failure.Message}", failure),
        Neo4jException { Code: var code } when StatusCode.MeansUnavailable(code) =>
            new StoreUnavailableException($"Neo4j at {server} refuses: {failure.Message}.{StatusCode.WayOut(code)}", failure),
        _ => failure,
    };
}
