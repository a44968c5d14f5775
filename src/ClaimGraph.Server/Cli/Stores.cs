using System.Security.Cryptography;
using ClaimGraph.Access;
using ClaimGraph.Copying;
using ClaimGraph.Ledger;
using ClaimGraph.Neo4j;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server.Cli;

/// <summary>Opens the stores that options name.</summary>
internal sealed class Stores(TimeProvider clock, Random random)
{
    public TimeProvider Clock { get; } = clock;

    public IdSource Ids { get; } = new(clock, random);

    /// <summary>Opens a store and creates it when it does not exist.</summary>
    /// <param name="tell">Gets lines about what takes its time, and about what is skipped because others wrote it.</param>
    public async Task<IClaimStore> OpenAsync(ServerOptions options, Action<string>? tell = null) =>
        options.Storage == Storage.Neo4j ? await Neo4jStore.OpenAsync(options.Neo4j, Clock, tell) : await OpenFileAsync(options);

    /// <summary>Opens a store for an import or a copy, as <see cref="OpenAsync"/>; an embedded one for this process alone, if no other has
    /// it open.</summary>
    public async Task<IClaimStore> OpenAloneAsync(ServerOptions options) =>
        options.Storage == Storage.Neo4j ? await OpenAsync(options) : await OpenFileAsync(options, alone: true);

    /// <summary>Opens a store that must exist: reading from a new, empty one would only hide a mistyped name.</summary>
    public async Task<IClaimStore> OpenExistingAsync(ServerOptions options) =>
        options.Storage == Storage.Neo4j ? await OpenAsync(options) : await OpenExistingFileAsync(options);

    public Task<SqliteStore> OpenExistingFileAsync(ServerOptions options)
    {
        MustExist(options);
        return OpenFileAsync(options);
    }

    /// <summary>Verifies a store that must exist. An embedded store is not even opened for writing.</summary>
    public async Task<Verification> VerifyAsync(
        ServerOptions options,
        LedgerHead? expected,
        IProgress<CopyProgress>? progress,
        CancellationToken cancellation
    )
    {
        if (options.Storage == Storage.Sqlite)
        {
            MustExist(options);
            return await SqliteStore.VerifyAsync(options.Store, Clock, expected, progress, cancellation);
        }
        var folder = Directory.CreateTempSubdirectory("claimgraph-verify-");
        try
        {
            await using var store = await Neo4jStore.OpenAsync(options.Neo4j, Clock);
            var replay = new SqliteOptions { Path = Path.Combine(folder.FullName, "replay.db"), Durability = Durability.Normal };
            await using var replayed = await SqliteStore.OpenAloneAsync(replay, Clock);
            return await store.VerifyAsync(replayed, expected, progress, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public KeyRing KeysOf(IClaimStore store) => new(store.Keys, Clock, RandomNumberGenerator.Create());

    /// <summary>Where a store is, for people.</summary>
    public static string Place(ServerOptions options) => options.Storage == Storage.Neo4j ? options.Neo4j.Uri : options.Store.Path;

    private static void MustExist(ServerOptions options)
    {
        if (!File.Exists(options.Store.Path))
            throw new ClaimGraphException($"There is no store '{options.Store.Path}'; name it with --store.");
    }

    private async Task<SqliteStore> OpenFileAsync(ServerOptions options, bool alone = false)
    {
        try
        {
            return alone ? await SqliteStore.OpenAloneAsync(options.Store, Clock) : await SqliteStore.OpenAsync(options.Store, Clock);
        }
        catch (StoreUnavailableException e) when (!e.Message.Contains(options.Store.Path, StringComparison.Ordinal))
        {
            throw new StoreUnavailableException($"'{options.Store.Path}': {e.Message}", e);
        }
    }
}
