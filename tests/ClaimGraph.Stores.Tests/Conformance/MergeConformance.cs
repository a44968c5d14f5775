using ClaimGraph.History;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Nodes are merged without loss, and merges are taken back.</summary>
public abstract class MergeConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Merge_taken_back_leaves_the_graph_as_it_was() =>
        ForAll(
            Dice.OfSize(5, 25),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                for (var i = 0; i < 10; i++)
                {
                    await graph.GrowAsync();
                    var before = await Told.ByAsync(store);
                    if (await graph.MergeAsync() is not { } merged)
                        continue;
                    await UnmergeAsync(store, merged);
                    ShouldBeSameGraph(await Told.ByAsync(store), before);
                }
            },
            iter: 100 // graphs that begin, ten of each
        );

    [Fact]
    public Task Several_merges_taken_back_newest_first_leave_the_graph_as_it_was() =>
        ForAll(
            Dice.OfSize(20, 80),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                var before = await Told.ByAsync(store);
                var merged = new Stack<NodeId>();
                for (var i = 0; i < 6; i++)
                    if (await graph.MergeAsync() is { } one)
                        merged.Push(one);
                foreach (var one in merged)
                    await UnmergeAsync(store, one);
                ShouldBeSameGraph(await Told.ByAsync(store), before);
            },
            iter: 60
        );

    [Fact]
    public Task Merge_loses_nothing_and_leaves_nothing_that_stands_on_what_was_merged() =>
        ForAll(
            Dice.OfSize(10, 60),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                var before = (await graph.NodesAsync()).ToDictionary(n => n.Id);
                if (await graph.MergeAsync() is not { } merged)
                    return;
                var nodes = (await graph.NodesAsync()).ToDictionary(n => n.Id);
                nodes.Keys.ShouldBe(before.Keys);
                foreach (var node in nodes.Values.Where(n => n is { IsActive: true, Kind: not NodeKind.Proposal }))
                    node.Data.References.ShouldAllBe(r => nodes[r.Id].MergedInto == null);
                foreach (var link in before.Values.Where(n => n.IsActive && n.Data.References.Any(r => r.Id == merged)))
                    (nodes[link.Id].IsActive || nodes[link.Id].MergedInto is not null || IsOnItself(link, merged, nodes)).ShouldBeTrue();
            },
            iter: 100
        );

    private static bool IsOnItself(Node link, NodeId merged, Dictionary<NodeId, Node> nodes) =>
        (
            link.Data switch
            {
                EvidenceContent e => [e.Basis, e.Target],
                RelationContent r => new[] { r.Statement, r.Other },
                _ => [],
            }
        )
            .Select(id => nodes[id].MergedInto ?? id)
            .Distinct()
            .Count() == 1
        && nodes[merged].MergedInto is not null;

    [Fact]
    public async Task Links_of_a_merged_statement_are_those_of_the_other()
    {
        var (from, into, source, actor) = (await Statement("a"), await Statement("b"), await Source(), await Actor());
        var evidence = await Evidence(source, from);
        var said = (await Enter(new AppearanceContent { Statement = from, Actor = actor })).Id;
        var review = (
            await Enter(
                new ReviewContent
                {
                    Statement = from,
                    Reviewer = actor,
                    Verdict = Verdict.Mixed,
                }
            )
        ).Id;
        var result = await MergeAsync(from, into);
        var merged = result.Results[0].Node;
        (merged.MergedInto, merged.Status, merged.StatusReason).ShouldBe((into, RecordStatus.Retracted, "one and the same"));
        (await Get<Evidence>(evidence)).Content.Target.ShouldBe(into);
        (await Get<Appearance>(said)).Content.Statement.ShouldBe(into);
        (await Get<Review>(review)).Content.Statement.ShouldBe(into);
        var derived = (await Get<Statement>(into)).Derived;
        (derived.SupportCount, derived.AppearanceCount, derived.ReviewCount, derived.Claimant).ShouldBe((1, 1, 1, actor));
        (await List(NodeKind.Statement, Filter.ForList(NodeKind.Statement, null))).ShouldBe([into]);
        (await Store.SearchAsync(new SearchQuery("a", [NodeKind.Statement], 10))).Hits.ShouldBeEmpty();
        var entry = (await Store.ChangesAsync(result.Revision - 1, 1))[0];
        entry.Changes.Single(c => c.Node == from).Action.ShouldBe(ChangeAction.Merge);
        entry.Changes.Select(c => c.Node).Order().ShouldBe(new[] { from, evidence, said, review }.Order());

        await UnmergeAsync(Store, from);
        (await Get<Evidence>(evidence)).Content.Target.ShouldBe(from);
        (await Get<Statement>(into)).Derived.SupportCount.ShouldBe(0);
        (await Get(from)).ShouldSatisfyAllConditions(n => n.MergedInto.ShouldBeNull(), n => n.Status.ShouldBe(RecordStatus.Active));
        (await Store.ChangesAsync(result.Revision, 1))[0].Changes.Single(c => c.Node == from).Action.ShouldBe(ChangeAction.Unmerge);
    }

    [Fact]
    public async Task A_relation_of_a_merged_statement_to_the_one_that_remains_is_refused()
    {
        var (from, into) = (await Statement("a"), await Statement("b"));
        await MergeAsync(from, into);
        var relation = new RelationContent
        {
            Statement = from,
            Other = into,
            RelationKind = RelationKind.Contradicts,
        };
        await ShouldRefuse(New(relation), ProblemCode.Cycle, "0.other");
    }

    [Fact]
    public async Task A_source_that_is_no_copy_of_a_merged_one_is_no_copy_of_the_one_that_remains()
    {
        var (from, into) = (await Source(), await Source());
        var other = (await Enter(new SourceContent { Title = "Other", NotCopyOf = [from] })).Id;
        await MergeAsync(from, into);
        (await Get<Source>(other)).Content.NotCopyOf.ShouldBe([into]);
    }

    [Fact]
    public async Task Evidence_that_both_have_is_merged_with_what_argues_about_it()
    {
        var (from, into, source, other) = (await Statement("a"), await Statement("b"), await Source(), await Source("other"));
        var (one, twin) = (await Evidence(source, from), await Evidence(source, into));
        var undercut = await Evidence(other, one, Stance.Rebuts);
        await MergeAsync(from, into);
        (await Get(one)).MergedInto.ShouldBe(twin);
        (await Get<Evidence>(undercut)).Content.Target.ShouldBe(twin);
        (await Get<Statement>(into)).Derived.SupportCount.ShouldBe(1);
        (await Get<Evidence>(twin)).Derived.RebutCount.ShouldBe(1);
        await Refused(Separation.OfAsync(Store, one).AsTask(), ProblemCode.Conflict);

        await UnmergeAsync(Store, from);
        (await Get(one)).MergedInto.ShouldBeNull();
        (await Get<Evidence>(undercut)).Content.Target.ShouldBe(one);
        ((await Get<Statement>(from)).Derived.SupportCount, (await Get<Statement>(into)).Derived.SupportCount).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Link_between_the_two_is_retracted_until_the_merge_is_taken_back()
    {
        var (from, into) = (await Statement("a"), await Statement("b"));
        var evidence = await Evidence(from, into);
        var relation = (
            await Enter(
                new RelationContent
                {
                    Statement = into,
                    Other = from,
                    RelationKind = RelationKind.Supersedes,
                }
            )
        ).Id;
        await MergeAsync(from, into);
        foreach (var id in new[] { evidence, relation })
        {
            (await Get(id)).IsActive.ShouldBeFalse();
            await ShouldRefuse(new SetStatus(id, RecordStatus.Active), ProblemCode.Merged, "0.id");
        }
        await UnmergeAsync(Store, from);
        (await Get(evidence)).IsActive.ShouldBeTrue();
        (await Get<Statement>(from)).Derived.SupersededCount.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_address_and_ids_of_what_was_merged_lead_to_the_other_over_any_number_of_merges()
    {
        var (a, b, c) = (await Named("https://example.org/a", "A"), await Named("https://example.org/b", "B"), await Source("c"));
        await MergeAsync(a, b);
        await MergeAsync(b, c);
        var statement = await Statement();
        var met = await Commit(
            New(new SourceContent { Title = "x", Url = "https://example.org/a?utm_source=x" }),
            New(new SourceContent { Title = "y" }, "A"),
            New(
                new EvidenceContent
                {
                    Basis = a,
                    Target = statement,
                    Stance = Stance.Supports,
                }
            )
        );
        met.Results.Take(2).Select(r => (r.Outcome, r.Node.Id)).ShouldBe([(Outcome.Existing, c), (Outcome.Existing, c)]);
        ((Evidence)met.Results[2].Node).Content.Basis.ShouldBe(c);
        await Commit(New(new SourceContent { Title = "z", Url = "https://example.org/b" }, "Z") with { OnExisting = OnExisting.Replace });
        (await Get<Source>(c)).ShouldSatisfyAllConditions(n => n.Content.Url.ShouldBeNull(), n => n.OtherKeys.ShouldBe(["Z"]));

        await UnmergeAsync(Store, a);
        (await Store.FindAsync([NaturalKey.OfCaller(NodeKind.Source, "A")])).ShouldBe([a]);
        (await Get(a)).IsActive.ShouldBeTrue();
        (await Get(b)).MergedInto.ShouldBe(c);

        async Task<NodeId> Named(string url, string key) => (await Enter(new SourceContent { Url = url }, key)).Id;
    }

    [Fact]
    public async Task Later_edits_stay_when_a_merge_is_taken_back()
    {
        var (from, into, third, source) = (await Actor("a"), await Actor("b"), await Actor("c"), await Source());
        var statement = await Statement();
        var (one, two) = (await Said(1), await Said(2));
        var summit = (
            await Enter(new EventContent { Name = "e", Participations = [new(from, "SIGNED"), new(into, "SIGNED"), new(third, "HOSTED")] })
        ).Id;
        var about = (await Enter(new StatementContent { Text = "about", About = [from, third] })).Id;
        await MergeAsync(from, into);
        (await Get<Actor>(into)).Content.Aliases.ShouldBe(["a"]);
        (await Get<Event>(summit)).Content.Participations.ShouldBe([new(into, "SIGNED"), new(third, "HOSTED")]);

        await Change<Appearance>(one, n => n.Content with { Source = source });
        await Change<Appearance>(two, n => n.Content with { Actor = third });
        await Change<Statement>(about, n => n.Content with { About = [.. n.Content.About, summit] });
        await Change<Actor>(into, n => n.Content with { Aliases = [.. n.Content.Aliases, "bb"], Description = "d" });
        var since = (await Enter(new AppearanceContent { Statement = statement, Actor = from })).Id;
        await UnmergeAsync(Store, from);
        (await Get<Appearance>(one)).Content.ShouldSatisfyAllConditions(c => c.Actor.ShouldBe(from), c => c.Source.ShouldBe(source));
        (await Get<Appearance>(two)).Content.Actor.ShouldBe(third);
        (await Get<Appearance>(since)).Content.Actor.ShouldBe(into);
        (await Get<Statement>(about)).Content.About.ShouldBe([from, third, summit]);
        (await Get<Event>(summit)).Content.Participations.ShouldBe([new(from, "SIGNED"), new(into, "SIGNED"), new(third, "HOSTED")]);
        (await Get<Actor>(into)).Content.ShouldSatisfyAllConditions(c => c.Aliases.ShouldBe(["bb"]), c => c.Description.ShouldBe("d"));

        async Task<NodeId> Said(int day) =>
            (
                await Enter(
                    new AppearanceContent
                    {
                        Statement = statement,
                        Actor = from,
                        SaidOn = new PartialDate(2000 + day),
                    }
                )
            ).Id;
    }

    [Fact]
    public async Task Chain_of_sources_does_not_end_in_itself()
    {
        var original = await Source("original");
        var copy = (await Enter(new SourceContent { Title = "copy", DerivedFrom = original })).Id;
        var copyOfCopy = (await Enter(new SourceContent { Title = "copy of copy", DerivedFrom = copy })).Id;
        var problem = await ShouldRefuseMerge(new Merge(original, copyOfCopy), ProblemCode.Cycle);
        problem.Message.ShouldBe(
            $"Source {copy} would derive from itself. Merge {copyOfCopy} into {original} instead, or change derivedFrom first."
        );
        await MergeAsync(original, copy);
        (await Get<Source>(copy)).Content.DerivedFrom.ShouldBeNull();
        (await Get<Source>(copyOfCopy)).Derived.Origin.ShouldBe(copy);
        await UnmergeAsync(Store, original);
        (await Get<Source>(copyOfCopy)).Derived.Origin.ShouldBe(original);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused()
    {
        var (a, b, c, actor) = (await Statement("a"), await Statement("b"), await Statement("c"), await Actor());
        var evidence = await Evidence(a, b);
        await ShouldRefuseMerge(new Merge(a, a), ProblemCode.Cycle);
        await ShouldRefuseMerge(new Merge(a, actor), ProblemCode.WrongKind);
        await ShouldRefuseMerge(new Merge(evidence, evidence), ProblemCode.WrongKind);
        await ShouldRefuseMerge(new Merge(a, Ids.Next(NodeKind.Statement)), ProblemCode.NotFound);
        await ShouldRefuseMerge(new Merge(Ids.Next(NodeKind.Statement), a), ProblemCode.NotFound);
        await ShouldRefuseMerge(new Merge(a, b) { ExpectedVersion = 2 }, ProblemCode.StaleVersion);
        await ShouldRefuseMerge(new Merge(a, b) { ExpectedIntoVersion = 2 }, ProblemCode.StaleVersion);
        await Retract(c);
        await ShouldRefuseMerge(new Merge(a, c), ProblemCode.Retracted);
        await ShouldRefuseMerge(new Merge(c, a), ProblemCode.Retracted);
        await Restore(c);
        await MergeAsync(a, b);
        await ShouldRefuseMerge(new Merge(b, a), ProblemCode.Merged);
        await ShouldRefuseMerge(new Merge(a, c), ProblemCode.Merged);
        (await MergeAsync(a, b)).Results[0].Outcome.ShouldBe(Outcome.Unchanged);
        await ShouldRefuse(new Update(a, 2, new StatementContent { Text = "x" }), ProblemCode.Merged, "0.id");
        await ShouldRefuse(new SetStatus(a, RecordStatus.Active), ProblemCode.Merged, "0.id");
        await Refused(Separation.OfAsync(Store, b).AsTask(), ProblemCode.Conflict);
        await Refused(Reversal.OfAsync(Store, (await Store.HeadAsync()).Revision).AsTask(), ProblemCode.Conflict);
        await ShouldRefuse(Set(new Merge(b, c), new Merge(c, b)) with { Reason = "r" }, ProblemCode.Inconsistent, "");
    }

    [Theory]
    [InlineData("Italy signed the declaration in Paris.", "Italy did not sign the declaration in Paris.", "en")]
    [InlineData("60 countries signed the declaration in Paris.", "61 countries signed the declaration in Paris.", "en")]
    [InlineData("The declaration was signed by France in Paris.", "The declaration was signed by Spain in Paris.", "en")]
    [InlineData("Italy signed the declaration in Paris.", "L'Italia ha firmato la dichiarazione di Parigi.", "it")]
    public async Task Statements_that_seem_to_say_different_things_are_merged_by_force_alone(string text, string other, string language)
    {
        var from = (await Enter(new StatementContent { Text = text, Language = "en" })).Id;
        var into = (await Enter(new StatementContent { Text = other, Language = language })).Id;
        await ShouldRefuseMerge(new Merge(from, into), ProblemCode.Inconsistent);
        await Store.CommitAsync(Set(new Merge(from, into) { Force = true }) with { Reason = "r" });
        (await Get(from)).MergedInto.ShouldBe(into);
    }

    [Fact]
    public async Task Statements_in_quite_other_words_are_merged()
    {
        var from = (await Enter(new StatementContent { Text = "60 countries signed.", Language = "en" })).Id;
        var into = (await Enter(new StatementContent { Text = "A large number of states put their names to it.", Language = "en" })).Id;
        await Store.CommitAsync(Set(new Merge(from, into)) with { Reason = "r" });
        (await Get(from)).MergedInto.ShouldBe(into);
    }

    [Fact]
    public async Task Joint_premises_are_not_torn_apart()
    {
        var (from, into, source, other) = (await Statement("a"), await Statement("b"), await Source(), await Source("other"));
        var first = await Evidence(source, from);
        await Enter(
            new EvidenceContent
            {
                Basis = other,
                Target = from,
                Stance = Stance.Supports,
                JointWith = first,
            }
        );
        var twin = await Evidence(source, into);
        await ShouldRefuseMerge(new Merge(from, into), ProblemCode.Inconsistent);
        await Retract(twin);
        await MergeAsync(from, into);
        (await Get<Evidence>(first)).Content.Target.ShouldBe(into);
        await UnmergeAsync(Store, from);
    }

    private async Task<CommitResult> MergeAsync(NodeId from, NodeId into) =>
        await Store.CommitAsync(Set(new Merge(from, into) { Force = true }) with { Reason = "one and the same" });

    private static async Task UnmergeAsync(IClaimStore store, NodeId id) =>
        (await store.CommitAsync(Set(await Separation.OfAsync(store, id)))).Results[0].Outcome.ShouldBe(Outcome.Updated);

    private async Task<Problem> ShouldRefuseMerge(Merge merge, string code)
    {
        var head = await Store.HeadAsync();
        var set = Set(merge) with { Reason = "r" };
        var refused = await Should.ThrowAsync<RefusedException>(async () => await Store.CommitAsync(set));
        (await Store.HeadAsync()).Revision.ShouldBe(head.Revision);
        var problem = refused.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        return problem;
    }

    private static async Task Refused(Task task, string code) =>
        (await Should.ThrowAsync<RefusedException>(task)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    /// <summary>All but versions, times of change and the ledger.</summary>
    private static void ShouldBeSameGraph(Told now, Told before)
    {
        foreach (var (left, right) in now.Nodes.Zip(before.Nodes))
            ShouldBeSame(Plain(left), Plain(right));
        now.Nodes.Count.ShouldBe(before.Nodes.Count);
        now.Keys.ShouldBe(before.Keys);
        now.Counts.ShouldBe(before.Counts);
        now.Snapshots.ShouldBe(before.Snapshots);
    }

    private static Node Plain(Node node) => node with { Version = 0, UpdatedAt = default };
}
