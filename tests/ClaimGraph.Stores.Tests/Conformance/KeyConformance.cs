using ClaimGraph.Access;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Keys are kept as they were made, and the first of a store is made once.</summary>
public abstract class KeyConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Key_is_kept_to_the_last_field()
    {
        var bare = Key("cg_bare");
        var full = Key("cg_full") with { Role = Role.Admin, ExpiresAt = At(3), RevokedAt = At(2), LastUsedAt = At(1), Name = "perché 😀" };
        await Store.Keys.AddAsync(bare);
        await Store.Keys.AddAsync(full);
        await ReopenAsync();
        foreach (var key in new[] { bare, full })
        {
            var kept = (await Store.Keys.FindAsync(key.Id)).ShouldNotBeNull();
            kept.Hash.ShouldBe(key.Hash);
            (kept with { Hash = key.Hash }).ShouldBe(key);
        }
        (await Store.Keys.FindAsync("cg_none")).ShouldBeNull();
    }

    [Fact]
    public async Task Every_role_is_kept()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            await Store.Keys.AddAsync(Key($"cg_{role}") with { Role = role });
            (await Store.Keys.FindAsync($"cg_{role}"))!.Role.ShouldBe(role);
        }
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_page_by_page()
    {
        (await ListAsync(null, 9)).ShouldBeEmpty();
        foreach (var (id, second) in new[] { ("b", 1), ("c", 2), ("a", 2), ("d", 0) })
            await Store.Keys.AddAsync(Key(id) with { CreatedAt = At(second) });
        (await ListAsync(null, 9)).ShouldBe(["c", "a", "b", "d"]);
        (await ListAsync(null, 2)).ShouldBe(["c", "a"]);
        (await ListAsync("a", 1)).ShouldBe(["b"]);
        (await ListAsync("d", 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task First_key_is_made_only_where_there_was_never_one()
    {
        (await Store.Keys.AddFirstAsync(Key("cg_1"))).ShouldBeTrue();
        (await Store.Keys.AddFirstAsync(Key("cg_2"))).ShouldBeFalse();
        await Store.Keys.RevokeAsync("cg_1", At(1));
        (await Store.Keys.AddFirstAsync(Key("cg_3"))).ShouldBeFalse();
        (await ListAsync(null, 9)).ShouldBe(["cg_1"]);
    }

    [Fact]
    public async Task Of_many_who_make_the_first_key_at_once_one_succeeds()
    {
        var made = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(i => Task.Run(async () => await Store.Keys.AddFirstAsync(Key($"cg_{i}"))))
        );
        made.Count(m => m).ShouldBe(1);
        (await ListAsync(null, 99)).ShouldBe([$"cg_{Array.IndexOf(made, true)}"]);
    }

    [Fact]
    public async Task Revocation_is_for_good_and_keeps_its_time()
    {
        await Store.Keys.AddAsync(Key("cg_1"));
        (await Store.Keys.RevokeAsync("cg_1", At(5)))!.RevokedAt.ShouldBe(At(5));
        (await Store.Keys.RevokeAsync("cg_1", At(6)))!.RevokedAt.ShouldBe(At(5));
        (await Store.Keys.RevokeAsync("cg_2", At(6))).ShouldBeNull();
        await ReopenAsync();
        (await Store.Keys.FindAsync("cg_1"))!.RevokedAt.ShouldBe(At(5));
    }

    [Fact]
    public async Task Every_key_that_was_added_is_noted_once()
    {
        (await Store.Keys.RegisteredAsync()).ShouldBeEmpty();
        await Store.Keys.AddFirstAsync(Key("cg_1"));
        await Store.Keys.AddFirstAsync(Key("cg_2"));
        await Store.Keys.AddAsync(Key("cg_3"));
        await Store.Keys.RevokeAsync("cg_3", At(1));
        await ReopenAsync();
        (await Store.Keys.RegisteredAsync()).Order(StringComparer.Ordinal).ShouldBe(["cg_1", "cg_3"]);
    }

    [Fact]
    public async Task Last_use_is_the_latest_one()
    {
        await Store.Keys.AddAsync(Key("cg_1"));
        foreach (var second in new[] { 5, 9, 7 })
            await Store.Keys.NoteUseAsync("cg_1", At(second));
        (await Store.Keys.FindAsync("cg_1"))!.LastUsedAt.ShouldBe(At(9));
        await Store.Keys.NoteUseAsync("cg_none", At(1));
        (await ListAsync(null, 9)).ShouldBe(["cg_1"]);
    }

    [Fact]
    public async Task Keys_are_no_part_of_the_ledger()
    {
        await Store.Keys.AddAsync(Key("cg_1"));
        (await Store.HeadAsync()).Revision.ShouldBe(0);
        await Actor();
        await Store.Keys.RevokeAsync("cg_1", At(1));
        (await Store.HeadAsync()).Revision.ShouldBe(1);
        (await LedgerCheck.RunAsync(Store)).BrokenAt.ShouldBeNull();
    }

    [Fact]
    public async Task Keys_and_commits_are_written_at_the_same_time()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        await Actor($"actor {i}");
                        await Store.Keys.AddAsync(Key($"cg_{i}"));
                    })
                )
        );
        (await ListAsync(null, 99)).Count.ShouldBe(20);
        (await Store.HeadAsync()).Revision.ShouldBe(20);
    }

    private static DateTimeOffset At(int second) => new(2025, 1, 1, 0, 0, second, 7, TimeSpan.Zero);

    private static ApiKey Key(string id) =>
        new()
        {
            Id = id,
            Name = "The desk",
            Role = Role.Reader,
            Hash = [1, 0, 255],
            CreatedBy = "cli:keys",
            CreatedAt = At(0),
        };

    private async Task<List<string>> ListAsync(string? after, int first) =>
        [.. (await Store.Keys.ListAsync(after, first)).Select(k => k.Id)];
}
