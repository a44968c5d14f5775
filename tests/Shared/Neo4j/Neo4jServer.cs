using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Testing;

/// <summary>The real server that tests run against, named by environment variables.</summary>
internal static class Neo4jServer
{
    private const string HowTo =
        "needs a Neo4j server: set NEO4J_BOLT_URL (bolt://127.0.0.1:7687), NEO4J_USER and NEO4J_PASSWORD, "
        + "for example after 'docker compose up -d neo4j'.";

    /// <summary>Skips the test, visibly, when no server is named; in continuous integration that is a failure.</summary>
    public static Neo4jOptions Options()
    {
        var (uri, user, password) = (Variable("NEO4J_BOLT_URL"), Variable("NEO4J_USER"), Variable("NEO4J_PASSWORD"));
        if (uri is not null && user is not null && password is not null)
            return new Neo4jOptions
            {
                Uri = uri,
                User = user,
                Password = password,
            };
        if (Variable("CI") is "true" or "1")
            Assert.Fail("This test " + HowTo);
        Assert.Skip("This test " + HowTo);
        return new Neo4jOptions();
    }

    /// <summary>Deletes all that is in the database.</summary>
    public static async Task EmptyAsync()
    {
        await using var cypher = await Neo4jDriver.ConnectAsync(Options(), TimeProvider.System);
        await cypher.CommitAsync(new Query("MATCH (n) DETACH DELETE n"));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
