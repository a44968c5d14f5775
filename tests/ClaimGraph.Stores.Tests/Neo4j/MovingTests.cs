using ClaimGraph.Access;
using ClaimGraph.Copying;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;
using ClaimGraph.Stores.Tests.Sqlite;

namespace ClaimGraph.Stores.Tests.Neo4j;

/// <summary>A knowledge base is copied from the embedded store to Neo4j and back without a difference.</summary>
[Collection(OneServer.Name)]
public sealed class MovingTests
{
    [Fact]
    public async Task From_Sqlite_to_Neo4j_and_back_everything_is_as_it_was()
    {
        var clock = new ManualClock();
        await using var places = new Places();
        await using var original = await places.First.OpenAsync(clock);
        await RandomGraph.BuildAsync(original, new Dice(11, 250), clock);
        var actor = new Create(new IdSource(clock, new Random(2)).Next(NodeKind.Actor), new ActorContent { Name = "Italia" });
        var set = new ChangeSet
        {
            Principal = "desk",
            Reason = "perché 😀",
            IdempotencyKey = "once",
            Operations = [actor],
        };
        await original.CommitAsync(set);
        var told = await Told.ByAsync(original);

        await using var moved = await places.Server.OpenAsync(clock);
        await CopyAsync(original, moved);
        (await Told.ByAsync(moved)).ShouldBeThatOf(told);
        await using var back = await places.Second.OpenAsync(clock);
        await CopyAsync(moved, back);
        (await Told.ByAsync(back)).ShouldBeThatOf(told);
        foreach (var copy in new[] { moved, back })
        {
            (await LedgerCheck.RunAsync(copy)).ShouldBe(new LedgerCheck(told.Head.Revision, null, null));
            (await copy.CommitAsync(set)).Results[0].Outcome.ShouldBe(Outcome.Existing);
        }
    }

    [Fact]
    public async Task Keys_go_with_it_and_a_revocation_follows_with_the_next_copy()
    {
        var clock = new ManualClock();
        await using var places = new Places();
        await using var original = await places.First.OpenAsync(clock);
        await using var moved = await places.Server.OpenAsync(clock);
        await using var back = await places.Second.OpenAsync(clock);
        using var random = System.Security.Cryptography.RandomNumberGenerator.Create();
        var keys = new KeyRing(original.Keys, clock, random);
        var desk = await keys.CreateAsync("desk", Role.Contributor, clock.GetUtcNow().AddDays(9), "tests");
        var former = await keys.CreateAsync("former", Role.Admin, null, "tests");
        await keys.RevokeAsync(former.Key.Id);
        await original.Keys.NoteUseAsync(desk.Key.Id, clock.GetUtcNow());
        await RandomGraph.BuildAsync(original, new Dice(3, 40), clock);
        foreach (var (from, to) in new[] { (original, moved), (moved, back) })
        {
            await CopyAsync(from, to);
            (await KeyComparison.RunAsync(from.Keys, to.Keys)).ShouldSatisfyAllConditions(
                c => (c.Left, c.Right).ShouldBe((2, 2)),
                c => c.Different.ShouldBeEmpty(),
                c => c.OnlyRight.ShouldBeEmpty()
            );
            var copied = new KeyRing(to.Keys, clock, random);
            (await copied.VerifyAsync(desk.Secret))!.Principal.ShouldBe(desk.Key.Principal);
            (await copied.VerifyAsync(former.Secret)).ShouldBeNull();
            (await to.Keys.FindAsync(desk.Key.Id))!.LastUsedAt.ShouldNotBeNull();
        }
        await keys.RevokeAsync(desk.Key.Id);
        (await KeyComparison.RunAsync(original.Keys, moved.Keys)).Different.ShouldBe([desk.Key.Id]);
        await new StoreCopy(original, moved).RunAsync();
        (await KeyComparison.RunAsync(original.Keys, moved.Keys)).Different.ShouldBeEmpty();
        var own = await new KeyRing(moved.Keys, clock, random).CreateAsync("own", Role.Reader, null, "tests");
        (await KeyComparison.RunAsync(original.Keys, moved.Keys)).OnlyRight.ShouldBe([own.Key.Id]);
    }

    private static async Task CopyAsync(IClaimStore from, IClaimStore to)
    {
        var head = await from.HeadAsync();
        (await new StoreCopy(from, to).RunAsync()).ShouldBe(new CopyResult(0, head.Revision));
        (await StoreComparison.RunAsync(from, to)).IsSame.ShouldBeTrue();
    }

    private sealed class Places : IAsyncDisposable
    {
        public SqlitePlace First { get; } = new();
        public Neo4jPlace Server { get; } = new();
        public SqlitePlace Second { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
        }
    }
}
