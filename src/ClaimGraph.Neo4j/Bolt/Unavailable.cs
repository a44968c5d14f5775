using ClaimGraph.Neo4j.Wire;

namespace ClaimGraph.Neo4j.Bolt;

/// <summary>Failures as the store's callers see them: with the server's name and a way out.</summary>
internal static class Unavailable
{
    /// <param name="server">As it stands in the options.</param>
    public static Exception From(Exception failure, string server) => failure switch
    {
        ConnectionException => new StoreUnavailableException(
            $"Neo4j at {server} cannot be reached. {failure.Message} Check that the server runs and that this is its Bolt address; it is tried again with the next request.", failure),
        ProtocolException => new StoreUnavailableException($"Neo4j at {server} cannot be spoken to. {failure.Message}", failure),
        Neo4jException { Code: var code } when FailureCode.MeansUnavailable(code) =>
            new StoreUnavailableException($"Neo4j at {server} refuses: {failure.Message}.{FailureCode.WayOut(code)}", failure),
        _ => failure,
    };
}
