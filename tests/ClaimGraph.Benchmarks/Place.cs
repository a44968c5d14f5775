using ClaimGraph.Neo4j;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Benchmarks;

/// <summary>Where a store is: <c>neo4j</c> for the server that NEO4J_BOLT_URL, NEO4J_USER and NEO4J_PASSWORD name, else a database
/// file.</summary>
internal static class Place
{
    public static bool IsNeo4j(string place) => place == "neo4j";

    public static async Task<IClaimStore> OpenAsync(string place) =>
        IsNeo4j(place)
            ? await Neo4jStore.OpenAsync(Neo4j(), TimeProvider.System)
            : await SqliteStore.OpenAsync(new SqliteOptions { Path = place }, TimeProvider.System);

    public static Neo4jOptions Neo4j() =>
        new()
        {
            Uri = Variable("NEO4J_BOLT_URL"),
            User = Variable("NEO4J_USER"),
            Password = Variable("NEO4J_PASSWORD"),
        };

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new ClaimGraphException($"{name} is not set: 'neo4j' needs NEO4J_BOLT_URL, NEO4J_USER and NEO4J_PASSWORD.");
}
