using ClaimGraph.Neo4j;

namespace ClaimGraph.Server.Tests.Neo4j;

/// <summary>These tests take turns on one server of their own.</summary>
[CollectionDefinition(Name)]
public sealed class OwnServer : ICollectionFixture<OwnNeo4j>
{
    public const string Name = "Neo4j of its own";

    /// <summary>What tells the program where the server is, and that those who ask may ask as much as they like, also where the machine
    /// is busy.</summary>
    public static (string, string)[] Environment(Neo4jOptions options) =>
        [
            ("CLAIMGRAPH_STORAGE", "Neo4j"),
            ("CLAIMGRAPH_NEO4J__URI", options.Uri),
            ("CLAIMGRAPH_NEO4J__USER", options.User),
            ("CLAIMGRAPH_NEO4J__PASSWORD", options.Password!),
            ("CLAIMGRAPH_ACCESS__WRITING", "Open"),
            ("CLAIMGRAPH_GRAPHQL__ANONYMOUSCOSTPERSECOND", "0"),
            ("CLAIMGRAPH_GRAPHQL__EXECUTIONTIMEOUT", "00:05:00"),
        ];
}
