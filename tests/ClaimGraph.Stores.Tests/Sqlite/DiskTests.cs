using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>A disk that is full or cannot be written loses nothing that was acknowledged.</summary>
public sealed class DiskTests
{
    private readonly ManualClock _clock = new();
    private IdSource Ids { get; }

    // Made before several writers ask for one.
    public DiskTests() => Ids = new IdSource(_clock, new Random(1));

    [Fact]
    public async Task Full_disk_is_told_nothing_acknowledged_is_lost_and_writing_works_when_there_is_room()
    {
        using var disk = SmallDisk.TryMount(6_000);
        Assert.SkipWhen(disk is null, "A small disk is needed: run as root on Linux.");
        var ballast = Path.Combine(disk.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2_000_000]);
        var acknowledged = new List<NodeId>();
        await using (var store = await SqliteStore.OpenAsync(OptionsOn(disk), _clock))
        {
            var failure = await Should.ThrowAsync<StoreUnavailableException>(() => WriteOn(store, acknowledged, 5_000));
            failure.Message.ShouldContain("full");
            acknowledged.Count.ShouldBeGreaterThan(10);
            for (var i = 0; i < 3; i++)
                await Should.ThrowAsync<StoreUnavailableException>(() => WriteOn(store, acknowledged, 5_000));
            (await store.GetAsync(acknowledged)).ShouldAllBe(n => n != null);
            File.Delete(ballast);
            await WriteOn(store, acknowledged, 20);
            (await LedgerCheck.RunAsync(store)).ShouldBe(new LedgerCheck(acknowledged.Count, null, null));
        }
        await using var reopened = await SqliteStore.OpenAsync(OptionsOn(disk), _clock);
        (await LedgerCheck.RunAsync(reopened)).ShouldBe(new LedgerCheck(acknowledged.Count, null, null));
        (await reopened.GetAsync(acknowledged)).ShouldAllBe(n => n != null);
    }

    [Fact]
    public async Task Disk_that_cannot_be_written_is_told()
    {
        using var disk = SmallDisk.TryMount(6_000);
        Assert.SkipWhen(disk is null, "A small disk is needed: run as root on Linux.");
        await using (var store = await SqliteStore.OpenAsync(OptionsOn(disk), _clock))
            await WriteOn(store, [], 3);
        disk.MakeReadOnly().ShouldBeTrue();
        (await Should.ThrowAsync<StoreUnavailableException>(() => SqliteStore.OpenAsync(OptionsOn(disk), _clock))).Message.ShouldContain(
            "read-only"
        );
    }

    [Fact]
    public async Task Store_on_a_disk_that_cannot_be_written_is_verified()
    {
        using var disk = SmallDisk.TryMount(6_000);
        Assert.SkipWhen(disk is null, "A small disk is needed: run as root on Linux.");
        await using (var store = await SqliteStore.OpenAsync(OptionsOn(disk), _clock))
            await WriteOn(store, [], 3);
        disk.MakeReadOnly().ShouldBeTrue();
        var verification = await SqliteStore.VerifyAsync(OptionsOn(disk), _clock);
        (verification.Head.Revision, verification.IsWhole).ShouldBe((3, true));
    }

    [Fact]
    public async Task Backup_that_finds_no_room_leaves_nothing()
    {
        using var disk = SmallDisk.TryMount(200);
        Assert.SkipWhen(disk is null, "A small disk is needed: run as root on Linux.");
        await using var place = new SqlitePlace();
        await using var store = await SqliteStore.OpenAsync(place.Options, _clock);
        await WriteOn(store, [], 200);
        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => store.BackupAsync(Path.Combine(disk.Folder, "copy.db")));
        failure.Message.ShouldContain("full");
        Directory.GetFileSystemEntries(disk.Folder).ShouldBeEmpty();
    }

    private static SqliteOptions OptionsOn(SmallDisk disk) => new() { Path = Path.Combine(disk.Folder, "test.db") };

    private async Task WriteOn(SqliteStore store, List<NodeId> acknowledged, int sets)
    {
        for (var i = 0; i < sets; i++)
        {
            var id = Ids.Next(NodeKind.Actor);
            await store.CommitAsync(
                new ChangeSet
                {
                    Principal = "desk",
                    Operations = [new Create(id, new ActorContent { Name = "a", Description = new string('x', 3_000) })],
                }
            );
            acknowledged.Add(id);
        }
    }
}
