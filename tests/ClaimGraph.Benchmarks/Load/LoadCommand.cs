using System.Diagnostics;

namespace ClaimGraph.Benchmarks.Load;

/// <summary><c>load DATA_DIR PLACE</c>: generated data into a new database file, or into the empty database of a Neo4j server.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string folder, string place, int batch)
    {
        await using var store = await Place.OpenAsync(place);
        if ((await store.HeadAsync()).Revision > 0)
        {
            Console.Error.WriteLine($"{place} holds data already; load takes a new file or an empty database.");
            return 1;
        }
        var watch = Stopwatch.StartNew();
        var (entity, rows, seconds) = ("", 0L, 0.0);
        void Report()
        {
            if (rows > 0)
                Console.Error.WriteLine(
                    $"{watch.Elapsed.TotalSeconds, 7:F1} s  {entity, -10} {rows, 9:N0} operations, "
                        + $"{rows / seconds, 7:N0} a second in commits"
                );
        }
        await new Loading(store, new GeneratedData(folder), batch)
        {
            Progress = (now, count, spent) =>
            {
                if (now != entity)
                    Report();
                (entity, rows, seconds) = (now, count, spent);
            },
        }.RunAsync();
        Report();
        return 0;
    }
}
