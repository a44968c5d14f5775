using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using ClaimGraph.Hostile;

namespace ClaimGraph.Benchmarks.Hostile;

/// <summary>How long a running server needs to refuse hostile requests, and what a normal client notices of them.</summary>
internal static class HostileCommand
{
    private const int Times = 20;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(5);
    private const string Normal = """{"query":"{ statements(first: 20) { nodes { text claimant { name } evidence(first: 5) { nodes { stance basis { ... on Source { title } } } } } } }"}""";

    /// <param name="url">The GraphQL endpoint of a server. Without a rate limit (GraphQL:AnonymousCostPerSecond=0) it is the refusals themselves that are measured.</param>
    /// <param name="key">The key of the normal client; the attacker has none.</param>
    public static async Task<int> RunAsync(string url, string? key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        using var normal = new HttpClient { BaseAddress = new Uri(url) };
        if (key is not null) normal.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        for (var i = 0; i < 2_000; i++) await PostAsync(normal, Normal);
        foreach (var (_, _, body) in HostileRequests.All)
            for (var i = 0; i < 10; i++) await PostAsync(http, body);       // code that was never run is compiled

        Console.WriteLine($"{"",-36} {"median ms",10} {"longest",10}   status");
        foreach (var (name, _, body) in HostileRequests.All)
        {
            var times = new double[Times];
            var status = 0;
            for (var i = 0; i < Times; i++) (times[i], status) = await PostAsync(http, body);
            Array.Sort(times);
            Console.WriteLine($"{name,-36} {times[Times / 2],10:N2} {times[^1],10:N2}   {status}");
        }
        Console.WriteLine($"normal client alone:            p50 {await NormalAsync(normal, null)}");
        Console.WriteLine($"normal client under attack:     p50 {await NormalAsync(normal, stop => AttackAsync(http, stop))}");
        return 0;
    }

    private static async Task<string> NormalAsync(HttpClient http, Func<CancellationToken, Task>? beside)
    {
        using var stop = new CancellationTokenSource();
        var other = beside?.Invoke(stop.Token) ?? Task.CompletedTask;
        var times = new List<double>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Watched;)
        {
            times.Add((await PostAsync(http, Normal)).Milliseconds);
            await Task.Delay(2, stop.Token);
        }
        await stop.CancelAsync();
        await other;
        times.Sort();
        return $"{times[times.Count / 2]:N2} ms, p99 {times[times.Count * 99 / 100]:N2} ms, {times.Count} requests";
    }

    // One attacker, one request after the other, as fast as they are refused.
    private static async Task AttackAsync(HttpClient http, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++) await PostAsync(http, HostileRequests.All[i % HostileRequests.All.Count].Body);
    }

    private static async Task<(double Milliseconds, int Status)> PostAsync(HttpClient http, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var watch = Stopwatch.StartNew();
        using var response = await http.PostAsync((Uri?)null, content);
        await response.Content.ReadAsByteArrayAsync();
        return (watch.Elapsed.TotalMilliseconds, (int)response.StatusCode);
    }
}
