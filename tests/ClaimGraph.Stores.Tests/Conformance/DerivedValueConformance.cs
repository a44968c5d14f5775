using System.Globalization;
using ClaimGraph.Arguments;
using ClaimGraph.Stores.Commits;
using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>What is kept up to date change by change is what a fresh computation over everything gives.</summary>
public abstract class DerivedValueConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Derived_values_never_lie_whatever_happens() =>
        ForAll(
            Dice.OfSize(5, 120),
            async (store, clock, dice) =>
            {
                var graph = new RandomGraph(store, dice, clock) { Quotes = true, Merges = true };
                for (var done = 0; done < dice.Size; )
                {
                    done += await graph.GrowAsync();
                    var nodes = await graph.NodesAsync();
                    var expected = new NaiveDerived(nodes, await store.ChangesAsync(0, int.MaxValue));
                    foreach (var node in nodes)
                        Deep.Difference(node, expected.Of(node)).ShouldBeNull($"{node.Kind} {node.Id} after {done} operations");
                }
            },
            iter: 40
        );

    [Fact]
    public Task A_preview_shows_what_the_commit_then_does() =>
        ForAll(
            Dice.OfSize(20, 100),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                foreach (var id in dice.Some([.. graph.Ids], 5))
                {
                    var node = (await store.GetAsync([id]))[0]!;
                    var status = node.IsActive ? RecordStatus.Retracted : RecordStatus.Active;
                    var set = Set(new SetStatus(id, status)) with { Reason = "It does not stand" };
                    IReadOnlyList<NodeWrite> writes;
                    try
                    {
                        writes = (await Preview.RunAsync(store, set, clock)).Writes;
                    }
                    catch (RefusedException refused)
                    {
                        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.AlreadyExists); // entered anew since
                        continue;
                    }
                    var head = (await store.HeadAsync()).Revision;
                    (await store.CommitAsync(set)).Revision.ShouldBe(head + 1);
                    var stored = await store.GetAsync([.. writes.Select(w => w.After.Id)]);
                    foreach (var (write, found) in writes.Zip(stored))
                        Deep.Difference(found, write.After).ShouldBeNull($"{write.After.Kind} {write.After.Id}");
                    writes.ShouldContain(w => w.After.Id == id);
                }
            },
            iter: 20
        );

    [Fact]
    public async Task Statement_without_anything_is_unsupported_and_unreviewed_at_its_prior()
    {
        var derived = (await Get<Statement>((await Enter(new StatementContent { Text = "a", Prior = 0.3 })).Id)).Derived;
        derived.ShouldBe(new StatementDerived { Strength = 0.3, Attention = Attention.Unsupported | Attention.Unreviewed });
    }

    [Fact]
    public async Task Statement_that_cannot_be_checked_asks_for_no_support_and_no_review()
    {
        var id = (await Enter(new StatementContent { Text = "a", Checkable = false })).Id;
        (await Get<Statement>(id)).Derived.Attention.ShouldBe(Attention.None);
        await Change<Statement>(id, s => s.Content with { Checkable = true });
        (await Get<Statement>(id)).Derived.Attention.ShouldBe(Attention.Unsupported | Attention.Unreviewed);
    }

    [Fact]
    public async Task Copies_count_as_one_independent_source()
    {
        var (statement, original) = (await Statement(), await Source("original"));
        var copy = (await Enter(new SourceContent { Title = "copy", DerivedFrom = original })).Id;
        var copyOfCopy = (await Enter(new SourceContent { Title = "copy of copy", DerivedFrom = copy })).Id;
        foreach (var source in new[] { copyOfCopy, copy, original })
            await Evidence(source, statement);
        var derived = (await Get<Statement>(statement)).Derived;
        (derived.SupportCount, derived.IndependentSupportSourceCount).ShouldBe((3, 1));
        derived.Attention.HasFlag(Attention.SingleSource).ShouldBeTrue();

        await Change<Source>(copy, s => s.Content with { DerivedFrom = null });
        derived = (await Get<Statement>(statement)).Derived;
        derived.IndependentSupportSourceCount.ShouldBe(2);
        derived.Attention.HasFlag(Attention.SingleSource).ShouldBeFalse();
        (await Get<Source>(copyOfCopy)).Derived.Origin.ShouldBe(copy);
    }

    [Fact]
    public async Task Origins_are_right_whatever_the_order_of_ids_and_operations()
    {
        // The first source of the chain has the greatest id.
        var ids = Enumerable.Range(0, 4).Select(_ => Ids.Next(NodeKind.Source)).Reverse().ToArray();
        await Commit([
            .. ids.Select((id, i) => new Create(id, new SourceContent { Title = $"{i}", DerivedFrom = i == 0 ? null : ids[i - 1] })),
        ]);
        (await Store.GetAsync(ids)).Select(s => ((Source)s!).Derived.Origin).ShouldBe(Enumerable.Repeat(ids[0], 4));

        // Both ends of a chain move in one set: the lower one must see the new origin of the upper one.
        var (a, b, c) = (await Source("a"), await Source("b"), await Source("c"));
        var (nodeA, nodeB) = (await Get<Source>(a), await Get<Source>(b));
        await Commit(new Update(a, 1, nodeA.Content with { DerivedFrom = b }), new Update(b, 1, nodeB.Content with { DerivedFrom = c }));
        (await Get<Source>(a)).Derived.Origin.ShouldBe(c);
        (await Get<Source>(b)).Derived.Origin.ShouldBe(c);
    }

    [Fact]
    public async Task Support_on_a_retracted_source_counts_for_nothing_but_a_flag()
    {
        var (statement, source) = (await Statement(), await Source());
        await Evidence(source, statement);
        var before = (await Get<Statement>(statement)).Derived;
        before.Strength.ShouldBeGreaterThan(0.5);

        await Retract(source);
        var after = (await Get<Statement>(statement)).Derived;
        (after.Strength, after.SupportCount, after.IndependentSupportSourceCount, after.RetractedBasisCount).ShouldBe((0.5, 0, 0, 1));
        after.Attention.ShouldBe(Attention.Unsupported | Attention.Unreviewed | Attention.RetractedBasis);

        await Restore(source);
        (await Get<Statement>(statement)).Derived.ShouldBe(before);
    }

    [Fact]
    public async Task Evidence_entered_on_a_retracted_basis_counts_for_nothing_until_it_is_restored()
    {
        var (statement, basis) = (await Statement(), await Statement("Basis"));
        await Retract(basis);
        await Evidence(basis, statement, Stance.Rebuts);
        var derived = (await Get<Statement>(statement)).Derived;
        (derived.RebutCount, derived.StatementRebutCount, derived.RetractedBasisCount, derived.Strength).ShouldBe((0, 0, 1, 0.5));
        await Restore(basis);
        derived = (await Get<Statement>(statement)).Derived;
        (derived.RebutCount, derived.StatementRebutCount, derived.RetractedBasisCount).ShouldBe((1, 1, 0));
        derived.Strength.ShouldBeLessThan(0.5);
    }

    [Fact]
    public async Task Copies_of_a_retracted_source_count_for_nothing()
    {
        var (statement, origin) = (await Statement(), await Source("A"));
        var copy = (await Enter(new SourceContent { Title = "B", DerivedFrom = origin })).Id;
        var copyOfCopy = (await Enter(new SourceContent { Title = "C", DerivedFrom = copy })).Id;
        await Evidence(copy, statement);
        await Evidence(copyOfCopy, statement);
        var before = (await Get<Statement>(statement)).Derived;
        (before.SupportCount, before.IndependentSupportSourceCount).ShouldBe((2, 1));

        await Retract(origin);
        var after = (await Get<Statement>(statement)).Derived;
        (after.SupportCount, after.IndependentSupportSourceCount, after.RetractedBasisCount, after.Strength).ShouldBe((0, 0, 2, 0.5));
        (await Get<Source>(copyOfCopy)).Derived.DerivesFromRetracted.ShouldBeTrue();
        (await Get<Source>(origin)).Derived.DerivesFromRetracted.ShouldBeFalse();

        await Change<Source>(copyOfCopy, s => s.Content with { DerivedFrom = null });
        (await Get<Statement>(statement)).Derived.SupportCount.ShouldBe(1);
        await Change<Source>(copyOfCopy, s => s.Content with { DerivedFrom = copy });
        await Restore(origin);
        (await Get<Statement>(statement)).Derived.ShouldBe(before);
    }

    [Fact]
    public async Task Reliability_of_a_source_changes_what_its_evidence_weighs()
    {
        var (statement, source) = (await Statement(), await Source());
        await Evidence(source, statement);
        var strengths = new List<double>();
        foreach (var reliability in Enum.GetValues<Reliability>().Except([Reliability.F]))
        {
            await Change<Source>(source, s => s.Content with { Reliability = reliability });
            strengths.Add((await Get<Statement>(statement)).Derived.Strength);
        }
        strengths.ShouldBe(strengths.OrderDescending());
        strengths.ShouldBeUnique();
    }

    [Fact]
    public async Task Undercut_of_an_undercut_gives_back_some_weight()
    {
        var (statement, source, other) = (await Statement(), await Source("a"), await Source("b"));
        var support = await Evidence(source, statement);
        var supported = (await Get<Statement>(statement)).Derived.Strength;
        var undercut = await Evidence(other, support, Stance.Rebuts);
        var weakened = (await Get<Statement>(statement)).Derived.Strength;
        await Evidence(other, undercut, Stance.Rebuts);
        var between = (await Get<Statement>(statement)).Derived.Strength;

        weakened.ShouldBeInRange(0.5, supported, "an undercut weakens");
        between.ShouldBeInRange(weakened, supported, "an undercut of the undercut strengthens");
        new[] { weakened, between, supported }.ShouldBeUnique();

        await Retract(undercut);
        (await Get<Statement>(statement)).Derived.Strength.ShouldBe(supported);
        (await Get<Evidence>(support)).Derived.RebutCount.ShouldBe(0);
    }

    [Fact]
    public async Task Chain_of_fifty_undercuts_is_followed_to_its_end()
    {
        var (statement, source) = (await Statement(), await Source());
        var chain = new List<NodeId> { await Evidence(source, statement) };
        for (var i = 0; i < 50; i++)
            chain.Add(await Evidence(source, chain[^1], Stance.Rebuts));
        var nodes = (await Store.GetAsync([statement, source, .. chain])).OfType<Node>().ToArray();
        var expected = new NaiveDerived(nodes, await Store.ChangesAsync(0, int.MaxValue));
        foreach (var node in nodes)
            ShouldBeSame(node, expected.Of(node));
    }

    [Fact]
    public async Task Chain_of_thousands_of_undercuts_is_entered_in_one_set()
    {
        var (statement, source) = (await Statement(), await Source());
        var operations = new List<Operation>();
        var target = statement;
        for (var i = 0; i < 5_000; i++)
        {
            var create = New(
                new EvidenceContent
                {
                    Basis = source,
                    Target = target,
                    Stance = i == 0 ? Stance.Supports : Stance.Rebuts,
                }
            );
            operations.Add(create);
            target = create.Id;
        }
        await Commit([.. operations]);
        (await Get<Statement>(statement)).Derived.SupportCount.ShouldBe(1);
        (await Get<Evidence>(((Create)operations[^2]).Id)).Derived.RebutCount.ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_copies_of_a_report_weigh_as_the_strongest_of_them()
    {
        var (statement, wire) = (await Statement(), await Source("wire"));
        var evidence = await Evidence(wire, statement);
        var alone = (await Get<Statement>(statement)).Derived.Strength;
        for (var i = 0; i < 20; i++)
            await Evidence((await Enter(new SourceContent { Title = $"{i}", DerivedFrom = wire })).Id, statement);
        var derived = (await Get<Statement>(statement)).Derived;
        (derived.SupportCount, derived.IndependentSupportSourceCount, derived.Strength).ShouldBe((21, 1, alone));

        var reliable = (
            await Enter(
                new SourceContent
                {
                    Title = "A",
                    DerivedFrom = wire,
                    Reliability = Reliability.A,
                }
            )
        ).Id;
        var strongest = await Evidence(reliable, statement);
        (await Get<Statement>(statement)).Derived.Strength.ShouldBeGreaterThan(alone);
        await Retract(strongest);
        (await Get<Statement>(statement)).Derived.Strength.ShouldBe(alone);
        await Retract(evidence);
        (await Get<Statement>(statement)).Derived.Strength.ShouldBe(alone);
        await Change<Source>(wire, s => s.Content with { Reliability = Reliability.E });
        (await Get<Statement>(statement)).Derived.Strength.ShouldBe(alone, "the copies are as reliable as before");
    }

    [Fact]
    public async Task Joint_premises_weigh_as_the_weakest_and_fall_together()
    {
        var (statement, weak, strong) = (await Statement(), await Source("weak"), await Source("strong"));
        await Change<Source>(weak, s => s.Content with { Reliability = Reliability.E });
        var first = await Evidence(strong, statement);
        var alone = (await Get<Statement>(statement)).Derived.Strength;
        var content = (await Get<Evidence>(first)).Content;
        var second = (await Enter(content with { Basis = weak, JointWith = first })).Id;
        var joint = (await Get<Statement>(statement)).Derived;
        (joint.SupportCount, joint.IndependentSupportSourceCount).ShouldBe((2, 1));
        joint.Strength.ShouldBe(EvidenceStrength.Of(0.5, new ArguedFor { SupportWeight = 100_000_000 }), 1e-9);
        (await Get<Evidence>(first)).Derived.Weight.ShouldBe((await Get<Evidence>(second)).Derived.Weight);

        await Retract(weak);
        var fallen = (await Get<Statement>(statement)).Derived;
        (fallen.SupportCount, fallen.RetractedBasisCount, fallen.Strength).ShouldBe((0, 2, 0.5));
        (await Get<Evidence>(first)).Derived.BasisRetracted.ShouldBeTrue();
        await Restore(weak);
        (await Get<Statement>(statement)).Derived.ShouldBe(joint);

        await Retract(second);
        (await Get<Statement>(statement)).Derived.Strength.ShouldBe(0.5, "a premise is missing");
        await Restore(second);
        (await Get<Statement>(statement)).Derived.ShouldBe(joint);
        alone.ShouldBeGreaterThan(joint.Strength);
    }

    [Fact]
    public async Task Joint_premises_that_do_not_go_together_are_refused()
    {
        var (statement, other) = (await Statement("a"), await Statement("b"));
        var first = await Evidence(await Source("1"), statement);
        var content = (await Get<Evidence>(first)).Content with { Basis = await Source("2"), JointWith = first };
        await ShouldBeRefused(content with { Target = other }, "argues about another target");
        await ShouldBeRefused(content with { Stance = Stance.Rebuts }, "has another stance");
        var second = (await Enter(content)).Id;
        await ShouldBeRefused(content with { Basis = await Source("3"), JointWith = second }, $"name {first}.");
        var changed = await Should.ThrowAsync<RefusedException>(() =>
            Change<Evidence>(first, e => e.Content with { Stance = Stance.Context })
        );
        changed.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCode.Inconsistent);
        await Change<Evidence>(second, e => e.Content with { JointWith = null });
        (await Get<Evidence>(first)).Derived.JointCount.ShouldBe(0);
        await Change<Evidence>(first, e => e.Content with { Stance = Stance.Context });

        async Task ShouldBeRefused(EvidenceContent refused, string message)
        {
            var problem = (await Should.ThrowAsync<RefusedException>(() => Enter(refused))).Problems.ShouldHaveSingleItem();
            (problem.Code, problem.Path[^1]).ShouldBe((ProblemCode.Inconsistent, "jointWith"));
            problem.Message.ShouldContain(message);
        }
    }

    [Fact]
    public async Task A_rebuttal_that_is_rebutted_itself_weakens()
    {
        var (claim, rebuttal, answer) = (await Statement("claim"), await Statement("rebuttal"), await Statement("answer"));
        var strengths = new List<double> { 0.5 };
        await Evidence(rebuttal, claim, Stance.Rebuts);
        strengths.Add((await Get<Statement>(claim)).Derived.Strength);
        await Evidence(answer, rebuttal, Stance.Rebuts);
        strengths.Add((await Get<Statement>(claim)).Derived.Strength);
        await Evidence(await Source(), answer);
        strengths.Add((await Get<Statement>(claim)).Derived.Strength);

        strengths[1].ShouldBeLessThan(strengths[0], "a rebuttal counts");
        strengths[2].ShouldBeInRange(strengths[1], 0.5, "its rebuttal takes some of that away");
        strengths[3].ShouldBeInRange(strengths[2], 0.5, "more so when it is supported");
        strengths.ShouldBeUnique();
        await Change<Statement>(answer, s => s.Content with { Prior = 0 });
        (await Get<Statement>(claim)).Derived.Strength.ShouldBeLessThan(strengths[3]);
        await Retract(answer);
        (await Get<Statement>(claim)).Derived.Strength.ShouldBe(strengths[1]);
    }

    /// <summary>Published values of two graphs, the second with cycles: Rago et al. (KR 2016) and Potyka.</summary>
    [Fact]
    public async Task Golden_graphs_have_their_published_strengths()
    {
        await ShouldBeGolden(
            "A1 0.5, A2 0.5, P1 0.7, P2 0.5, P3 0.9, C1 0.2, C2 0.2, C3 0.6, C4 0.5",
            "P1+A1, P2+A1, P3+A2, C1-A2, C2-P2, C3-P2, C4-P2",
            "A1 0.719852, A2 0.664430, P2 0.185874"
        );
        await ShouldBeGolden(
            "Buy 0.5, Sell 0.5, 1 0.8, 2 0.7, 3 0.3, 4 0.9, 5 0.9",
            "Buy-Sell, Sell-Buy, 2-1, 3-2, 4-3, 5-1, 1+Sell, 2+Buy, 4+2, 5+Buy",
            "Buy 0.821646, Sell 0.362170, 1 0.204744, 2 0.805085, 3 0.165746"
        );
    }

    /// <summary>In a cycle evidence counts unrounded, and here that decides about the last digit.</summary>
    [Theory]
    [InlineData(NodeKind.Evidence)]
    [InlineData(NodeKind.Statement)]
    public async Task What_is_left_of_a_cycle_is_as_strong_as_if_it_had_never_been_one(NodeKind withdrawn)
    {
        var source = (await Enter(new SourceContent { Title = "source", Reliability = Reliability.E })).Id;
        var (statement, alone) = (await Statement("a"), await Statement("b"));
        var evidence = await From(source, statement, confidence: 0.9276093113830356);
        await From(source, alone, confidence: 0.9276093113830356);
        var back = await From(statement, evidence, strength: 0);
        (await Strength(statement)).ShouldBe((await Strength(alone)) + 1e-9, 1e-10);

        await Retract(withdrawn == NodeKind.Evidence ? back : statement);
        (await Strength(statement)).ShouldBe(await Strength(alone));

        async Task<double> Strength(NodeId id) => (await Get<Statement>(id)).Derived.Strength;

        async Task<NodeId> From(NodeId basis, NodeId target, double? strength = null, double? confidence = null) =>
            (
                await Enter(
                    new EvidenceContent
                    {
                        Basis = basis,
                        Target = target,
                        Stance = Stance.Supports,
                        Strength = strength,
                        Confidence = confidence,
                    }
                )
            ).Id;
    }

    /// <summary>Removal and Shapley values of relations, from arXiv 2404.14304.</summary>
    [Fact]
    public async Task Contributions_are_those_of_the_published_graph()
    {
        var statements = await EnterGraph(
            "A1 0.5, A2 0.5, P1 0.7, P2 0.5, P3 0.9, C1 0.2, C2 0.2, C3 0.6, C4 0.5",
            "P1+A1, P2+A1, P3+A2, C1-A2, C2-P2, C3-P2, C4-P2"
        );
        await ShouldContribute(
            "A1",
            0.219852,
            ("P1", 0.203155, 0.184064),
            ("P2", 0.055423, 0.077129),
            ("C3", -0.038882, -0.019793),
            ("C4", -0.031364, -0.015836),
            ("C2", -0.011031, -0.005712)
        );
        await ShouldContribute("A2", 0.164430, ("P3", 0.183660, 0.203709), ("C1", -0.059327, -0.039279));

        async Task ShouldContribute(string name, double sum, params (string Basis, double Delta, double Share)[] expected)
        {
            var contributions = await StrengthContribution.OfAsync(Store, await Get(statements[name]));
            contributions.Sum(c => c.Share).ShouldBe(sum, 1e-6);
            contributions.Count.ShouldBe(expected.Length);
            foreach (var ((basis, delta, share), found) in expected.Zip(contributions))
            {
                (await Get<Evidence>(found.Evidence!.Value)).Content.Basis.ShouldBe(statements[basis]);
                (found.Delta, found.Error).ShouldBe((found.Delta, 0));
                found.Delta.ShouldBe(delta, 1e-6, basis);
                found.Share.ShouldBe(share, 1e-6, basis);
            }
        }
    }

    [Fact]
    public async Task Contributions_of_more_evidence_than_is_listed_add_up_all_the_same()
    {
        var (statement, copied) = (await Statement(), await Source("copied"));
        for (var i = 0; i < 90; i++)
            await Evidence(await Source($"{i}"), statement, i % 3 == 0 ? Stance.Rebuts : Stance.Supports);
        await Evidence(copied, statement);
        await Evidence((await Enter(new SourceContent { Title = "copy", DerivedFrom = copied })).Id, statement);
        var contributions = await StrengthContribution.OfAsync(Store, await Get(statement));
        contributions.Count.ShouldBe(StrengthContribution.Most + 1);
        contributions.Count(c => c.Evidence is null).ShouldBe(1);
        contributions.Sum(c => c.Share).ShouldBe((await Get<Statement>(statement)).Derived.Strength - 0.5, 1e-6);
        contributions.ShouldAllBe(c => c.Error < 0.05);
    }

    private async Task ShouldBeGolden(string priors, string relations, string expected)
    {
        var statements = await EnterGraph(priors, relations);
        foreach (var (name, strength) in Values(expected))
        {
            var derived = (await Get<Statement>(statements[name])).Derived;
            derived.Strength.ShouldBe(strength, 1e-6, name);
            derived.Converged.ShouldBeTrue();
        }
    }

    private async Task<Dictionary<string, NodeId>> EnterGraph(string priors, string relations)
    {
        var statements = new Dictionary<string, NodeId>();
        foreach (var (name, prior) in Values(priors))
            statements[name] = (await Enter(new StatementContent { Text = $"Statement {name}", Prior = prior })).Id;
        foreach (var relation in relations.Split(", "))
        {
            var sign = relation.IndexOfAny(['+', '-']);
            await Enter(
                new EvidenceContent
                {
                    Basis = statements[relation[..sign]],
                    Target = statements[relation[(sign + 1)..]],
                    Stance = relation[sign] == '+' ? Stance.Supports : Stance.Rebuts,
                    Strength = 1,
                }
            );
        }
        return statements;
    }

    private static IEnumerable<(string Name, double Value)> Values(string list) =>
        list.Split(", ").Select(v => v.Split(' ')).Select(v => (v[0], double.Parse(v[1], CultureInfo.InvariantCulture)));

    [Fact]
    public async Task A_statement_asks_for_attention_while_another_supersedes_it()
    {
        var (old, corrected) = (await Statement("old"), await Statement("corrected"));
        var relation = (
            await Enter(
                new RelationContent
                {
                    Statement = corrected,
                    RelationKind = RelationKind.Supersedes,
                    Other = old,
                    Since = new PartialDate(2025, 2),
                }
            )
        ).Id;
        (await Flags(old)).HasFlag(Attention.Superseded).ShouldBeTrue();
        (await Flags(corrected)).HasFlag(Attention.Superseded).ShouldBeFalse();
        await Retract(corrected);
        (await Flags(old)).HasFlag(Attention.Superseded).ShouldBeFalse();
        await Restore(corrected);
        (await Flags(old)).HasFlag(Attention.Superseded).ShouldBeTrue();
        await Change<Relation>(relation, r => r.Content with { RelationKind = RelationKind.Contradicts });
        (await Flags(old)).HasFlag(Attention.Superseded).ShouldBeFalse();
    }

    [Fact]
    public async Task Verdicts_that_disagree_with_each_other_or_the_evidence_ask_for_attention()
    {
        var (statement, reviewer) = (await Statement(), await Actor());
        async Task<NodeId> Review(Verdict verdict) =>
            (
                await Enter(
                    new ReviewContent
                    {
                        Statement = statement,
                        Reviewer = reviewer,
                        Verdict = verdict,
                    }
                )
            ).Id;
        await Review(Verdict.Mixed);
        await Review(Verdict.Supported);
        (await Flags(statement)).ShouldBe(Attention.Unsupported);
        var evidence = await Evidence(await Source(), statement, Stance.Rebuts);
        (await Flags(statement)).ShouldBe(Attention.Unsupported | Attention.StrengthAgainstVerdict);
        var against = await Review(Verdict.MostlyUnsupported);
        (await Flags(statement)).ShouldBe(Attention.Unsupported | Attention.VerdictsDisagree);
        await Retract(evidence);
        await Evidence(await Source("b"), statement);
        (await Flags(statement)).ShouldBe(Attention.SingleSource | Attention.StrengthAgainstVerdict | Attention.VerdictsDisagree);
        await Retract(against);
        (await Flags(statement)).ShouldBe(Attention.SingleSource);
    }

    private async Task<Attention> Flags(NodeId statement) => (await Get<Statement>(statement)).Derived.Attention;

    [Fact]
    public async Task Newest_review_gives_the_verdict()
    {
        var (statement, reviewer) = (await Statement(), await Actor());
        async Task<NodeId> Review(Verdict verdict, PartialDate? on) =>
            (
                await Enter(
                    new ReviewContent
                    {
                        Statement = statement,
                        Reviewer = reviewer,
                        Verdict = verdict,
                        ReviewedOn = on,
                    }
                )
            ).Id;
        async Task Verdict_(Verdict? verdict, int count)
        {
            var derived = (await Get<Statement>(statement)).Derived;
            (derived.Verdict, derived.ReviewCount).ShouldBe((verdict, count));
        }

        await Verdict_(null, 0);
        await Review(Verdict.Mixed, null);
        await Verdict_(Verdict.Mixed, 1);
        var newest = await Review(Verdict.Unsupported, new PartialDate(2025, 3));
        await Review(Verdict.Supported, new PartialDate(2025));
        await Verdict_(Verdict.Unsupported, 3);
        await Change<Review>(newest, r => r.Content with { Verdict = Verdict.MostlyUnsupported });
        await Verdict_(Verdict.MostlyUnsupported, 3);
        await Retract(newest);
        await Verdict_(Verdict.Supported, 2);
        await Restore(newest);
        await Verdict_(Verdict.MostlyUnsupported, 3);
    }

    [Theory]
    [InlineData("2024-05-01", null, true)] // entered later, so given later
    [InlineData("2024-05-01", "2024", true)] // can have been given in December
    [InlineData("2024-05-01", "2024-04", false)]
    [InlineData("2024-05", "2024-05-31", true)]
    [InlineData("2024", "2023", false)]
    [InlineData(null, "2024-05-01", false)]
    [InlineData(null, null, true)]
    public async Task Later_review_gives_the_verdict_by_its_date_or_else_its_entry(string? first, string? second, bool secondWins)
    {
        var (statement, reviewer) = (await Statement(), await Actor());
        foreach (var (on, verdict, entered) in new[] { (first, Verdict.Supported, 1), (second, Verdict.Unsupported, 2) })
            await Enter(
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = reviewer,
                    Verdict = verdict,
                    ReviewedOn = PartialDate.TryParse(on, out var date) ? date : null,
                },
                createdAt: new DateTimeOffset(2025, 1, entered, 0, 0, 0, TimeSpan.Zero)
            );
        (await Get<Statement>(statement)).Derived.Verdict.ShouldBe(secondWins ? Verdict.Unsupported : Verdict.Supported);
    }

    [Theory]
    [InlineData("2024-05-01", "2019-01-01", true)]
    [InlineData("2019-01-01", "2024-05-01", false)]
    [InlineData(null, "2024-05-01", true)]
    [InlineData("2024-05-01", null, false)]
    [InlineData(null, null, false)]
    [InlineData("2024", "2024-01-01", false)]
    public async Task Claimant_is_who_said_it_on_the_earliest_date_or_else_first(string? first, string? second, bool secondWins)
    {
        var (statement, one, two) = (await Statement(), await Actor("Uno"), await Actor("Due"));
        AppearanceContent Said(NodeId by, string? on) =>
            new()
            {
                Statement = statement,
                Actor = by,
                SaidOn = PartialDate.TryParse(on, out var date) ? date : null,
            };
        await Enter(Said(one, first));
        var later = (await Enter(Said(two, second))).Id;
        var derived = (await Get<Statement>(statement)).Derived;
        (derived.Claimant, derived.ClaimedOn?.ToString()).ShouldBe(secondWins ? (two, second) : (one, first));
        await Retract(later);
        (await Get<Statement>(statement)).Derived.Claimant.ShouldBe(one);
        await Restore(later);
        (await Get<Statement>(statement)).Derived.ShouldBe(derived);
    }

    [Fact]
    public async Task First_appearance_that_names_somebody_gives_the_claimant()
    {
        var (statement, italy, france) = (await Statement(), await Actor("Italia"), await Actor("Francia"));
        await Enter(new AppearanceContent { Statement = statement });
        (await Get<Statement>(statement)).Derived.Claimant.ShouldBeNull();
        var first = (await Enter(new AppearanceContent { Statement = statement, Actor = italy })).Id;
        await Enter(new AppearanceContent { Statement = statement, Actor = france });
        (await Get<Statement>(statement)).Derived.Claimant.ShouldBe(italy);
        await Retract(first);
        (await Get<Statement>(statement)).Derived.Claimant.ShouldBe(france);
        await Restore(first);
        (await Get<Statement>(statement)).Derived.Claimant.ShouldBe(italy);
        await Change<Appearance>(first, a => a.Content with { Actor = null, SaidOn = new PartialDate(2025) });
        (await Get<Statement>(statement)).Derived.Claimant.ShouldBe(france);
    }

    [Fact]
    public async Task Track_record_of_an_actor_follows_its_claims_and_their_verdicts()
    {
        var (statement, one, two) = (await Statement(), await Actor("Uno"), await Actor("Due"));
        var said = (await Enter(new AppearanceContent { Statement = statement, Actor = one })).Id;
        var review = new ReviewContent
        {
            Statement = statement,
            Reviewer = two,
            Verdict = Verdict.Unsupported,
        };
        var judged = (await Enter(review)).Id;
        (await Get<Actor>(one)).Derived.ShouldBe(new ActorDerived { ClaimCount = 1, UnsupportedClaimCount = 1 });
        await Change<Review>(judged, r => r.Content with { Verdict = Verdict.Mixed });
        (await Get<Actor>(one)).Derived.ShouldBe(new ActorDerived { ClaimCount = 1, MixedClaimCount = 1 });
        await Change<Appearance>(said, a => a.Content with { Actor = two });
        (await Get<Actor>(one)).Derived.ShouldBe(new ActorDerived());
        (await Get<Actor>(two)).Derived.ShouldBe(new ActorDerived { ClaimCount = 1, MixedClaimCount = 1 });
        await Retract(statement);
        (await Get<Actor>(two)).Derived.ShouldBe(new ActorDerived());
        await Restore(statement);
        await Retract(judged);
        (await Get<Actor>(two)).Derived.ShouldBe(new ActorDerived { ClaimCount = 1 });
    }

    [Fact]
    public async Task Evidence_counts_for_its_source_by_the_stance_that_it_has()
    {
        var (statement, source) = (await Statement(), await Source());
        var content = new EvidenceContent
        {
            Basis = source,
            Target = statement,
            Stance = Stance.Supports,
        };
        var evidence = (await Enter(content)).Id;
        await CountsAsync(supports: 1, rebuts: 0);
        await Change<Evidence>(evidence, e => e.Content with { Stance = Stance.Rebuts });
        await CountsAsync(supports: 0, rebuts: 1);
        await Retract(evidence);
        await CountsAsync(supports: 0, rebuts: 0);

        async Task CountsAsync(int supports, int rebuts)
        {
            var derived = (await Get<Source>(source)).Derived;
            (derived.SupportCount, derived.RebutCount, derived.EvidenceCount).ShouldBe((supports, rebuts, supports + rebuts));
        }
    }

    [Fact]
    public async Task Appearance_that_moves_to_another_source_is_counted_there()
    {
        var (statement, one, two) = (await Statement(), await Source("1"), await Source("2"));
        var appearance = (await Enter(new AppearanceContent { Statement = statement, Source = one })).Id;
        await Change<Appearance>(appearance, a => a.Content with { Source = two });
        (await Get<Source>(one)).Derived.AppearanceCount.ShouldBe(0);
        (await Get<Source>(two)).Derived.AppearanceCount.ShouldBe(1);
        (await Get<Statement>(statement)).Derived.AppearanceCount.ShouldBe(1);
    }

    [Fact]
    public async Task Derived_values_change_no_version_and_make_no_change_in_the_ledger()
    {
        var (statement, source) = (await Statement(), await Source());
        var evidence = await Evidence(source, statement);
        (await Get(statement)).Version.ShouldBe(1);
        (await Get(source)).Version.ShouldBe(1);
        (await Store.ChangesAsync(2, 10)).ShouldHaveSingleItem().Changes.ShouldHaveSingleItem().Node.ShouldBe(evidence);
    }

    [Fact]
    public async Task Hub_with_thousands_of_evidence_adds_up_in_any_order()
    {
        var (statement, twin) = (await Statement("hub"), await Statement("twin"));
        var sources = (
            await Commit([
                .. Enumerable.Range(0, 50).Select(i => New(new SourceContent { Title = $"{i}", Reliability = (Reliability)(1 + i % 6) })),
            ])
        )
            .Results.Select(r => r.Node.Id)
            .ToArray();
        EvidenceContent Piece(int i, NodeId target) =>
            new()
            {
                Basis = sources[i % 50],
                Target = target,
                Stance = (Stance)(1 + i % 3),
                Strength = i % 10 / 10.0,
                Confidence = i % 7 / 6.0,
                Anchor = new QuoteAnchor { Exact = $"{i}" },
            };
        foreach (var part in Enumerable.Range(0, 2_000).Chunk(250))
            await Commit([.. part.Select(i => New(Piece(i, statement)))]);
        await Commit([.. Enumerable.Range(0, 2_000).Reverse().Select(i => New(Piece(i, twin)))]);

        var derived = (await Get<Statement>(statement)).Derived;
        (derived.SupportCount, derived.RebutCount, derived.ContextCount, derived.IndependentSupportSourceCount).ShouldBe(
            (667, 667, 666, 50)
        );
        (await Get<Statement>(twin)).Derived.ShouldBe(derived);

        await Retract([.. await AllLinks(Fields.Evidence.Target, statement)]);
        (await Get<Statement>(statement)).Derived.ShouldBe(
            new StatementDerived { Attention = Attention.Unsupported | Attention.Unreviewed }
        );
    }

    private async Task<List<NodeId>> AllLinks(Field via, NodeId node)
    {
        var (all, order) = (new List<NodeId>(), OrderBy.Oldest(via.Kind));
        for (Cursor? after = null; ; )
        {
            var page = (await Store.LinksAsync(new LinkQuery(via, null, order, PageRequest.First(Limits.Page, after)), [node]))[0];
            all.AddRange(page.Nodes.Select(n => n.Id));
            if (!page.HasNext)
                return all;
            after = Cursor.Of(page.Nodes[^1], order);
        }
    }
}
