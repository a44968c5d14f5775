using ClaimGraph.History;
using ClaimGraph.Sqlite;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Whatever was answered once is answered again for the moment of then.</summary>
public abstract class PastConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Past_state_answers_as_the_store_did_then() =>
        ForAll(
            Dice.OfSize(5, 60),
            async (store, clock, dice) =>
            {
                await using var pasts = Pasts(store, clock);
                var graph = new RandomGraph(store, dice, clock) { Merges = true };
                var told = new List<(long Revision, DateTimeOffset Time, string[] Answers)>();
                for (var done = 0; done < dice.Size; clock.Advance(TimeSpan.FromMilliseconds(2)))
                {
                    done += await graph.GrowAsync();
                    if (dice.Chance(40))
                        told.Add(((await store.HeadAsync()).Revision, clock.GetUtcNow(), await AnswersAsync(store)));
                }
                foreach (var (revision, time, answers) in told)
                {
                    (await pasts.RevisionAtAsync(time)).ShouldBe(revision);
                    using var past = await pasts.OpenAsync(revision);
                    var then = await AnswersAsync(past.Store);
                    then.Zip(answers).Where(a => a.First != a.Second).ShouldBeEmpty();
                    then.Length.ShouldBe(answers.Length);
                }
            },
            iter: 10
        );

    [Fact]
    public async Task Before_the_first_revision_there_is_nothing()
    {
        var time = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Statement();
        await using var pasts = Pasts(Store, Clock);
        (await pasts.RevisionAtAsync(time)).ShouldBe(0);
        using var past = await pasts.OpenAsync(0);
        (await past.Store.CountAsync(NodeKind.Statement, null)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_past_is_refused()
    {
        await Statement();
        await using var pasts = Pasts(Store, Clock);
        (await Should.ThrowAsync<RefusedException>(async () => await pasts.OpenAsync(2)))
            .Problems[0]
            .Message.ShouldBe("Revision 2 does not exist; use one from 0 to 1.");
        (await Should.ThrowAsync<RefusedException>(async () => await pasts.RevisionAtAsync(Clock.GetUtcNow().AddSeconds(1))))
            .Problems[0]
            .Code.ShouldBe(ProblemCode.OutOfRange);
    }

    [Fact]
    public async Task State_after_more_changes_than_the_limit_is_refused_and_one_before_is_not()
    {
        await Statement("a");
        await Statement("b");
        await Statement("c");
        await using var pasts = Pasts(Store, Clock, new HistoryOptions { MaxChanges = 2 });
        for (var i = 0; i < 2; i++)
            (await Should.ThrowAsync<RefusedException>(async () => await pasts.OpenAsync(3)))
                .Problems[0]
                .Message.ShouldStartWith("The ledger has more than 2 changes up to then");
        using var past = await pasts.OpenAsync(2);
        (await past.Store.CountAsync(NodeKind.Statement, null)).ShouldBe(2);
    }

    [Fact]
    public async Task Only_so_many_states_are_kept_and_one_that_is_read_stays()
    {
        for (var i = 0; i < 5; i++)
            await Statement($"statement {i}");
        await using var pasts = Pasts(Store, Clock, new HistoryOptions { KeptGraphs = 1 });
        using var first = await pasts.OpenAsync(1);
        for (var revision = 2; revision <= 5; revision++)
        {
            using var past = await pasts.OpenAsync(revision);
            (await past.Store.CountAsync(NodeKind.Statement, null)).ShouldBe(revision);
        }
        (await first.Store.CountAsync(NodeKind.Statement, null)).ShouldBe(1);
        using var again = await pasts.OpenAsync(1);
        again.Store.ShouldBeSameAs(first.Store);
    }

    private static PastGraphs Pasts(IClaimStore store, ManualClock clock, HistoryOptions? options = null) =>
        new(store, new TemporaryStores(clock), options ?? new HistoryOptions(), clock);

    /// <summary>All nodes with what is computed, lists in an order of their own, links, counts and histories.</summary>
    private static async Task<string[]> AnswersAsync(IClaimStore store)
    {
        var answers = new List<string>();
        foreach (var noun in Noun.All)
        {
            var nodes = (await Listing(store, noun.Kind)).Nodes;
            answers.AddRange(
                nodes.Select(n => $"{NodeJson.Write(n)} {NodeJson.Write(n).Length} {n.UpdatedAt:O} {n.CreatedBy} {n.DerivedValues}")
            );
            foreach (var order in noun.AllFields.Where(f => f.IsOrdered))
                answers.Add(
                    string.Join(
                        ' ',
                        (await Listing(store, noun.Kind, Filter.ForList(noun.Kind, null), new OrderBy(order, true))).Nodes.Select(n => n.Id)
                    )
                );
            foreach (
                var field in noun.AllFields.Where(f =>
                    f is { IsFiltered: true, Type: DataType.Enum or DataType.FlagSet or DataType.Boolean }
                )
            )
                answers.AddRange((await store.DistributionAsync(field, null, 100)).Select(c => $"{field} {c}"));
            foreach (var node in nodes)
                answers.AddRange(
                    (await store.HistoryAsync([node.Id], long.MaxValue, 5)).Select(e => $"{e.Revision} {e.Principal} {e.RecordedAt:O}")
                );
        }
        return [.. answers];
    }
}
