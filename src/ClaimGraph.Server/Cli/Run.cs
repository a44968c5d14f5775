using System.CommandLine;
using System.Security.Cryptography;
using ClaimGraph.Access;
using ClaimGraph.Neo4j;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server.Cli;

/// <summary>What all commands have in common: the settings, the store, and one clear line when something is in the way.</summary>
internal static class Run
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>Lets a command do its work with the options that are set.</summary>
    public static void Does(this Command command, Settings settings, Func<ParseResult, ServerOptions, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            // A signal ends the process at once until the command line has seen a task; SQLite alone would let it see none before the server answers.
            await Task.Yield();
            try
            {
                return await work(parsed, Settings.OptionsOf(settings.Read(parsed)), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return Fail("interrupted; what was committed stays.");
            }
            catch (InvalidDataException e)
            {
                return Fail($"{e.Message} {e.GetBaseException().Message}");
            }
            catch (Exception e) when (e is ClaimGraphException or IOException or UnauthorizedAccessException)
            {
                return Fail(e.Message);
            }
        });

    public static int Fail(string message)
    {
        Console.Error.WriteLine($"claimgraph: {message.ReplaceLineEndings(" ")}");
        return Failure;
    }

    /// <summary>Opens the store that the options name, making it when it is not there.</summary>
    public static async Task<IClaimStore> OpenAsync(ServerOptions options)
    {
        if (options.Storage == Storage.Sqlite) return await OpenFileAsync(options);
        try
        {
            return await Neo4jStore.OpenAsync(options.Neo4j, TimeProvider.System);
        }
        catch (ClaimGraphException e) when (e is not StoreUnavailableException)
        {
            throw new ClaimGraphException($"Neo4j:{e.Message}", e);
        }
    }

    private static async Task<SqliteStore> OpenFileAsync(ServerOptions options)
    {
        try
        {
            return await SqliteStore.OpenAsync(options.Store, TimeProvider.System);
        }
        catch (StoreUnavailableException e) when (!e.Message.Contains(options.Store.Path, StringComparison.Ordinal))
        {
            throw new StoreUnavailableException($"'{options.Store.Path}': {e.Message}", e);
        }
        catch (ClaimGraphException e) when (e is not StoreUnavailableException)
        {
            throw new ClaimGraphException($"Store:{e.Message}", e);
        }
    }

    /// <summary>Opens a store that must be there: reading from a new, empty one would answer a question that nobody asked.</summary>
    public static async Task<IClaimStore> OpenExistingAsync(ServerOptions options) =>
        options.Storage == Storage.Neo4j ? await OpenAsync(options) : await OpenExistingFileAsync(options);

    public static Task<SqliteStore> OpenExistingFileAsync(ServerOptions options) => File.Exists(options.Store.Path) ? OpenFileAsync(options)
        : throw new ClaimGraphException($"There is no store '{options.Store.Path}'; name it with --store.");

    public static KeyRing KeysOf(IClaimStore store) => new(store.Keys, TimeProvider.System, RandomNumberGenerator.Create());

    /// <summary>Where the store is, for people.</summary>
    public static string Place(ServerOptions options) => options.Storage == Storage.Neo4j ? options.Neo4j.Uri : options.Store.Path;

    /// <summary>Refuses to write over a file.</summary>
    public static void MustBeNew(string path)
    {
        if (Path.Exists(path)) throw new ClaimGraphException($"'{path}' is there already; choose another name.");
    }
}
