using System.Diagnostics;
using System.Net.Http.Json;

namespace ClaimGraph.Benchmarks.Search;

/// <summary>
/// <c>searches PLACE [SECONDS [SORT]]</c>: how long searches of each sort, or of those with SORT in their name, take with eight
/// connections over loopback HTTP, each asking as soon as it was answered, and what the index costs. Server and clients are one process.
/// </summary>
internal sealed class LatencyCommand(HttpClient http, string url, TimeSpan time)
{
    private const int Connections = 8;
    private const string Search = """
        query ($text: String!, $match: SearchMatch! = BEST) {
          search(query: $text, match: $match, kinds: [STATEMENT], first: 10) {
            totalCount edges { score node { id ... on Statement { text } } }
          }
        }
        """;
    private const string Similar =
        "query ($text: String!) { similarStatements(text: $text) { score guard differences statement { id text } } }";

    public static async Task<int> RunAsync(string place, int seconds, string sort)
    {
        await using var store = await Place.OpenAsync(place);
        var asked = await Asked.OfAsync(store);
        await IndexAsync(store);
        await using var app = await Loopback.ServeAsync(store);
        using var http = new HttpClient();
        var command = new LatencyCommand(http, app.Urls.First() + "/graphql", TimeSpan.FromSeconds(seconds));
        Console.WriteLine(
            $"{"", -28}{"a second", 10}{"p50 ms", 9}{"p95 ms", 9}{"p99 ms", 9}{"longest", 9}{"CPU ms", 9}{"KB", 9}"
                + $"{"alone", 9}{"p95", 9}{"found", 9}"
        );
        foreach (var (name, query, match, text) in Sorts(asked).Where(s => s.Name.Contains(sort, StringComparison.OrdinalIgnoreCase)))
            await command.MeasureAsync(name, query, match, text);
        return 0;
    }

    private static (string Name, string Query, string? Match, Func<Random, Asked.Question> Text)[] Sorts(Asked asked) =>
        [
            ("BEST, two words", Search, "BEST", asked.TwoWords),
            ("BEST, common words", Search, "BEST", asked.CommonWords),
            ("BEST, a headline", Search, "BEST", asked.Headline),
            ("BEST, a post", Search, "BEST", asked.Post),
            ("ALL, two beginnings", Search, "ALL", asked.TwoBeginnings),
            ("WHOLE, two words", Search, "WHOLE", asked.TwoWords),
            ("WHOLE, common words", Search, "WHOLE", asked.CommonWords),
            ("similar, half a text", Similar, null, asked.Half),
        ];

    /// <summary>Makes the index and says what it costs.</summary>
    private static async Task IndexAsync(IClaimStore store)
    {
        var (memory, cpu, watch) = (GC.GetTotalMemory(true), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await store.SearchAsync(new SearchQuery("first", [NodeKind.Statement], 1));
        Console.WriteLine(
            $"index: {watch.Elapsed.TotalSeconds:N1} s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:N1} s of CPU, "
                + $"{(GC.GetTotalMemory(true) - memory) / 1048576.0:N0} MiB, peak of the process "
                + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:N0} MiB"
        );
    }

    private async Task MeasureAsync(string name, string query, string? match, Func<Random, Asked.Question> text)
    {
        var (alone, found) = await AloneAsync(query, match, text);
        Task AskOneAsync(Random random) => AskAsync(query, match, text(random).Asked);
        await RunAsync(AskOneAsync, seed: 100, time / 2);
        var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var times = await RunAsync(AskOneAsync, seed: 0, time);
        double At(double part) => times[(int)((times.Length - 1) * part)];
        Console.WriteLine(
            $"{name, -28}{times.Length / time.TotalSeconds, 10:N0}{At(0.5), 9:N2}{At(0.95), 9:N2}{At(0.99), 9:N2}{At(1), 9:N1}"
                + $"{(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / times.Length, 9:N2}"
                + $"{(GC.GetTotalAllocatedBytes() - bytes) / 1024.0 / times.Length, 9:N0}"
                + $"{alone[alone.Length / 2], 9:N2}{alone[alone.Length * 95 / 100], 9:N2}{found, 9:P0}"
        );
    }

    /// <summary>How long searches take one after the other, each at its fastest of some times, which other work on the machine changes
    /// least.</summary>
    private async Task<(double[] Milliseconds, double? Found)> AloneAsync(string query, string? match, Func<Random, Asked.Question> text)
    {
        var random = new Random(1);
        var questions = Enumerable.Range(0, 100).Select(_ => text(random)).ToArray();
        var (fastest, found) = (questions.Select(_ => double.MaxValue).ToArray(), 0);
        for (var round = 0; round < 8; round++)
        for (var i = 0; i < questions.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await AskAsync(query, match, questions[i].Asked);
            fastest[i] = Math.Min(fastest[i], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            found += questions[i].Wanted is { } wanted && answer.Contains(wanted, StringComparison.Ordinal) ? 1 : 0;
        }
        return ([.. fastest.Order()], questions[0].Wanted is null ? null : found / 8.0 / questions.Length);
    }

    private static async Task<double[]> RunAsync(Func<Random, Task> ask, int seed, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var connections = Enumerable.Range(seed, Connections).Select(i => Task.Run(() => ConnectionAsync(ask, new Random(i), watch, time)));
        return [.. (await Task.WhenAll(connections)).SelectMany(t => t).Order()];
    }

    private static async Task<List<double>> ConnectionAsync(Func<Random, Task> ask, Random random, Stopwatch watch, TimeSpan time)
    {
        var milliseconds = new List<double>();
        while (watch.Elapsed < time)
        {
            var start = watch.Elapsed;
            await ask(random);
            milliseconds.Add((watch.Elapsed - start).TotalMilliseconds);
        }
        return milliseconds;
    }

    private async Task<string> AskAsync(string query, string? match, string text)
    {
        var variables = new Dictionary<string, string> { ["text"] = text };
        if (match is not null)
            variables.Add("match", match);
        using var answer = await http.PostAsJsonAsync(url, new { query, variables });
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || body.Contains("\"errors\"", StringComparison.Ordinal))
            throw new InvalidOperationException(body);
        return body;
    }
}
