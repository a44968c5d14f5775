using System.Diagnostics;
using System.Globalization;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>
/// <c>neo4j [OPERATION…]</c>: the operations of the benchmark on the store on Neo4j, in turn with the Cypher that they send, recorded and
/// sent again bare. M1 changes the database. With NEO4J_PID the CPU time of the server is told.
/// </summary>
internal static class Neo4jCommand
{
    // A database in a Java machine compiles for long, and the machine does other work: both are warmed up first, and what counts is the
    // middle of some rounds.
    private const int Rounds = 5,
        WarmingRounds = 3;

    public static async Task<int> RunAsync(string[] chosen)
    {
        var options = Place.Neo4j();
        await using var bare = await Neo4jDriver.ConnectAsync(options, TimeProvider.System);
        var recording = new Recording(await Neo4jDriver.ConnectAsync(options, TimeProvider.System));
        await using var store = await Neo4jStore.OpenAsync(recording, options, TimeProvider.System);
        var parameters = await Parameters.OfAsync(bare);
        var (operations, engine) = (new StoreOperations(store, parameters), new GraphQLOperations(store, parameters));
        var database = Environment.GetEnvironmentVariable("NEO4J_PID") is { Length: > 0 } id
            ? Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture))
            : null;
        foreach (
            var (name, run) in new (string, Func<Random, ValueTask<int>>)[]
            {
                ("Q1", engine.Q1),
                ("Q2", engine.Q2),
                ("Q3", engine.Q3),
                ("Q4", engine.Q4),
            }
        )
            if (chosen.Length == 0 || chosen.Contains(name))
                await InTurnAsync(name, run, recording, bare, database);
        if (chosen.Length == 0 || chosen.Contains("M1"))
            await Callers.MeasureAsync("M1", Callers.Several, operations.M1, Rounds, database);
        return 0;
    }

    private static async Task InTurnAsync(
        string name,
        Func<Random, ValueTask<int>> run,
        Recording recording,
        IDriver bare,
        Process? database
    )
    {
        await Callers.MeasureAsync(name + " warming", Callers.Several, run, WarmingRounds, database);
        var random = new Random(99);
        var flights = await recording.RecordAsync(() => run(random), 500);
        Console.WriteLine(
            $"{"", 10}{flights.Average(f => f.Count):N2} flights, {flights.Average(f => f.Sum(q => q.Length)):N2} statements"
        );
        ValueTask<int> Send(Random random) => Recording.SendAsync(bare, flights[random.Next(flights.Length)]);
        await Callers.MeasureAsync(name + " bare, warming", Callers.Several, Send, WarmingRounds, database);
        var (rates, shares) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            rates.Add(await Callers.MeasureAsync(name + " GraphQL", Callers.Several, run, database: database));
            shares.Add(rates[^1] / await Callers.MeasureAsync(name + " bare", Callers.Several, Send, database: database));
        }
        Console.WriteLine($"{name} {Median(rates):N0}/s, {Median(shares):P0} of the same Cypher bare");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
