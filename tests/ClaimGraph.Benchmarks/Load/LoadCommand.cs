using System.Diagnostics;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Benchmarks.Load;

/// <summary><c>load DATA_DIR DB_FILE</c>: generated data into a new database file.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string folder, string file, int batch)
    {
        if (File.Exists(file))
        {
            Console.Error.WriteLine($"{file} exists; load makes a new file.");
            return 1;
        }
        var watch = Stopwatch.StartNew();
        var (entity, rows, seconds) = ("", 0L, 0.0);
        void Report()
        {
            if (rows > 0) Console.Error.WriteLine($"{watch.Elapsed.TotalSeconds,7:F1} s  {entity,-10} {rows,9:N0} operations, {rows / seconds,7:N0} a second in commits");
        }
        await using var store = await SqliteStore.OpenAsync(new SqliteOptions { Path = file }, TimeProvider.System);
        await new Loading(store, new GeneratedData(folder), batch)
        {
            Progress = (now, count, spent) =>
            {
                if (now != entity) Report();
                (entity, rows, seconds) = (now, count, spent);
            },
        }.RunAsync();
        Report();
        return 0;
    }
}
