using System.Diagnostics;
using ClaimGraph.Hostile;

namespace ClaimGraph.Benchmarks.Hostile;

/// <summary>What a running server spends to refuse hostile requests, and what a normal client notices of them.</summary>
internal static class HostileCommand
{
    private const int Times = 50;
    private const int Rounds = 4;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);
    public const string Normal =
        """{"query":"{ statements(first: 20) { nodes { text claimant { name } evidence(first: 5) """
        + """{ nodes { stance basis { ... on Source { title } } } } } } }"}""";

    /// <param name="url">The GraphQL endpoint of a server. Without a rate limit (GraphQL:AnonymousCostPerSecond=0) it is the refusals
    /// themselves that are measured.</param>
    /// <param name="key">The key of the normal client; the attacker has none.</param>
    public static async Task<int> RunAsync(string url, string? key)
    {
        using var attacker = new Sender(url, null);
        using var normal = new Sender(url, key);
        if (await normal.SendAsync(Normal) is { Status: not 200 and var status })
            throw new ClaimGraphException(
                $"{url} answers a normal request with {status}: name the GraphQL endpoint, "
                    + $"such as http://127.0.0.1:5000/graphql, and a key that is good."
            );
        for (var i = 0; i < 2_000; i++)
            await normal.SendAsync(Normal);
        foreach (var (_, _, body) in HostileRequests.All)
            for (var i = 0; i < 10; i++)
                await attacker.SendAsync(body); // code that was never run is compiled

        await RefusalsAsync(attacker);
        await BesideAsync(url, normal);
        return 0;
    }

    private static async Task RefusalsAsync(Sender attacker)
    {
        Console.WriteLine($"{"", -36} {"median ms", 10} {"longest", 10} {"CPU ms", 8} {"KB", 8}   status");
        foreach (var (name, _, body) in HostileRequests.All)
        {
            var times = new double[Times];
            var status = 0;
            var before = await attacker.SpentAsync();
            for (var i = 0; i < Times; i++)
                (times[i], status) = await attacker.SendAsync(body);
            var spent = await attacker.SpentAsync() - before;
            Array.Sort(times);
            Console.WriteLine(
                $"{name, -36} {times[Times / 2], 10:N2} {times[^1], 10:N2} "
                    + $"{spent.CpuMilliseconds / Times, 8:N2} {spent.AllocatedBytes / Times / 1_000, 8:N0}   {status}"
            );
        }
    }

    // In turn, so that what else the machine does falls on both.
    private static async Task BesideAsync(string url, Sender normal)
    {
        var (alone, beside) = (new List<double>(), new Beside(url, "neighbour"));
        var attacked = new Beside(url, "attack");
        for (var round = 0; round < Rounds; round++)
        {
            await WatchAsync(normal, alone);
            await beside.WatchAsync(normal);
            await attacked.WatchAsync(normal);
        }
        Console.WriteLine($"normal client alone:          {Show(alone)}");
        Console.WriteLine($"normal client beside its like: {beside}");
        Console.WriteLine($"normal client under attack:   {attacked}");
    }

    /// <summary>The normal client while another one sends.</summary>
    private sealed class Beside(string url, string mode)
    {
        private readonly List<double> _times = [];
        private long _others;
        private double _pause;

        public async Task WatchAsync(Sender normal)
        {
            var before = await normal.SpentAsync();
            using var other = OtherClient.Start(mode, url);
            await HostileCommand.WatchAsync(normal, _times);
            _others += await other.StopAsync();
            _pause += (await normal.SpentAsync() - before).PauseMilliseconds;
        }

        public override string ToString() =>
            $"{Show(_times)}, beside {_others:N0} others; {_pause:N0} ms of collections in {Rounds * Watched.TotalSeconds:N0} s";
    }

    private static async Task WatchAsync(Sender normal, List<double> times)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Watched; )
        {
            times.Add((await normal.SendAsync(Normal)).Milliseconds);
            await Task.Delay(2);
        }
    }

    private static string Show(List<double> times)
    {
        times.Sort();
        return $"p50 {times[times.Count / 2]:N2} ms, p99 {times[times.Count * 99 / 100]:N2} ms, {times.Count:N0} requests";
    }
}
