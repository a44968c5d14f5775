using System.Text;
using ClaimGraph.Changes;
using ClaimGraph.Import;
using ClaimGraph.Queries;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Server.Tests.Import;

/// <summary>A store in a file of its own, and what one does with it at the desk: import, export, look.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private Desk(DirectoryInfo folder, SqliteStore store) => (_folder, Store) = (folder, store);

    public SqliteStore Store { get; }
    public IdSource Ids { get; } = new(TimeProvider.System, Random.Shared);

    /// <summary>The files beside the import file.</summary>
    public Dictionary<string, string> Beside { get; } = [];

    public static async Task<Desk> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("claimgraph-");
        return new Desk(
            folder,
            await SqliteStore.OpenAsync(
                new SqliteOptions { Path = Path.Combine(folder.FullName, "test.db"), Durability = Durability.Normal },
                new ManualClock()
            )
        );
    }

    public Task<ImportResult> ImportAsync(string json, IProgress<ImportProgress>? progress = null) =>
        ImportAsync(Encoding.UTF8.GetBytes(json), progress);

    public async Task<ImportResult> ImportAsync(byte[] json, IProgress<ImportProgress>? progress = null)
    {
        using var input = new ImportInput(
            "test.json",
            new MemoryStream(json),
            file => Beside.TryGetValue(file, out var text) ? new MemoryStream(Encoding.UTF8.GetBytes(text)) : null
        );
        return await new Importer(Store, Ids).RunAsync(input, progress, TestContext.Current.CancellationToken);
    }

    public async Task<byte[]> ExportAsync()
    {
        var output = new MemoryStream();
        (await new Exporter(Store).RunAsync(output, null, TestContext.Current.CancellationToken)).ChangedMeanwhile.ShouldBeFalse();
        return output.ToArray();
    }

    public Task<CommitResult> CommitAsync(params Operation[] operations) =>
        Store
            .CommitAsync(
                new ChangeSet
                {
                    Principal = "test",
                    Operations = operations,
                    Reason = "test",
                }
            )
            .AsTask();

    public async Task<T> FindAsync<T>(string key)
        where T : Node
    {
        var id = (await Store.FindAsync([NaturalKey.OfCaller(Enum.Parse<NodeKind>(typeof(T).Name), key)]))[0]
            .ShouldNotBeNull($"{typeof(T).Name} {key}");
        return (T)(await Store.GetAsync([id]))[0]!;
    }

    /// <summary>Every node, with the texts of snapshots, oldest first.</summary>
    public async Task<IReadOnlyList<Node>> AllAsync()
    {
        List<Node> all = [];
        foreach (var kind in Enum.GetValues<NodeKind>())
            all.AddRange((await Store.ListAsync(new ListQuery(kind, null, OrderBy.Oldest(kind), PageRequest.First(Limits.Page)))).Nodes);
        var sources = all.OfType<Source>().ToArray();
        var texts = await Store.SnapshotsAsync([.. sources.Select(s => s.Id)]);
        foreach (var (source, text) in sources.Zip(texts))
            if (text is not null)
                all[all.IndexOf(source)] = source with
                {
                    Content = source.Content with { Snapshot = source.Content.Snapshot! with { Text = text } },
                };
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
