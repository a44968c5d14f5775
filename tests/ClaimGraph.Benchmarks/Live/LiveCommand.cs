using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Benchmarks.Live;

/// <summary>
/// How long it takes from a commit to its subscribers: a server on a new file and clients over loopback WebSockets, all in one process. A
/// time runs from before the mutation is sent until a subscriber has read the event. Twenty more subscribers take large events and read
/// none of them.
/// </summary>
internal static class LiveCommand
{
    private const string Mutation = "mutation ($name: String!) { createActor(input: { name: $name }) { revision } }";
    private const string Followed = """
        subscription ($by: [String!]) {
          changes(filter: { principals: $by }) { revision recordedAt principal changes { action node { __typename id } } }
        }
        """;
    private const string Everything = """
        subscription {
          changes(after: 0) {
            revision principal reason
            changes { action before after node { __typename ... on Actor { name history { hash changes { after } } } } }
          }
        }
        """;
    private const int Idle = 20;

    public static async Task<int> RunAsync(int subscribers, int seconds, int perSecond)
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-live-");
        try
        {
            await using var store = await SqliteStore.OpenAsync(
                new SqliteOptions { Path = Path.Combine(folder.FullName, "live.db") },
                TimeProvider.System
            );
            await using var app = await Loopback.ServeAsync(store);
            var url = app.Urls.First() + "/graphql";
            foreach (var equal in new[] { true, false })
                await MeasureAsync(url, subscribers, seconds, perSecond, equal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task MeasureAsync(string url, int subscribers, int seconds, int perSecond, bool equal)
    {
        using var http = new HttpClient();
        using var end = new CancellationTokenSource();
        var sent = new long[1_000_000];
        var idle = await Task.WhenAll(Enumerable.Range(0, Idle).Select(_ => SubscribeAsync(url, Everything, null)));
        var reading = new List<Task<List<double>>>();
        for (var i = 0; i < subscribers; i++)
            reading.Add(
                ReadAsync(
                    await SubscribeAsync(url, Followed, new { by = equal ? ["anonymous"] : new[] { "anonymous", $"{i}" } }),
                    sent,
                    end.Token
                )
            );
        await Task.Delay(TimeSpan.FromSeconds(2));

        var start = Stopwatch.GetTimestamp();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < seconds * perSecond; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            await CommitAsync(http, url, $"{equal}{i}", sent);
        }
        var busy = (Process.GetCurrentProcess().TotalProcessorTime - cpu) / Stopwatch.GetElapsedTime(start);
        await Task.Delay(TimeSpan.FromSeconds(3));
        await end.CancelAsync();
        var times = (await Task.WhenAll(reading)).SelectMany(t => t).Order().ToArray();
        foreach (var socket in idle)
            socket.Dispose();
        double At(double part) => times[Math.Min(times.Length - 1, (int)(times.Length * part))];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subscribers:N0} {(equal ? "equal" : "different")} subscribers, {perSecond} commits/s: "
                    + $"{times.Length:N0} of {(long)subscribers * seconds * perSecond:N0} events; "
                    + $"p50 {At(0.5):F0} ms, p95 {At(0.95):F0} ms, p99 {At(0.99):F0} ms, slowest {times[^1]:F0} ms; {busy:P0} of a core"
            )
        );
    }

    private static async Task CommitAsync(HttpClient http, string url, string name, long[] sent)
    {
        var at = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync(url, new { query = Mutation, variables = new { name } });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Volatile.Write(ref sent[answer.GetProperty("data").GetProperty("createActor").GetProperty("revision").GetInt32()], at);
    }

    private static async Task<ClientWebSocket> SubscribeAsync(string url, string query, object? variables)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal)), CancellationToken.None);
        await SendAsync(socket, new { type = "connection_init" });
        await socket.ReceiveAsync(new byte[256], CancellationToken.None);
        await SendAsync(
            socket,
            new
            {
                id = "1",
                type = "subscribe",
                payload = new { query, variables },
            }
        );
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, object message) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The milliseconds from each commit to this subscriber.</summary>
    private static async Task<List<double>> ReadAsync(ClientWebSocket socket, long[] sent, CancellationToken end)
    {
        var received = new List<(int Revision, long At)>();
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var message = await socket.ReceiveAsync(buffer, end);
                using var json = JsonDocument.Parse(buffer.AsMemory(0, message.Count));
                received.Add(
                    (
                        json.RootElement.GetProperty("payload")
                            .GetProperty("data")
                            .GetProperty("changes")
                            .GetProperty("revision")
                            .GetInt32(),
                        Stopwatch.GetTimestamp()
                    )
                );
            }
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
        }
        // The event can be here before the answer to the mutation, so the times are looked up at the end.
        return [.. received.Select(r => Stopwatch.GetElapsedTime(sent[r.Revision], r.At).TotalMilliseconds)];
    }
}
