using System.Diagnostics;
using ClaimGraph.Neo4j;
using ClaimGraph.Neo4j.Driver;

namespace ClaimGraph.Testing;

/// <summary>
/// A Neo4j server of the tests' own, which they stop, kill and start again. The environment variable <c>NEO4J_START</c> names a program
/// that starts one in the folder that it is given and prints its variables (<c>export NEO4J_BOLT_URL=… NEO4J_USER=…
/// NEO4J_PASSWORD=…</c>); beside it stands <c>stop</c>, which takes the folder and <c>--kill</c> and <c>--delete</c>. It is started when
/// the first test asks for it.
/// </summary>
public sealed class OwnNeo4j : IAsyncDisposable
{
    private const string HowTo =
        "needs a Neo4j server that it may kill: set NEO4J_START to a program that starts one, with 'stop' beside it.";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"claimgraph-neo4j-{Guid.NewGuid():N}");
    private Dictionary<string, string>? _variables;

    private static string? Program => Environment.GetEnvironmentVariable("NEO4J_START") is { Length: > 0 } program ? program : null;

    /// <summary>Running, with nothing in its database. Skips the test, visibly, when none can be started; in continuous integration that
    /// is a failure.</summary>
    public async Task<Neo4jOptions> EmptyAsync()
    {
        if (Program is null && Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail("This test " + HowTo);
        if (Program is null)
            Assert.Skip("This test " + HowTo);
        if (_variables is null)
            await StartAsync();
        await using var cypher = await Neo4jDriver.ConnectAsync(Options, TimeProvider.System);
        await cypher.CommitAsync(new Query("MATCH (n) DETACH DELETE n"));
        return Options;
    }

    public Neo4jOptions Options =>
        new()
        {
            Uri = _variables!["NEO4J_BOLT_URL"],
            User = _variables["NEO4J_USER"],
            Password = _variables["NEO4J_PASSWORD"],
        };

    /// <summary>Starts it, also again after <see cref="StopAsync"/>, with the same address and data. It answers when this
    /// returns.</summary>
    public async Task StartAsync()
    {
        var printed = await RunAsync(Program!, _folder);
        _variables = printed
            .Split(' ', '\n')
            .Where(word => word.Contains('=', StringComparison.Ordinal))
            .Select(word => word.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));
    }

    /// <param name="kill">True to end it at once, as a crash does.</param>
    public Task StopAsync(bool kill) => RunAsync(Stop, kill ? [_folder, "--kill"] : [_folder]);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(_folder))
            await RunAsync(Stop, _folder, "--kill", "--delete");
    }

    private static string Stop => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Program!))!, "stop");

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        // Standard error stays that of the tests: the server inherits none of what is read here, so that reading ends with the program.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
