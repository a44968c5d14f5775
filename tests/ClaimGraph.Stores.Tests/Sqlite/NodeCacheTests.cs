using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>Nodes are kept in memory as they were read; nobody may notice but by the speed.</summary>
public class NodeCacheTests
{
    private readonly IdSource _ids = new(TimeProvider.System, new Random(1));

    [Fact]
    public async Task What_another_process_wrote_is_read()
    {
        await using var place = new SqlitePlace();
        await using var here = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        await using var there = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        var id = await CreateAsync(here, "First");
        (await NameAsync(here, id)).ShouldBe("First");

        await RenameAsync(there, id, 1, "Second");
        (await NameAsync(here, id)).ShouldBe("Second");
    }

    [Fact]
    public async Task What_another_process_wrote_is_read_after_a_commit_of_our_own()
    {
        await using var place = new SqlitePlace();
        await using var here = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        await using var there = await SqliteStore.OpenAsync(place.Options, TimeProvider.System);
        var id = await CreateAsync(here, "First");
        await NameAsync(here, id);

        await RenameAsync(there, id, 1, "Second");
        await CreateAsync(here, "Somebody else"); // its revision alone does not tell that there was another
        (await NameAsync(here, id)).ShouldBe("Second");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task An_acknowledged_change_is_seen_by_every_read_that_begins_after_it(int cachedNodes)
    {
        await using var place = new SqlitePlace();
        var options = place.Options;
        options.CachedNodes = cachedNodes;
        await using var store = await SqliteStore.OpenAsync(options, TimeProvider.System);
        var id = await CreateAsync(store, "1");
        var acknowledged = 1;
        var done = false;
        var readers = Enumerable
            .Range(0, 3)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!Volatile.Read(ref done))
                    {
                        var least = Volatile.Read(ref acknowledged);
                        (await store.GetAsync([id]))[0]!.Version.ShouldBeGreaterThanOrEqualTo(least);
                    }
                })
            )
            .ToArray();
        for (var version = 1; version <= 200; version++)
        {
            await RenameAsync(store, id, version, $"{version + 1}");
            Volatile.Write(ref acknowledged, version + 1);
        }
        Volatile.Write(ref done, true);
        await Task.WhenAll(readers);
        (await NameAsync(store, id)).ShouldBe("201");
    }

    private async Task<NodeId> CreateAsync(SqliteStore store, string name)
    {
        var id = _ids.Next(NodeKind.Actor);
        await store.CommitAsync(Set(new Create(id, Content(name))));
        return id;
    }

    private static async Task RenameAsync(SqliteStore store, NodeId id, int version, string name) =>
        await store.CommitAsync(Set(new Update(id, version, Content(name))));

    private static async Task<string> NameAsync(SqliteStore store, NodeId id) => ((Actor)(await store.GetAsync([id]))[0]!).Content.Name;

    private static ActorContent Content(string name) => new() { Name = name };

    private static ChangeSet Set(Operation operation) => new() { Principal = "test", Operations = [operation] };
}
