using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Bolt;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>
/// <c>neo4j [OPERATION…]</c>: the operations of the benchmark on the store on Neo4j, and the Cypher that they send, recorded and sent again bare. M1 changes the database.
/// </summary>
internal static class Neo4jCommand
{
    public static async Task<int> RunAsync(string[] chosen)
    {
        var options = Place.Neo4j();
        await using var bare = await BoltCypher.ConnectAsync(options);
        var recording = new Recording(await BoltCypher.ConnectAsync(options));
        await using var store = await Neo4jStore.OpenAsync(recording, options, TimeProvider.System);
        var parameters = await Parameters.OfAsync(bare);
        var (operations, engine) = (new StoreOperations(store, parameters), new GraphQLOperations(store, parameters));
        foreach (var (name, run) in new (string, Func<Random, ValueTask<int>>)[] { ("Q1", engine.Q1), ("Q2", engine.Q2), ("Q3", engine.Q3), ("Q4", engine.Q4) })
        {
            if (chosen.Length > 0 && !chosen.Contains(name)) continue;
            var rate = await Callers.MeasureAsync(name + " GraphQL", Callers.Several, run);
            var random = new Random(99);
            var flights = await recording.RecordAsync(() => run(random), 500);
            Console.WriteLine($"{"",10}{flights.Average(f => f.Count):N2} flights, {flights.Average(f => f.Sum(q => q.Length)):N2} statements");
            var sent = await Callers.MeasureAsync(name + " bare", Callers.Several, r => Recording.SendAsync(bare, flights[r.Next(flights.Length)]));
            Console.WriteLine($"{"",10}{rate / sent:P0} of the same Cypher bare");
        }
        if (chosen.Length == 0 || chosen.Contains("M1")) await Callers.MeasureAsync("M1", operations.M1);
        return 0;
    }
}
