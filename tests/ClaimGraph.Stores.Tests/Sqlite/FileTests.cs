using ClaimGraph.Sqlite;

namespace ClaimGraph.Stores.Tests.Sqlite;

/// <summary>What is wrong with a file is said clearly, and a file that is not ours is left alone.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private readonly SqlitePlace _place = new();
    private readonly ManualClock _clock = new();
    private IdSource Ids { get; }

    // Made before several writers ask for one.
    public FileTests() => Ids = new IdSource(_clock, new Random(1));

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task Of_many_that_open_a_new_file_at_once_none_is_refused()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var place = new SqlitePlace();
            using var start = new Barrier(4);
            var stores = await Task.WhenAll(
                Enumerable
                    .Range(0, start.ParticipantCount)
                    .Select(_ =>
                        Task.Run(() =>
                        {
                            start.SignalAndWait(TestContext.Current.CancellationToken);
                            return SqliteStore.OpenAsync(place.Options, _clock);
                        })
                    )
            );
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task File_of_a_newer_program_is_refused_and_left_alone()
    {
        await FillAsync(1);
        using (var file = new RawFile(_place.File))
            file.Run("PRAGMA user_version = 99");
        (await Refusal()).ShouldContain("newer");
        using (var file = new RawFile(_place.File))
            file.Run("PRAGMA user_version").ShouldBe(99L);
    }

    [Fact]
    public async Task Database_of_another_program_is_refused_and_left_alone()
    {
        using (var file = new RawFile(_place.File))
            file.Run("CREATE TABLE recipe (name TEXT)");
        (await Refusal()).ShouldContain("not a ClaimGraph database");
        using (var file = new RawFile(_place.File))
            file.Run("SELECT group_concat(name) FROM sqlite_schema").ShouldBe("recipe");
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("To be, or not to be.\n", 500));
        await File.WriteAllTextAsync(_place.File, text);
        (await Refusal()).ShouldContain("damaged or no ClaimGraph database");
        (await File.ReadAllTextAsync(_place.File)).ShouldBe(text);
    }

    [Fact]
    public async Task Damaged_header_is_told()
    {
        await FillAsync(1);
        Overwrite(0, 100);
        (await Refusal()).ShouldContain("damaged");
    }

    [Fact]
    public async Task Damaged_pages_are_told_and_never_read_as_data()
    {
        await FillAsync(2_000);
        Overwrite(8 * 4096, (int)new FileInfo(_place.File).Length - 8 * 4096);
        string[] failures = [.. await Failures()];
        failures.ShouldNotBeEmpty();
        failures.ShouldAllBe(f => f.Contains("damaged", StringComparison.Ordinal));

        async Task<List<string>> Failures()
        {
            var told = new List<string>();
            await Try(async () =>
            {
                await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
                await Try(async () =>
                    await store.ListAsync(new ListQuery(NodeKind.Actor, null, OrderBy.Newest(NodeKind.Actor), PageRequest.First(500)))
                );
                await Try(async () => await LedgerCheck.RunAsync(store));
                await Try(async () => await store.CommitAsync(Set("a")));
            });
            return told;

            async Task Try(Func<Task> call)
            {
                try
                {
                    await call();
                }
                catch (StoreUnavailableException failure)
                {
                    told.Add(failure.Message);
                }
            }
        }
    }

    [Fact]
    public async Task Missing_folder_is_told()
    {
        (await Refusal(new SqliteOptions { Path = Path.Combine(_place.Folder, "none", "a.db") })).ShouldContain("folder is missing");
        (await Refusal(new SqliteOptions { Path = _place.Folder })).ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task Options_out_of_range_are_told()
    {
        foreach (
            var options in new SqliteOptions[]
            {
                new() { Path = " " },
                new() { BusyTimeout = TimeSpan.FromHours(1) },
                new() { CacheMegabytes = 0 },
            }
        )
            (await Should.ThrowAsync<ClaimGraphException>(() => SqliteStore.OpenAsync(options, _clock))).Message.ShouldStartWith(
                "SqliteOptions."
            );
    }

    [Fact]
    public async Task Locked_file_is_told_reads_go_on_and_writing_works_when_it_is_free()
    {
        var options = _place.Options;
        options.BusyTimeout = TimeSpan.FromMilliseconds(50);
        await using var store = await SqliteStore.OpenAsync(options, _clock);
        await store.CommitAsync(Set("a"));
        using (var other = new RawFile(_place.File))
        {
            other.Run("BEGIN IMMEDIATE");
            (await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CommitAsync(Set("b")))).Message.ShouldContain(
                "locked"
            );
            (await store.CountAsync(NodeKind.Actor, null)).ShouldBe(1);
            other.Run("ROLLBACK");
        }
        await store.CommitAsync(Set("c"));
        (await LedgerCheck.RunAsync(store)).ShouldBe(new LedgerCheck(2, null, null));
    }

    [Fact]
    public async Task Writer_waits_for_another_program_that_is_writing()
    {
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        using var other = new RawFile(_place.File);
        other.Run("BEGIN IMMEDIATE");
        var commit = store.CommitAsync(Set("a")).AsTask();
        await Task.Delay(100);
        commit.IsCompleted.ShouldBeFalse();
        other.Run("ROLLBACK");
        (await commit).Revision.ShouldBe(1);
    }

    [Fact]
    public async Task Two_programs_can_use_one_file()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SqliteStore.OpenAsync(_place.Options, _clock))));
        await Task.WhenAll(
            stores.Select(store =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < 20; i++)
                        await store.CommitAsync(Set("a"));
                })
            )
        );
        foreach (var store in stores)
            (await LedgerCheck.RunAsync(store)).ShouldBe(new LedgerCheck(80, null, null));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task Backup_is_a_complete_store_though_writing_goes_on()
    {
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        for (var i = 0; i < 50; i++)
            await store.CommitAsync(Set($"{i}"));
        var copy = Path.Combine(_place.Folder, "copy.db");
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await store.CommitAsync(Set($"{i}"));
        });
        await store.BackupAsync(copy);
        await writing;
        await using var restored = await SqliteStore.OpenAsync(new SqliteOptions { Path = copy }, _clock);
        var check = await LedgerCheck.RunAsync(restored);
        check.BrokenAt.ShouldBeNull();
        check.Entries.ShouldBeInRange(50, 100);
        (await restored.CountAsync(NodeKind.Actor, null)).ShouldBe(check.Entries);
        await restored.CommitAsync(Set("more"));
    }

    [Fact]
    public async Task Backup_takes_the_place_of_one_that_was_cut_off_and_leaves_nothing_else()
    {
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        await store.CommitAsync(Set("a"));
        var folder = Directory.CreateDirectory(Path.Combine(_place.Folder, "backups")).FullName;
        var copy = Path.Combine(folder, "copy.db");
        await File.WriteAllTextAsync(copy + ".part", "half");
        await store.BackupAsync(copy);
        Directory.GetFiles(folder).ShouldBe([copy]);
        (await SqliteStore.VerifyAsync(new SqliteOptions { Path = copy }, _clock)).IsWhole.ShouldBeTrue();
        await Should.ThrowAsync<StoreUnavailableException>(() => store.BackupAsync(copy)); // never over a file
        Directory.GetFiles(folder).ShouldBe([copy]);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("replaced")]
    public async Task File_that_is_gone_takes_no_more_writes_and_no_other_is_made(string how)
    {
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        var keys = new ClaimGraph.Access.KeyRing(store.Keys, _clock, random);
        await store.CommitAsync(Set("a"));
        if (how == "deleted")
            File.Delete(_place.File);
        else
            File.Move(_place.File, _place.File + ".old");
        if (how == "replaced")
            File.Copy(_place.File + ".old", _place.File);
        var before = Directory.GetFiles(_place.Folder).Length;
        foreach (var call in (Func<Task>[])[() => Write(), () => Head(), () => Key(), () => Write()])
            (await Should.ThrowAsync<StoreUnavailableException>(call)).Message.ShouldMatch("deleted, renamed or replaced|cannot be opened");
        Directory.GetFiles(_place.Folder).Length.ShouldBe(before);

        async Task Write() => await store.CommitAsync(Set("b"));
        async Task Head() => await store.HeadAsync();
        async Task Key() => await keys.CreateAsync("k", ClaimGraph.Access.Role.Reader, null, "tests");
    }

    [Theory]
    [InlineData("UPDATE ledger SET recorded_at = 9223372036854775807")]
    [InlineData("UPDATE actor SET created_at = 9223372036854775807")]
    [InlineData("UPDATE actor SET aliases = '{'")]
    public async Task Rows_that_cannot_be_read_are_damage(string edit)
    {
        await FillAsync(3);
        using (var file = new RawFile(_place.File))
            file.Run(edit);
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        var failure = await Should.ThrowAsync<StoreUnavailableException>(async () =>
        {
            await store.ListAsync(new ListQuery(NodeKind.Actor, null, OrderBy.Newest(NodeKind.Actor), PageRequest.First(5)));
            await store.ChangesAsync(0, 10);
        });
        failure.Message.ShouldContain("damaged");
    }

    private async Task FillAsync(int actors)
    {
        await using var store = await SqliteStore.OpenAsync(_place.Options, _clock);
        await store.CommitAsync(Set([.. Enumerable.Range(0, actors).Select(i => $"Actor {i}")]));
    }

    private async Task<string> Refusal(SqliteOptions? options = null) =>
        (await Should.ThrowAsync<StoreUnavailableException>(() => SqliteStore.OpenAsync(options ?? _place.Options, _clock))).Message;

    private ChangeSet Set(params string[] actors) =>
        new()
        {
            Principal = "desk",
            Operations = [.. actors.Select(name => new Create(Ids.Next(NodeKind.Actor), new ActorContent { Name = name }))],
        };

    private void Overwrite(long offset, int count)
    {
        using var file = File.OpenWrite(_place.File);
        file.Position = offset;
        var noise = new byte[count];
        new Random(1).NextBytes(noise);
        file.Write(noise);
    }
}
