using System.CommandLine;
using ClaimGraph.Server.Configuration;
using ClaimGraph.Settings;

namespace ClaimGraph.Server.Cli;

/// <summary>Runs commands. Whatever a user can get wrong ends in one clear line and an exit code.</summary>
internal static class Run
{
    public const string Program = "claimgraph";

    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;

    /// <summary>Lets a command do its work with the options that are set.</summary>
    public static void Does(
        this Command command,
        CommonOptions common,
        Func<ParseResult, ServerOptions, CancellationToken, Task<int>> work
    ) => command.DoesWithSources(common, (parsed, sources, cancellation) => work(parsed, sources.BindOptions(), cancellation));

    /// <summary>Lets a command do its work with a store, which must be there, and print what comes of it as JSON or as text.</summary>
    public static void Shows<T>(
        this Command command,
        CommonOptions common,
        Stores stores,
        Func<ParseResult, IClaimStore, CancellationToken, Task<T>> work,
        Func<T, object> asJson,
        Action<T> write
    ) =>
        command.Does(
            common,
            async (parsed, options, cancellation) =>
            {
                await using var store = await stores.OpenExistingAsync(options);
                var result = await work(parsed, store, cancellation);
                if (parsed.GetValue(common.Json))
                    Print.Json(asJson(result));
                else
                    write(result);
                return Success;
            }
        );

    /// <summary>Lets a command do its work with the sources of the options.</summary>
    public static void DoesWithSources(
        this Command command,
        CommonOptions common,
        Func<ParseResult, SettingSources, CancellationToken, Task<int>> work
    ) =>
        command.SetAction(
            async (parsed, cancellation) =>
            {
                // Until the command line has seen a task, a signal ends the process at once. SQLite makes none before the server listens.
                await Task.Yield();
                try
                {
                    var sources = common.SourcesOf(parsed);
                    return await WithNamesOfAsync(sources, () => work(parsed, sources, cancellation));
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    return Fail("interrupted; what was committed stays.");
                }
                catch (Exception e) when (e is ClaimGraphException or IOException or UnauthorizedAccessException)
                {
                    return Fail(e.Message);
                }
            }
        );

    private static async Task<int> WithNamesOfAsync(SettingSources sources, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidOptionsException e)
        {
            foreach (var problem in e.Problems)
                Fail(Secrets.Hide(sources.Describe(problem)));
            return Failure;
        }
    }

    public static int Fail(string message)
    {
        Console.Error.WriteLine($"{Program}: {message.ReplaceLineEndings(" ")}");
        return Failure;
    }

    /// <summary>Refuses to overwrite a file.</summary>
    public static void MustBeNew(string path)
    {
        if (Path.Exists(path))
            throw new ClaimGraphException($"'{path}' already exists; choose another name.");
    }
}
