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
