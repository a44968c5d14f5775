using ClaimGraph.History;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>A revision is taken back by a new one.</summary>
public abstract class RevertConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Newest_revision_taken_back_leaves_the_graph_as_it_was_before() =>
        ForAll(
            Dice.OfSize(5, 60),
            async (store, clock, dice) =>
            {
                var graph = new RandomGraph(store, dice, clock);
                for (var done = 0; done < dice.Size; clock.Advance(TimeSpan.FromMilliseconds(5)))
                {
                    var before = (await graph.NodesAsync()).ToDictionary(n => n.Id);
                    var from = (await store.HeadAsync()).Revision;
                    done += await graph.GrowAsync();
                    if ((await store.HeadAsync()).Revision == from || !dice.Chance(50))
                        continue;
                    await RevertAsync(store, from + 1);
                    foreach (var node in await graph.NodesAsync())
                        if (before.TryGetValue(node.Id, out var had))
                            ShouldBeSame(Plain(node), Plain(had));
                        else
                            node.Status.ShouldBe(RecordStatus.Retracted);
                }
                (await LedgerCheck.RunAsync(store)).ShouldBe(new LedgerCheck((await store.HeadAsync()).Revision, null, null));
            },
            iter: 15
        );

    [Fact]
    public async Task Fields_that_a_later_revision_changed_stay_and_the_others_go_back()
    {
        var id = Ids.Next(NodeKind.Statement);
        await Commit(new Create(id, new StatementContent { Text = "It was signed.", Note = "old" }));
        var content = (await Get<Statement>(id)).Content;
        var changed = await Commit(new Update(id, 1, content with { Text = "It was not signed." }));
        await Commit(new Update(id, 2, content with { Text = "It was not signed.", Note = "new" }));
        await RevertAsync(Store, changed.Revision);
        var now = (await Get<Statement>(id)).Content;
        (now.Text, now.Note).ShouldBe(("It was signed.", "new"));
    }

    [Fact]
    public async Task What_a_later_revision_changed_again_is_refused_with_its_number()
    {
        var (id, other) = (Ids.Next(NodeKind.Statement), Ids.Next(NodeKind.Statement));
        await Commit(new Create(id, new StatementContent { Text = "a" }), new Create(other, new StatementContent { Text = "o" }));
        await Commit(new Update(id, 1, new StatementContent { Text = "b" }), new Update(other, 1, new StatementContent { Text = "p" }));
        await Commit(new Update(id, 2, new StatementContent { Text = "c" }));
        var head = await Store.HeadAsync();
        var refused = await Should.ThrowAsync<RefusedException>(() => RevertAsync(Store, 2));
        var problem = refused.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Message).ShouldBe(
            (
                ProblemCode.Conflict,
                $"Statement {id} was changed again by revision 3: text. Revert the later changes first, or update the record."
            )
        );
        (await Should.ThrowAsync<RefusedException>(() => RevertAsync(Store, 1))).Problems.Count.ShouldBe(2);
        (await Store.HeadAsync()).Revision.ShouldBe(head.Revision);
        await RevertAsync(Store, 3);
        await RevertAsync(Store, 2);
        await RevertAsync(Store, 1);
        (await Get(id)).Status.ShouldBe(RecordStatus.Retracted);
    }

    [Fact]
    public async Task Status_goes_back_with_its_reason()
    {
        var id = Ids.Next(NodeKind.Source);
        await Commit(new Create(id, new SourceContent { Title = "t" }));
        await CommitBecause("wrong", new SetStatus(id, RecordStatus.Corrected));
        await CommitBecause("worse", new SetStatus(id, RecordStatus.Retracted));
        await RevertAsync(Store, 3);
        var now = await Get(id);
        (now.Status, now.StatusReason, now.Version).ShouldBe((RecordStatus.Corrected, "wrong", 4));
        await RevertAsync(Store, 4);
        (await Get(id)).StatusReason.ShouldBe("worse");
    }

    [Fact]
    public async Task Text_of_a_replaced_snapshot_comes_back()
    {
        var id = Ids.Next(NodeKind.Source);
        await Commit(
            new Create(
                id,
                new SourceContent
                {
                    Title = "t",
                    Snapshot = new Snapshot { Text = "first" },
                }
            )
        );
        await Commit(new Update(id, 1, (await Get<Source>(id)).Content with { Note = "n" }));
        await Commit(new Update(id, 2, (await Get<Source>(id)).Content with { Snapshot = new Snapshot { Text = "second" } }));
        await RevertAsync(Store, 3);
        (await Store.SnapshotsAsync([id])).ShouldBe(["first"]);
        (await Get<Source>(id)).Content.Note.ShouldBe("n");
    }

    [Fact]
    public async Task Wording_that_somebody_else_entered_meanwhile_is_refused()
    {
        var (id, other) = (Ids.Next(NodeKind.Statement), Ids.Next(NodeKind.Statement));
        await Commit(new Create(id, new StatementContent { Text = "a" }));
        await Commit(new Update(id, 1, new StatementContent { Text = "b" }));
        await Commit(new Create(other, new StatementContent { Text = "a" }));
        (await Should.ThrowAsync<RefusedException>(() => RevertAsync(Store, 2)))
            .Problems.ShouldHaveSingleItem()
            .Code.ShouldBe(ProblemCode.AlreadyExists);
    }

    [Fact]
    public async Task Second_attempt_with_the_same_key_gives_the_first_answer()
    {
        var id = Ids.Next(NodeKind.Statement);
        await Commit(new Create(id, new StatementContent { Text = "a" }));
        var first = await RevertAsync(Store, 1, "once");
        await CommitBecause(null, new SetStatus(id, RecordStatus.Active));
        await Commit(new Update(id, 3, new StatementContent { Text = "b" }));
        var second = await RevertAsync(Store, 1, "once");
        (second.Revision, second.Results[0].Outcome).ShouldBe((first.Revision, Outcome.Existing));
        (await Get(id)).IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task Large_revision_is_taken_back_at_once()
    {
        var statements = Enumerable.Range(0, 400).Select(i => (Id: Ids.Next(NodeKind.Statement), Text: $"statement {i}")).ToArray();
        var links = statements[1..]
            .Select(s => new Create(
                Ids.Next(NodeKind.Evidence),
                new EvidenceContent
                {
                    Basis = s.Id,
                    Target = statements[0].Id,
                    Stance = Stance.Supports,
                }
            ));
        await Commit([.. statements.Select(s => new Create(s.Id, new StatementContent { Text = s.Text })), .. links]);
        var result = await RevertAsync(Store, 1);
        result.Results.Count.ShouldBe(799);
        (await Store.CountAsync(NodeKind.Evidence, Filter.ForList(NodeKind.Evidence, null))).ShouldBe(0);
        (await Get<Statement>(statements[0].Id)).Derived.SupportCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Revision_that_is_not_there_is_refused(long revision)
    {
        await Commit(new Create(Ids.Next(NodeKind.Statement), new StatementContent { Text = "a" }));
        (await Should.ThrowAsync<RefusedException>(() => RevertAsync(Store, revision)))
            .Problems.ShouldHaveSingleItem()
            .Message.ShouldBe($"Revision {revision} does not exist; use one from 1 to 1.");
    }

    private static async Task<CommitResult> RevertAsync(IClaimStore store, long revision, string? key = null) =>
        await store.CommitAsync(
            new ChangeSet
            {
                Principal = "desk",
                Reason = "undone",
                IdempotencyKey = key,
                Operations = [.. await Reversal.OfAsync(store, revision)],
            }
        );

    private async Task CommitBecause(string? reason, params Operation[] operations) =>
        await Store.CommitAsync(Set(operations) with { Reason = reason });

    /// <summary>The node without what every commit counts on. A snapshot that a source has had stays one.</summary>
    private static Node Plain(Node node)
    {
        var plain = node with { Version = 1, UpdatedAt = default, OtherKeys = [] };
        return plain is Source source
            ? source with
            {
                Derived = source.Derived with { SnapshotCount = 0, EarlierSnapshots = null },
            }
            : plain;
    }
}
