using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ClaimGraph.Server.Tests.Cli;

/// <summary>The real program in a process and a folder of its own.</summary>
/// <param name="onTestStorage">Whether it runs on the storage that <c>CLAIMGRAPH_TEST_STORAGE</c> names.</param>
internal sealed class Folder(bool onTestStorage = false) : IDisposable
{
    public static bool OnNeo4j => Environment.GetEnvironmentVariable("CLAIMGRAPH_TEST_STORAGE") == "Neo4j";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-");

    public string this[string file] => Path.Combine(_folder.FullName, file);

    public void Write(string file, string text) => File.WriteAllText(this[file], text);

    /// <summary>Runs a command to its end.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(string command, params (string Name, string Value)[] environment) =>
        PipeAsync(command, "", environment);

    /// <summary>Runs a command to its end, with this on its standard input.</summary>
    public async Task<(int ExitCode, string Output, string Error)> PipeAsync(
        string command,
        string input,
        params (string Name, string Value)[] environment
    )
    {
        using var process = Start(command, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a server on a free port and waits until it answers.</summary>
    public Task<RunningServer> ServeAsync(string arguments = "", params (string Name, string Value)[] environment) =>
        ServeAsync(arguments, "http://127.0.0.1:0", environment);

    /// <summary>Starts a server at an address and waits until it answers.</summary>
    public async Task<RunningServer> ServeAsync(string arguments, string url, params (string Name, string Value)[] environment)
    {
        var process = Start($"serve --url {url} {arguments}", environment);
        var greeting = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            greeting.AppendLine(line);
            if (line.Contains("Ctrl+C", StringComparison.Ordinal))
                return new RunningServer(process, greeting.ToString());
        }
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        throw new InvalidOperationException($"The server did not start: {greeting}{error}");
    }

    public Process Start(string command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", $"{Path.Combine(AppContext.BaseDirectory, "ClaimGraph.Server.dll")} {command}")
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CLAIMGRAPH_TEST_STORAGE"); // for the tests, no setting of the program
        foreach (var (name, value) in onTestStorage && OnNeo4j ? [.. Neo4j(), .. environment] : environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static (string Name, string Value)[] Neo4j()
    {
        var server = Neo4jServer.Options();
        return
        [
            ("CLAIMGRAPH_STORAGE", "Neo4j"),
            ("CLAIMGRAPH_NEO4J__URI", server.Uri),
            ("CLAIMGRAPH_NEO4J__USER", server.User),
            ("CLAIMGRAPH_NEO4J__PASSWORD", server.Password!),
        ];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

internal sealed class RunningServer(Process process, string greeting) : IAsyncDisposable
{
    /// <summary>What it printed when it began to answer.</summary>
    public string Greeting { get; } = greeting;

    public HttpClient Http { get; } =
        new() { BaseAddress = new Uri(greeting.Split(' ', '\n').First(word => word.StartsWith("http", StringComparison.Ordinal))) };

    /// <summary>What it prints after that.</summary>
    public StreamReader Output => process.StandardOutput;

    /// <summary>The key that the first start printed; null when it printed none.</summary>
    public string? Key { get; } = greeting.Split(' ', '\n').FirstOrDefault(word => word.StartsWith("cg_", StringComparison.Ordinal));

    /// <summary>What it printed after it began to answer, until its end.</summary>
    public async Task<string> RestAsync() =>
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
        + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

    /// <summary>Sends a signal and waits for the end.</summary>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        using (var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
