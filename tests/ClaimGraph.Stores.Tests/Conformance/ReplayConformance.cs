using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>The ledger of one store, replayed into another, makes the same store of it.</summary>
public abstract class ReplayConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task A_replayed_history_gives_the_same_graph_and_the_same_ledger() =>
        ForAll(
            Dice.OfSize(5, 150),
            async (store, clock, dice) =>
            {
                await RandomGraph.BuildAsync(store, dice, clock, merges: true);
                var original = await Told.ByAsync(store);
                await OnAnother(async another =>
                {
                    for (var done = 0; done < original.Ledger.Count; )
                    {
                        var batch = original.Ledger.Skip(done).Take(dice.Between(1, 30)).ToArray();
                        await another.ReplayAsync(batch);
                        done += batch.Length;
                    }
                    (await Told.ByAsync(another)).ShouldBeThatOf(original);
                    (await LedgerCheck.RunAsync(another)).ShouldBe(new LedgerCheck(original.Head.Revision, null, null));
                    return 0;
                });
            },
            iter: 20
        );

    [Fact]
    public async Task A_replay_can_be_repeated_whole_or_in_part()
    {
        await RandomGraph.BuildAsync(Store, new Dice(5, 60), Clock);
        var original = await Told.ByAsync(Store);
        await OnAnother(async another =>
        {
            await another.ReplayAsync([.. original.Ledger.Take(4)]);
            await another.ReplayAsync([.. original.Ledger.Take(4)]);
            await another.ReplayAsync([.. original.Ledger.Skip(2)]);
            await another.ReplayAsync([]);
            (await Told.ByAsync(another)).ShouldBeThatOf(original);
            return 0;
        });
    }

    [Fact]
    public async Task Entries_that_do_not_follow_are_refused_and_nothing_is_added()
    {
        for (var i = 0; i < 4; i++)
            await Actor($"{i}");
        var ledger = await Store.ChangesAsync(0, 10);
        await OnAnother(async another =>
        {
            await another.CommitAsync(Set(New(new ActorContent { Name = "own" })));
            await Refused([.. ledger.Take(1)]);
            await Refused([.. ledger.Skip(1)]);
            await Refused([.. ledger]);
            (await another.CountAsync(NodeKind.Actor, null)).ShouldBe(1);
            return 0;

            async Task Refused(LedgerEntry[] entries)
            {
                await Should.ThrowAsync<LedgerMismatchException>(async () => await another.ReplayAsync(entries));
                (await another.HeadAsync()).Revision.ShouldBe(1);
            }
        });
    }

    [Fact]
    public async Task Gaps_and_changed_entries_are_refused_with_everything_before_them()
    {
        for (var i = 0; i < 4; i++)
            await Actor($"{i}");
        var ledger = await Store.ChangesAsync(0, 10);
        await OnAnother(async another =>
        {
            await Refused("Revision 3 is missing", ledger[0], ledger[1], ledger[3]);
            await Refused("changed after it was written", ledger[0], ledger[1] with { Principal = "somebody" }, ledger[2]);
            await Refused("does not follow", ledger[0], ledger[1] with { PreviousHash = new byte[32] });
            (await another.CountAsync(NodeKind.Actor, null)).ShouldBe(0);
            return 0;

            async Task Refused(string why, params LedgerEntry[] entries)
            {
                (await Should.ThrowAsync<LedgerMismatchException>(async () => await another.ReplayAsync(entries))).Message.ShouldContain(
                    why
                );
                (await another.HeadAsync()).Revision.ShouldBe(0);
            }
        });
    }

    [Fact]
    public async Task A_set_that_is_sent_again_to_the_copy_is_recognised()
    {
        var (known, id) = (await Statement("known"), Ids.Next(NodeKind.Statement));
        var set = Set(
            new Create(id, new StatementContent { Text = "new" }),
            New(new StatementContent { Text = "known", Language = "it" }),
            new Update(known, 1, new StatementContent { Text = "Known!", Language = "it" })
        ) with
        {
            IdempotencyKey = "once",
        };
        var first = await Store.CommitAsync(set);
        await Actor();
        var ledger = await Store.ChangesAsync(0, 10);
        ledger[1].Results.ShouldBe([id, known, known]);
        ledger.Where(e => e.IdempotencyKey is null).ShouldAllBe(e => e.Results.Count == 0);
        await OnAnother(async another =>
        {
            await another.ReplayAsync(ledger);
            var again = await another.CommitAsync(set);
            again.Revision.ShouldBe(first.Revision);
            again.Results.Select(r => (r.Outcome, r.Node.Id)).ShouldBe(first.Results.Select(r => (Outcome.Existing, r.Node.Id)));
            (await another.HeadAsync()).Revision.ShouldBe(3);
            return 0;
        });
    }

    [Fact]
    public async Task The_copy_is_written_to_as_the_original_would_be()
    {
        var source = (
            await Enter(
                new SourceContent
                {
                    Url = "https://example.org/a",
                    Snapshot = new Snapshot { Text = "Parigi 😀" },
                },
                key: "a"
            )
        ).Id;
        await Retract(source);
        await Restore(source);
        var statement = await Statement();
        var ledger = await Store.ChangesAsync(0, 10);
        await OnAnother(async another =>
        {
            await another.ReplayAsync(ledger);
            (await another.CommitAsync(Set(New(new SourceContent { Url = "https://example.org/a#x" }))))
                .Results[0]
                .ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(Outcome.Existing), r => r.Node.Id.ShouldBe(source));
            var stale = await Should.ThrowAsync<RefusedException>(async () =>
                await another.CommitAsync(Set(new Update(source, 1, new SourceContent { Title = "t" })))
            );
            stale.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.StaleVersion);
            var evidence = new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Supports,
                Anchor = new QuoteAnchor
                {
                    Exact = "Roma",
                    Start = 0,
                    End = 4,
                },
            };
            var misquoted = await Should.ThrowAsync<RefusedException>(async () => await another.CommitAsync(Set(New(evidence))));
            misquoted.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.QuoteMismatch);
            (
                await another.CommitAsync(
                    Set(
                        New(
                            evidence with
                            {
                                Anchor = new QuoteAnchor
                                {
                                    Exact = "😀",
                                    Start = 7,
                                    End = 8,
                                },
                            }
                        )
                    )
                )
            ).Revision.ShouldBe(5);
            ((Statement)(await another.GetAsync([statement]))[0]!).Derived.IndependentSupportSourceCount.ShouldBe(1);
            (await LedgerCheck.RunAsync(another)).Entries.ShouldBe(5);
            return 0;
        });
    }
}
