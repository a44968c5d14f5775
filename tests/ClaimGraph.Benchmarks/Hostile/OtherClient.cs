using System.Diagnostics;
using System.Globalization;

namespace ClaimGraph.Benchmarks.Hostile;

/// <summary>Another client beside the one that is measured: requests one after the other, as fast as they are answered, in a process of
/// its own, so that its work is not taken for the server's.</summary>
internal sealed class OtherClient : IDisposable
{
    private readonly Process _process;

    private OtherClient(Process process) => _process = process;

    /// <summary>This program once more, as the other client.</summary>
    /// <param name="mode"><c>attack</c>: it sends what is hostile; <c>neighbour</c>: what the measured client sends.</param>
    public static OtherClient Start(string mode, string url)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under "dotnet X.dll" the process is dotnet.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(OtherClient).Assembly.Location);
        start.ArgumentList.Add(mode);
        start.ArgumentList.Add(url);
        var process = Process.Start(start)!;
        process.StandardOutput.ReadLine(); // it is under way
        return new OtherClient(process);
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

    /// <summary>The other client itself; it ends when its input does, as it does when the one that started it is gone.</summary>
    public static async Task<int> RunAsync(string url, IReadOnlyList<string> bodies)
    {
        using var sender = new Sender(url, null);
        foreach (var body in bodies)
            await sender.SendAsync(body);
        Console.WriteLine("under way");
        var stop = Task.Run(Console.In.ReadToEnd);
        var sent = 0;
        for (; !stop.IsCompleted; sent++)
            await sender.SendAsync(bodies[sent % bodies.Count]);
        Console.WriteLine(sent);
        return 0;
    }
}
