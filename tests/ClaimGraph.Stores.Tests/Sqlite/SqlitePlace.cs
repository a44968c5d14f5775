using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>A folder for one database file.</summary>
/// <param name="alone">The store is opened as an import opens it.</param>
internal sealed class SqlitePlace(bool alone = false) : IStorePlace
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claimgraph-");

    public static IStorePlace New() => new SqlitePlace();

    public static IStorePlace NewAlone() => new SqlitePlace(alone: true);

    public string Folder => _folder.FullName;
    public string File => Path.Combine(_folder.FullName, "test.db");
    public SqliteOptions Options => new() { Path = File };

    public async ValueTask<IClaimStore> OpenAsync(TimeProvider clock) =>
        alone ? await SqliteStore.OpenAloneAsync(Options, clock) : await SqliteStore.OpenAsync(Options, clock);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }
}
