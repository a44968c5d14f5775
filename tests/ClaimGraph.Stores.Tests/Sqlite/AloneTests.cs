using System.Diagnostics;
using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>A file that an import has for itself: commits share long transactions, and nobody else can open it.</summary>
public sealed class AloneTests : IAsyncDisposable
{
    private readonly SqlitePlace _place = new();
    private readonly ManualClock _clock = new();
    private readonly IdSource _ids;

    public AloneTests() => _ids = new IdSource(_clock, new Random(1));

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task Nobody_else_can_open_or_verify_the_file_until_it_is_closed()
    {
        await using (var store = await SqliteStore.OpenAloneAsync(Options, _clock))
        {
            await Enter(store, "a");
            var locked = await Should.ThrowAsync<StoreUnavailableException>(() => SqliteStore.OpenAsync(Options, _clock));
            locked.Message.ShouldContain("another program is writing");
            locked = await Should.ThrowAsync<StoreUnavailableException>(() => SqliteStore.VerifyAsync(Options, _clock));
            locked.Message.ShouldContain("another program is writing");
            await Enter(store, "b");
        }
        await using var reopened = await SqliteStore.OpenAsync(Options, _clock);
        (await LedgerCheck.RunAsync(reopened)).ShouldBe(new LedgerCheck(2, null, null));
        using (var file = new RawFile(_place.File))
            file.Run("PRAGMA journal_mode").ShouldBe("wal");
        File.Exists(_place.File + "-journal").ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_open_elsewhere_is_shared_as_ever()
    {
        await using var first = await SqliteStore.OpenAsync(Options, _clock);
        await using var second = await SqliteStore.OpenAloneAsync(Options, _clock);
        await Enter(second, "a");
        await Enter(first, "b");
        (await second.CountAsync(NodeKind.Actor, null)).ShouldBe(2);
        (await first.CountAsync(NodeKind.Actor, null)).ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_fails_is_told_and_nothing_more_is_written()
    {
        using var disk = SmallDisk.TryMount(6_000);
        Assert.SkipWhen(disk is null, "A small disk is needed: run as root on Linux.");
        var options = new SqliteOptions { Path = Path.Combine(disk.Folder, "test.db") };
        await using (var store = await SqliteStore.OpenAloneAsync(options, _clock))
            await Enter(store, "before");
        var full = await Should.ThrowAsync<StoreUnavailableException>(async () =>
        {
            await using var store = await SqliteStore.OpenAloneAsync(options, _clock);
            for (var i = 0; i < 5_000; i++)
                await Enter(store, $"{i}", new string('x', 3_000));
        });
        full.Message.ShouldContain("full");
        await using var reopened = await SqliteStore.OpenAsync(options, _clock);
        (await LedgerCheck.RunAsync(reopened)).ShouldBe(new LedgerCheck(1, null, null));
    }

    [Fact]
    public async Task Killed_at_any_moment_the_file_is_whole_and_has_what_was_there_before()
    {
        await using (var store = await SqliteStore.OpenAsync(Options, _clock))
            await Enter(store, "before");
        var random = new Random(1);
        for (var i = 0; i < 10; i++)
        {
            await WriteAndKill(lines: random.Next(1, 400));
            await using (var store = await SqliteStore.OpenAsync(Options, _clock))
                (await store.FindAsync([NaturalKey.OfCaller(NodeKind.Actor, "before")]))[0].ShouldNotBeNull();
            (await SqliteStore.VerifyAsync(Options, _clock)).Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_transaction_that_was_cut_off_is_undone_by_whoever_opens_the_file_and_verify_says_so()
    {
        await using (var store = await SqliteStore.OpenAsync(Options, _clock))
            for (var i = 0; i < 300; i++)
                await Enter(store, $"{i}");
        var copy = new SqliteOptions { Path = Path.Combine(_place.Folder, "copy.db") };
        using (var file = new RawFile(_place.File))
        {
            file.Run("PRAGMA journal_mode = TRUNCATE");
            file.Run("PRAGMA cache_size = 1");
            file.Run("BEGIN");
            file.Run("UPDATE actor SET description = hex(randomblob(2000))");
            File.Copy(_place.File, copy.Path); // as a killed program leaves it
            File.Copy(_place.File + "-journal", copy.Path + "-journal");
        }
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => SqliteStore.VerifyAsync(copy, _clock));
        refused.Message.ShouldContain("was ended while it wrote");
        await (await SqliteStore.OpenAsync(copy, _clock)).DisposeAsync();
        (await SqliteStore.VerifyAsync(copy, _clock)).Problems.ShouldBeEmpty();
    }

    private SqliteOptions Options => new() { Path = _place.File, BusyTimeout = TimeSpan.FromMilliseconds(50) };

    private async Task Enter(SqliteStore store, string name, string? description = null) =>
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "desk",
                Operations =
                [
                    new Create(_ids.Next(NodeKind.Actor), new ActorContent { Name = name, Description = description }) { Key = name },
                ],
            }
        );

    private async Task WriteAndKill(int lines)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ClaimGraph.Stores.Writer.dll");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [program, _place.File, "alone"]) { RedirectStandardOutput = true }
        )!;
        for (var i = 0; i < lines; i++)
            await process.StandardOutput.ReadLineAsync();
        process.Kill();
        await process.WaitForExitAsync();
    }
}
