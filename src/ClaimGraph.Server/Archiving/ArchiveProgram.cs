using System.ComponentModel;
using System.Diagnostics;

namespace ClaimGraph.Server.Archiving;

/// <summary>A program of the operator that archives. It is started without a shell, so that nothing in a URL is taken for a
/// command.</summary>
internal sealed class ArchiveProgram(IReadOnlyList<string> command) : IArchive
{
    private const string Placeholder = "{url}";
    private const int LongestError = 300;

    public async Task<Archived> SaveAsync(string url, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartOf(url) };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new Archived(null, $"The program '{command[0]}' could not be started: {e.Message}");
        }
        try
        {
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? Archived.At(Lines(await output).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal)))
                : new Archived(null, $"The program ended with exit code {process.ExitCode}: {LastOf(await error)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo StartOf(string url)
    {
        string[] arguments = [.. command.Skip(1)];
        if (!Array.Exists(arguments, a => a.Contains(Placeholder, StringComparison.Ordinal)))
            arguments = [.. arguments, Placeholder];
        return new ProcessStartInfo(command[0], arguments.Select(a => a.Replace(Placeholder, url, StringComparison.Ordinal)))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string LastOf(string text) =>
        Lines(text) is [.., var line] ? line[..Math.Min(line.Length, LongestError)] : "it said nothing.";
}
