using ClaimGraph.Sqlite;
using ClaimGraph.Sqlite.Native;

namespace ClaimGraph.Benchmarks.Stores;

/// <summary>
/// <c>store DB_FILE [OPERATION…]</c>: the operations of the benchmark directly on the store, through the GraphQL engine without HTTP, and
/// as the same SQL bare. M1 changes the file: give a copy.
/// </summary>
internal static class StoreCommand
{
    public static async Task<int> RunAsync(string file, string[] chosen)
    {
        var options = new SqliteOptions { Path = file };
        await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System);
        using var connection = Connection.Open(options, writes: false);
        var parameters = Parameters.Of(connection);
        var operations = new StoreOperations(store, parameters);
        var engine = new GraphQLOperations(store, parameters);
        var bare = new BareOperations(connection, parameters);
        bool Wanted(string name) => chosen.Length == 0 || chosen.Contains(name);
        await operations.Q3(new Random(1)); // makes the index of the search
        Console.WriteLine($"{"", -14}{"1 thread/s", 12}{"CPU µs", 11}{"bytes", 12}");
        foreach (
            var (name, run, graphql, sql) in new (string, Func<Random, ValueTask<int>>, Func<Random, ValueTask<int>>, Func<Random, int>?)[]
            {
                ("Q1", operations.Q1, engine.Q1, bare.Q1),
                ("Q2", operations.Q2, engine.Q2, bare.Q2),
                ("Q3", operations.Q3, engine.Q3, null),
                ("Q4", operations.Q4, engine.Q4, null),
            }
        )
        {
            if (!Wanted(name))
                continue;
            if (sql is not null)
                Console.WriteLine($"{name + " bare SQL", -14}{Measurement.Of(r => sql(r))}");
            Console.WriteLine($"{name + " store", -14}{Measurement.Of(r => Complete(run(r)))}");
            Console.WriteLine($"{name + " GraphQL", -14}{Measurement.Of(r => Complete(graphql(r)))}");
        }
        if (Wanted("M1"))
            await Callers.MeasureAsync("M1", operations.M1);
        return 0;
    }

    // SQLite answers at once, so a thread can ask like a loop of calls.
    private static int Complete(ValueTask<int> read) =>
        read.IsCompleted
            ? read.AsTask().GetAwaiter().GetResult()
            : throw new InvalidOperationException("A read on SQLite waits for nothing.");
}
