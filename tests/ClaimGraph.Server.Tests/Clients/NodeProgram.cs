using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ClaimGraph.Server.Tests.Clients;

/// <summary>
/// Programs of this folder that node runs. <c>npm ci</c> here brings what they use; without node and that the tests are skipped, but not
/// where the environment variable CI is true.
/// </summary>
internal static class NodeProgram
{
    public static readonly string Folder = Path.GetDirectoryName(Here())!;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static void Needed()
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            return;
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Folder, "node_modules")),
            "Run `npm ci` in tests/ClaimGraph.Server.Tests/Clients for these tests."
        );
    }

    /// <summary>Runs a program, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(patience.Token),
                process.StandardError.ReadToEndAsync(patience.Token)
            );
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.ShouldBe(0, $"{await output}{await error}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
