using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace ClaimGraph.Benchmarks.Hostile;

/// <summary>What the server's process has used since it was started.</summary>
internal readonly record struct Spent(double CpuMilliseconds, double AllocatedBytes, double PauseMilliseconds)
{
    public static Spent operator -(Spent later, Spent earlier) =>
        new(
            later.CpuMilliseconds - earlier.CpuMilliseconds,
            later.AllocatedBytes - earlier.AllocatedBytes,
            later.PauseMilliseconds - earlier.PauseMilliseconds
        );
}

/// <summary>One client of a server.</summary>
internal sealed class Sender : IDisposable
{
    private static readonly TimeSpan ScrapesAreKept = TimeSpan.FromMilliseconds(400);

    private readonly HttpClient _http;

    public Sender(string url, string? key)
    {
        _http = new HttpClient { BaseAddress = new Uri(url) };
        if (key is not null)
            _http.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
    }

    public void Dispose() => _http.Dispose();

    public async Task<(double Milliseconds, int Status)> SendAsync(string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var watch = Stopwatch.StartNew();
        using var response = await _http.PostAsync((Uri?)null, content);
        await response.Content.ReadAsByteArrayAsync();
        return (watch.Elapsed.TotalMilliseconds, (int)response.StatusCode);
    }

    /// <summary>Read from /metrics; nothing where the server does not show them (Telemetry:Metrics).</summary>
    public async Task<Spent> SpentAsync()
    {
        await Task.Delay(ScrapesAreKept);
        using var response = await _http.GetAsync(new Uri("/metrics", UriKind.Relative));
        if (!response.IsSuccessStatusCode)
            return default;
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        return new Spent(
            Sum(lines, "dotnet_process_cpu_time_seconds_total") * 1_000,
            Sum(lines, "dotnet_gc_heap_total_allocated_bytes_total"),
            Sum(lines, "dotnet_gc_pause_time_seconds_total") * 1_000
        );
    }

    private static double Sum(string[] lines, string name) =>
        lines
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.AsSpan(line.IndexOf('}', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture));
}
