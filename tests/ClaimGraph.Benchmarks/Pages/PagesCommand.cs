using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimGraph.GraphQL;
using ClaimGraph.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.Benchmarks.Pages;

/// <summary>
/// The pages over loaded data: what a first visit sends over the wire, and how long each page takes, one reader after another. Server and
/// client run in one process over loopback HTTP. It enters topics into data that has none.
/// </summary>
internal static partial class PagesCommand
{
    private const int Variety = 200; // so many records of a kind are visited in turn
    private const string AfterCommit = ", anew"; // with a commit before each visit, so that nothing is kept

    public static async Task<int> RunAsync(string place, int seconds, string only)
    {
        await using var store = await Place.OpenAsync(place);
        await using var app = await Loopback.ServeAsync(store, services => services.AddClaimGraphPages(), app => app.MapClaimGraphPages());
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        while ((await GetAsync(http, "/search?q=claim")).Bytes == 0)
            Console.WriteLine("The texts for searches are not in memory yet.");
        var entries = new Entries(store);
        await entries.EnterTopicsAsync();
        var visits = await VisitsAsync(app.Services.GetRequiredService<IGraphQLExecutor>());
        await PrintWeightAsync(http, visits);
        Console.WriteLine($"{"page", -22} {"n", 6} {"refused", 8} {"p50 ms", 8} {"p95 ms", 8} {"CPU ms", 8} {"KB gzip", 8}");
        foreach (var (name, paths) in visits.Where(v => v.Paths.Length > 0 && (only.Length == 0 || v.Name == only)))
            await MeasureAsync(http, name, paths, seconds, name.EndsWith(AfterCommit, StringComparison.Ordinal) ? entries : null);
        return 0;
    }

    /// <summary>What is visited: pages of a kind, by the name of the kind.</summary>
    private static async Task<IReadOnlyList<(string Name, string[] Paths)>> VisitsAsync(IGraphQLExecutor api)
    {
        var asked = await api.ExecuteAsync(
            """
            query($n: Int!) {
              statements(first: $n, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { id text } }
              disputed: statements(first: $n, orderBy: { field: REBUT_COUNT, direction: DESC }) { nodes { id } }
              actors(first: $n) { nodes { id } }
              sources(first: $n) { nodes { id } }
              topics: statementDistribution(by: TOPICS, first: 20) { value }
            }
            """,
            new JsonObject { ["n"] = 100 },
            ApiClaims.User("benchmark", ClaimGraph.Access.Role.Reader, "benchmark")
        );
        var data = JsonNode.Parse(asked.Data.GetRawText())!;
        string[] topics = [.. Values(data["topics"]!, "value").Select(topic => "/topics/" + Uri.EscapeDataString(topic))];
        return
        [
            ("overview", ["/"]),
            ("overview" + AfterCommit, ["/"]),
            ("statements", ["/statements"]),
            ("statements, filtered", ["/statements?verdict=MIXED&sort=rebutted", "/statements?attention=CONTESTED&sort=strongest"]),
            ("statement", Paths("statements", "/statements/")),
            ("statement, disputed", Paths("disputed", "/statements/")),
            ("actor", Paths("actors", "/actors/")),
            ("source", Paths("sources", "/sources/")),
            ("topics", ["/topics"]),
            ("topic", topics),
            ("topic" + AfterCommit, topics),
            (
                "search",
                [
                    .. Values(data["statements"]!["nodes"]!, "text")
                        .Select(text => "/search?q=" + Uri.EscapeDataString(string.Join(' ', text.Split(' ').Take(3)))),
                ]
            ),
        ];

        string[] Paths(string list, string path) => [.. Values(data[list]!["nodes"]!, "id").Take(Variety).Select(id => path + id)];
    }

    private static IEnumerable<string> Values(JsonNode list, string field) =>
        list.AsArray().Select(item => (string?)item![field]).OfType<string>();

    /// <summary>The first visit: the page with its style sheet, modules and icon, compressed by gzip.</summary>
    private static async Task PrintWeightAsync(HttpClient http, IReadOnlyList<(string Name, string[] Paths)> visits)
    {
        foreach (var (name, paths) in visits.Where(v => v.Name is "overview" or "statement"))
        {
            var (html, bytes) = await GetAsync(http, paths[0]);
            var assets = Asset().Matches(html).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToArray();
            var sum = bytes;
            foreach (var asset in assets)
                sum += (await GetAsync(http, asset)).Bytes;
            Console.WriteLine(
                FormattableString.Invariant($"first visit, {name}: {sum / 1000.0:F1} KB gzip, {bytes / 1000.0:F1} of it HTML")
            );
        }
    }

    private static async Task MeasureAsync(HttpClient http, string name, string[] paths, int seconds, Entries? between)
    {
        var start = Stopwatch.GetTimestamp();
        // As long as it is measured, until it is compiled (that takes some 400 visits), and what is kept until the next commit is kept.
        for (var i = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
            await GetAsync(http, paths[i % paths.Length]);
        var (times, bytes, refused) = (new List<double>(), 0L, 0);
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        start = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
        {
            if (between is not null)
                await between.CommitAsync();
            var begun = Stopwatch.GetTimestamp();
            var sent = (await GetAsync(http, paths[i % paths.Length])).Bytes;
            (bytes, refused) = (bytes + sent, sent == 0 ? refused + 1 : refused);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        process.Refresh();
        var perPage = (process.TotalProcessorTime - cpu).TotalMilliseconds / times.Count;
        times.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -22} {times.Count, 6} {refused, 8} {times[times.Count / 2], 8:F1} "
                    + $"{times[times.Count * 95 / 100], 8:F1} {perPage, 8:F1} {bytes / 1000.0 / times.Count, 8:F1}"
            )
        );
    }

    /// <summary>A page and its size; empty when the server refused it, for its time was over.</summary>
    private static async Task<(string Html, int Bytes)> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            return ("", 0);
        response.EnsureSuccessStatusCode();
        var compressed = await response.Content.ReadAsByteArrayAsync();
        using var plain = new StreamReader(
            new System.IO.Compression.GZipStream(new MemoryStream(compressed), System.IO.Compression.CompressionMode.Decompress)
        );
        return (await plain.ReadToEndAsync(), compressed.Length);
    }

    [GeneratedRegex("/assets/[0-9a-f]+/[a-z.]+")]
    private static partial Regex Asset();
}
