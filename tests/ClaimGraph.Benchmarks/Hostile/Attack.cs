using System.Diagnostics;
using System.Globalization;
using ClaimGraph.Hostile;

namespace ClaimGraph.Benchmarks.Hostile;

/// <summary>One attacker: hostile requests one after the other, as fast as they are refused, in a process of its own, so that its work is not taken for the server's.</summary>
internal sealed class Attack : IDisposable
{
    private readonly Process _process;

    private Attack(Process process) => _process = process;

    /// <summary>This program once more, as the attacker.</summary>
    public static Attack Start(string url)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under "dotnet X.dll" the process is dotnet.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(Attack).Assembly.Location);
        start.ArgumentList.Add("attack");
        start.ArgumentList.Add(url);
        var process = Process.Start(start)!;
        process.StandardOutput.ReadLine();      // it is under way
        return new Attack(process);
    }

    /// <summary>Ends it and gives the number of its requests.</summary>
    public async Task<long> StopAsync()
    {
        _process.StandardInput.Close();
        var sent = await _process.StandardOutput.ReadLineAsync();
        await _process.WaitForExitAsync();
        return long.Parse(sent!, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _process.Dispose();

    /// <summary>The attacker itself; it ends when its input does, as it does when the one that started it is gone.</summary>
    public static async Task<int> RunAsync(string url)
    {
        using var sender = new Sender(url, null);
        foreach (var (_, _, body) in HostileRequests.All) await sender.SendAsync(body);
        Console.WriteLine("attacking");
        var stop = Task.Run(Console.In.ReadToEnd);
        var sent = 0;
        for (; !stop.IsCompleted; sent++) await sender.SendAsync(HostileRequests.All[sent % HostileRequests.All.Count].Body);
        Console.WriteLine(sent);
        return 0;
    }
}
