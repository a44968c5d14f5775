using ClaimGraph.Following;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Followers are kept with how far they are, and one process at a time holds one.</summary>
public abstract class FollowerConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    private IFollowerStore Followers => Store.Followers;

    [Fact]
    public async Task Follower_is_kept_to_the_last_field()
    {
        var bare = New("wh_bare");
        var full = New("wh_full") with
        {
            Settings = """{"name":"perché 😀"}""",
            Version = 3,
            Position = 12,
            Failures = 2,
            RetryAt = At(5),
            Holder = "x",
            HeldUntil = At(6),
        };
        (await Followers.AddAsync(bare)).ShouldBeTrue();
        (await Followers.AddAsync(full)).ShouldBeTrue();
        (await Followers.AddAsync(bare with { Settings = "[]" })).ShouldBeFalse();
        await ReopenAsync();
        (await Followers.FindAsync("wh_bare")).ShouldBe(bare);
        (await Followers.FindAsync("wh_full")).ShouldBe(full);
        (await Followers.FindAsync("wh_none")).ShouldBeNull();
    }

    [Fact]
    public async Task Followers_are_listed_by_kind_newest_first()
    {
        foreach (var (id, second) in new[] { ("wh_b", 1), ("wh_c", 2), ("wh_a", 2), ("archive", 3) })
            await Followers.AddAsync(New(id) with { CreatedAt = At(second) });
        (await Followers.ListAsync("wh_")).Select(f => f.Id).ShouldBe(["wh_c", "wh_a", "wh_b"]);
    }

    [Fact]
    public async Task Only_one_holds_a_follower_until_it_lets_go_or_the_time_is_up()
    {
        await Followers.AddAsync(New("wh_1"));
        var held = (await Followers.HoldAsync("wh_1", 1, "a", At(0), At(10))).ShouldNotBeNull();
        (held.Holder, held.HeldUntil).ShouldBe(("a", At(10)));
        (await Followers.HoldAsync("wh_1", 1, "b", At(9), At(20))).ShouldBeNull();
        (await Followers.HoldAsync("wh_1", 1, "a", At(9), At(12))).ShouldNotBeNull();
        (await Followers.SettleAsync(held with { Position = 7 })).ShouldBeTrue();
        (await Followers.FindAsync("wh_1")).ShouldBe(New("wh_1") with { Position = 7 });
        (await Followers.HoldAsync("wh_1", 1, "b", At(9), At(20))).ShouldNotBeNull().Position.ShouldBe(7);
        (await Followers.HoldAsync("wh_1", 1, "c", At(20), At(30))).ShouldNotBeNull();
        (await Followers.SettleAsync(held with { Holder = "b", Position = 8 })).ShouldBeFalse();
        (await Followers.FindAsync("wh_1"))!.Position.ShouldBe(7);
    }

    [Fact]
    public async Task Of_many_who_want_a_follower_at_once_one_gets_it()
    {
        await Followers.AddAsync(New("wh_1"));
        var got = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(async () => await Followers.HoldAsync("wh_1", 1, $"{i}", At(0), At(10)), TestContext.Current.CancellationToken)
                )
        );
        got.Count(f => f is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Follower_that_failed_is_held_again_only_when_it_is_due()
    {
        await Followers.AddAsync(New("wh_1"));
        var held = (await Followers.HoldAsync("wh_1", 1, "a", At(0), At(10))).ShouldNotBeNull();
        await Followers.SettleAsync(held with { Failures = 1, RetryAt = At(5) });
        (await Followers.HoldAsync("wh_1", 1, "a", At(4), At(14))).ShouldBeNull();
        (await Followers.HoldAsync("wh_1", 1, "a", At(5), At(15))).ShouldNotBeNull().Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Change_voids_what_was_begun_before_it()
    {
        await Followers.AddAsync(New("wh_1") with { Position = 9, Failures = 2, RetryAt = At(59) });
        (await Followers.ChangeAsync("wh_1", 2, "{}", null)).ShouldBeFalse();
        (await Followers.ChangeAsync("wh_1", 1, "[1]", null)).ShouldBeTrue();
        (await Followers.FindAsync("wh_1")).ShouldBe(New("wh_1") with { Settings = "[1]", Version = 2, Position = 9 });
        var held = (await Followers.HoldAsync("wh_1", 2, "a", At(0), At(10))).ShouldNotBeNull();
        (await Followers.ChangeAsync("wh_1", 2, "[2]", 4)).ShouldBeTrue();
        (await Followers.SettleAsync(held with { Position = 10 })).ShouldBeFalse();
        (await Followers.HoldAsync("wh_1", 2, "a", At(0), At(10))).ShouldBeNull();
        (await Followers.FindAsync("wh_1")).ShouldBe(New("wh_1") with { Settings = "[2]", Version = 3, Position = 4 });
    }

    [Fact]
    public async Task Removed_follower_leaves_nothing()
    {
        await Followers.AddAsync(New("wh_1"));
        await Followers.PutAsync(Letter("wh_1", "1", At(0)));
        await Followers.NoteAsync(Attempt("wh_1", "1"), 5);
        (await Followers.RemoveAsync("wh_1")).ShouldBeTrue();
        (await Followers.RemoveAsync("wh_1")).ShouldBeFalse();
        (await Followers.FindAsync("wh_1")).ShouldBeNull();
        (await Followers.LettersAsync("wh_1", false, null, 9)).ShouldBeEmpty();
        (await Followers.AttemptsAsync("wh_1", 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Letters_wait_until_they_are_due_and_are_taken_once()
    {
        await Followers.AddAsync(New("wh_1"));
        var (late, soon, dead) = (Letter("wh_1", "1", At(8)), Letter("wh_1", "2", At(3)), Letter("wh_1", "3", null) with { Error = "é" });
        foreach (var letter in new[] { late, soon, dead, Letter("wh_2", "1", At(0)) })
            await Followers.PutAsync(letter);
        (await Followers.DueAsync("wh_1", At(2), 9)).ShouldBeEmpty();
        (await Followers.DueAsync("wh_1", At(8), 9)).ShouldBe([soon, late]);
        (await Followers.DueAsync("wh_1", At(8), 1)).ShouldBe([soon]);
        (await Followers.TakeAsync(soon, At(20))).ShouldBeTrue();
        (await Followers.TakeAsync(soon, At(21))).ShouldBeFalse();
        (await Followers.DueAsync("wh_1", At(8), 9)).ShouldBe([late]);
        (await Followers.DueAsync("wh_1", At(20), 9)).ShouldBe([late, soon with { DueAt = At(20) }]);
        await Followers.DropAsync("wh_1", "1");
        (await Followers.LettersAsync("wh_1", false, null, 9)).Select(l => l.Key).ShouldBe(["2", "3"]);
        (await Followers.LettersAsync("wh_1", false, "2", 9)).ShouldBe([dead]);
        (await Followers.LettersAsync("wh_1", true, null, 9)).ShouldBe([dead]);
    }

    [Fact]
    public async Task Dead_letters_come_due_when_somebody_asks_for_them()
    {
        await Followers.AddAsync(New("wh_1"));
        await Followers.PutAsync(Letter("wh_1", "1", null) with { Attempts = 9 });
        await Followers.PutAsync(Letter("wh_1", "2", At(50)));
        (await Followers.ReviveAsync("wh_1", At(4))).ShouldBe(1);
        (await Followers.ReviveAsync("wh_1", At(4))).ShouldBe(0);
        (await Followers.DueAsync("wh_1", At(4), 9)).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Newest_attempts_are_kept()
    {
        await Followers.AddAsync(New("wh_1"));
        for (var i = 1; i <= 5; i++)
            await Followers.NoteAsync(Attempt("wh_1", $"{i}"), 3);
        await Followers.NoteAsync(new Attempt("wh_1", "é", 2, At(1), 12, 503, "no", AttemptOutcome.GivenUp), 3);
        await ReopenAsync();
        (await Followers.AttemptsAsync("wh_1", 9)).ShouldBe([
            new Attempt("wh_1", "é", 2, At(1), 12, 503, "no", AttemptOutcome.GivenUp),
            Attempt("wh_1", "5"),
            Attempt("wh_1", "4"),
        ]);
        (await Followers.AttemptsAsync("wh_1", 1)).Count.ShouldBe(1);
    }

    private static Follower New(string id) =>
        new()
        {
            Id = id,
            Settings = "{}",
            CreatedAt = At(0),
        };

    private static Letter Letter(string follower, string key, DateTimeOffset? due) => new(follower, key, 7, 1, due, At(0), null);

    private static Attempt Attempt(string follower, string key) => new(follower, key, 1, At(0), 5, 200, null, AttemptOutcome.Delivered);

    private static DateTimeOffset At(int second) => new(2025, 3, 1, 12, 0, second, TimeSpan.Zero);
}
