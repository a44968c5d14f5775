using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Copies of a source count once, whatever tells that they are copies, and somebody can say that they are none.</summary>
public abstract class OriginConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public async Task Twenty_outlets_that_copy_one_wire_count_as_one()
    {
        var (statement, wire) = (await Statement(), Story(1, 300));
        for (var i = 0; i < 20; i++)
        {
            var text = $"Outlet number {i}, our own report. {wire} Read more in outlet {i}.";
            await Evidence(await Page($"https://outlet{i}.example/news", text), statement);
        }
        var derived = (await Get<Statement>(statement)).Derived;
        (derived.SupportCount, derived.SupportSourceCount, derived.IndependentSupportSourceCount).ShouldBe((20, 20, 1));
        derived.Attention.HasFlag(Attention.SingleSource).ShouldBeTrue();
        derived.SupportWeight.ShouldBe((await Get<Evidence>((await List(NodeKind.Evidence))[0])).Derived.Weight);
    }

    [Fact]
    public async Task Three_origins_with_seventeen_copies_count_as_three()
    {
        var statement = await Statement();
        for (var i = 0; i < 20; i++)
            await Evidence(await Page($"https://outlet{i}.example/", Story(i % 3, 120)), statement, Stance.Rebuts);
        var derived = (await Get<Statement>(statement)).Derived;
        (derived.RebutSourceCount, derived.IndependentRebutSourceCount).ShouldBe((20, 3));
        (derived.SupportSourceCount, derived.ContextSourceCount).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_translation_is_not_taken_for_a_copy()
    {
        var statement = await Statement();
        await Evidence(await Page("https://one.example/", English), statement);
        await Evidence(await Page("https://two.example/", Italian), statement);
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_long_passage_makes_a_copy_and_a_quotation_does_not()
    {
        var (said, passage) = (Story(7, 100), Story(8, 100));
        var first = await Page("https://one.example/", $"{Story(1, 200)} {passage} {Story(2, 200)} “{said}” {Story(3, 90)}");
        var quotes = await Page("https://two.example/", $"{Story(4, 200)} “{said}” {Story(5, 200)}");
        var copies = await Page("https://three.example/", $"{Story(6, 200)} {passage} {Story(9, 200)}");
        (await OriginOf(copies)).ShouldBe(await OriginOf(first));
        (await OriginOf(quotes)).ShouldBe(quotes);
    }

    [Fact]
    public async Task Short_texts_that_are_alike_make_no_copies()
    {
        var one = await Page("https://one.example/", "Page not found. Please try again later.");
        var two = await Page("https://two.example/", "Page not found. Please try again later.");
        (await OriginOf(one), await OriginOf(two)).ShouldBe((one, two));
    }

    [Fact]
    public async Task An_archived_copy_goes_back_to_what_it_is_a_copy_of()
    {
        var archive = await Page("https://perma.cc/AB12-CD34");
        var page = (
            await Enter(new SourceContent { Url = "https://paper.example/story", ArchivedAt = "http://perma.cc/AB12-CD34?utm_source=x" })
        ).Id;
        var other = await Page("https://www.paper.example/story");
        (await OriginOf(archive)).ShouldBe(await OriginOf(page));
        (await OriginOf(other)).ShouldBe(await OriginOf(page));
        (await OriginOf(await Page("https://paper.example/other"))).ShouldNotBe(await OriginOf(page));
    }

    [Fact]
    public async Task Sources_of_one_publisher_count_once_and_weigh_each()
    {
        var (statement, paper) = (await Statement(), await Actor("Paper"));
        var one = (await Enter(new SourceContent { Url = "https://paper.example/1", Publisher = paper })).Id;
        var two = (await Enter(new SourceContent { Url = "https://paper.example/2", Publisher = paper })).Id;
        await Evidence(one, statement);
        var alone = (await Get<Statement>(statement)).Derived;
        await Evidence(two, statement);
        var both = (await Get<Statement>(statement)).Derived;
        (both.SupportSourceCount, both.IndependentSupportSourceCount).ShouldBe((2, 1));
        both.SupportWeight.ShouldBe(2 * alone.SupportWeight);

        // Another publisher's copy joins both of a publisher; without it they part.
        var (wire, agency) = (Story(1, 100), await Actor("Agency"));
        await Change<Source>(
            two,
            s =>
                s.Content with
                {
                    Publisher = agency,
                    Snapshot = new Snapshot { Text = wire },
                }
        );
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(2);
        var three = (
            await Enter(
                new SourceContent
                {
                    Url = "https://paper.example/3",
                    Publisher = paper,
                    Snapshot = new Snapshot { Text = wire },
                }
            )
        ).Id;
        var evidence = await Evidence(three, statement);
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(1);
        await Retract(evidence);
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(2);
    }

    [Fact]
    public async Task Somebody_can_say_that_a_source_is_no_copy()
    {
        var (statement, paper, text) = (await Statement(), await Actor("Paper"), Story(1, 100));
        var ids = new List<NodeId>();
        for (var i = 0; i < 3; i++)
        {
            var content = new SourceContent
            {
                Url = $"https://paper{i}.example/",
                Publisher = i == 0 ? null : paper,
                Snapshot = new Snapshot { Text = text },
            };
            ids.Add((await Enter(content)).Id);
            await Evidence(ids[i], statement);
        }
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(1);
        var before = await Get<Statement>(statement);

        // One name is enough for all of the same text; that of the same publisher must be named itself.
        await Change<Source>(ids[2], s => s.Content with { NotCopyOf = [ids[0]] });
        (await OriginOf(ids[2])).ShouldBe(ids[2]);
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(1);
        await Change<Source>(ids[2], s => s.Content with { NotCopyOf = [ids[1]] });
        (await OriginOf(ids[2])).ShouldBe(ids[2]);
        (await Get<Statement>(statement)).Derived.IndependentSupportSourceCount.ShouldBe(2);

        // What it is no copy of gets another text, by which it has nothing in common with it any more.
        await Change<Source>(ids[1], s => s.Content with { Snapshot = new Snapshot { Text = Story(2, 100) } });
        (await OriginOf(ids[2])).ShouldBe(await OriginOf(ids[0]));

        await Change<Source>(ids[1], s => s.Content with { Snapshot = new Snapshot { Text = text } });
        await Change<Source>(ids[2], s => s.Content with { NotCopyOf = [] });
        ShouldBeSame(await Get<Statement>(statement), before);
    }

    [Fact]
    public async Task Retracting_the_origin_takes_found_copies_with_it_and_restoring_gives_all_back()
    {
        var (statement, text) = (await Statement(), Story(1, 100));
        var wire = (
            await Enter(
                new SourceContent
                {
                    Url = "https://wire.example/",
                    PublishedOn = new PartialDate(2025, 2, 1),
                    Snapshot = new Snapshot { Text = text },
                }
            )
        ).Id;
        var copy = await Page("https://copy.example/", text);
        var report = (await Enter(new SourceContent { Title = "Report on the copy", DerivedFrom = copy })).Id;
        NodeId[] evidence = [await Evidence(copy, statement), await Evidence(report, statement, Stance.Rebuts)];
        var before = await Store.GetAsync([statement, copy, report, .. evidence]);

        await Retract(wire);
        (await Get<Source>(copy)).Derived.DerivesFromRetracted.ShouldBeTrue();
        (await Get<Source>(report)).Derived.DerivesFromRetracted.ShouldBeTrue();
        foreach (var id in evidence)
            (await Get<Evidence>(id)).Derived.BasisRetracted.ShouldBeTrue();
        var fallen = (await Get<Statement>(statement)).Derived;
        (fallen.RetractedBasisCount, fallen.SupportSourceCount, fallen.IndependentRebutSourceCount, fallen.Strength).ShouldBe(
            (2, 0, 0, 0.5)
        );
        fallen.Attention.HasFlag(Attention.RetractedBasis).ShouldBeTrue();

        await Restore(wire);
        var after = await Store.GetAsync([statement, copy, report, .. evidence]);
        foreach (var (was, now) in before.Zip(after))
            ShouldBeSame(now, was);

        // A copy that is withdrawn says nothing against what it copies.
        await Retract(copy);
        (await Get<Source>(wire)).Derived.DerivesFromRetracted.ShouldBeFalse();
    }

    [Fact]
    public async Task New_evidence_on_a_copy_is_told_of()
    {
        var (statement, text) = (await Statement(), Story(1, 100));
        var (one, two) = (await Page("https://one.example/", text), await Page("https://two.example/", text));
        (
            await WarningsOf(
                new EvidenceContent
                {
                    Basis = one,
                    Target = statement,
                    Stance = Stance.Supports,
                }
            )
        ).ShouldBeEmpty();
        var warning = (
            await WarningsOf(
                new EvidenceContent
                {
                    Basis = two,
                    Target = statement,
                    Stance = Stance.Supports,
                }
            )
        ).ShouldHaveSingleItem();
        (warning.Code, string.Join('.', warning.Path)).ShouldBe((ProblemCode.AlreadyExists, "basis"));
        warning.Message.ShouldContain($"{one}");

        // Another quote from the same source, another stance, and a record that is carried over from elsewhere are none.
        var quote = new QuoteAnchor { Exact = text.Split(' ')[3] };
        (
            await WarningsOf(
                new EvidenceContent
                {
                    Basis = two,
                    Target = statement,
                    Stance = Stance.Rebuts,
                }
            )
        ).ShouldBeEmpty();
        (
            await WarningsOf(
                new EvidenceContent
                {
                    Basis = two,
                    Target = statement,
                    Stance = Stance.Rebuts,
                    Anchor = quote,
                }
            )
        ).ShouldBeEmpty();
        var three = await Page("https://three.example/", text);
        var carried = New(
            new EvidenceContent
            {
                Basis = three,
                Target = statement,
                Stance = Stance.Supports,
            },
            createdAt: Clock.GetUtcNow()
        );
        (await Commit(carried)).Results[0].Warnings.ShouldBeEmpty();
    }

    [Fact]
    public Task Origins_and_counts_are_what_comparing_all_with_all_gives() =>
        ForAll(
            Dice.OfSize(10, 60),
            async (store, clock, dice) =>
            {
                var ids = new IdSource(clock, new Random(1));
                var statements = await EnterAsync(store, [.. Some(ids, 2, i => new StatementContent { Text = $"s {i}" })]);
                var actors = await EnterAsync(store, [.. Some(ids, 2, i => new ActorContent { Name = $"a {i}" })]);
                var known = new List<NodeId>();
                for (var done = 0; done < dice.Size; done++)
                {
                    await StepAsync(store, dice, ids, known, statements, actors);
                    var nodes = (await store.GetAsync([.. known, .. statements])).Select(n => n.ShouldNotBeNull()).ToArray();
                    var expected = new NaiveDerived(nodes, await store.ChangesAsync(0, int.MaxValue));
                    foreach (var node in nodes)
                        Deep.Difference(node, expected.Of(node)).ShouldBeNull($"{node.Kind} {node.Id} after {done} steps");
                }
            },
            iter: 30
        );

    [Fact]
    public Task The_order_of_entry_does_not_matter() =>
        ForAll(
            Dice.OfSize(3, 12),
            async (store, clock, dice) =>
            {
                Create[] creates = [.. Some(new IdSource(clock, new Random(1)), 2, i => new ActorContent { Name = $"a {i}" })];
                var actors = await EnterAsync(store, creates);
                var contents = Enumerable.Range(0, dice.Size).Select(i => Drawn(dice, i, [], actors)).ToArray();
                var there = await CountsAsync(store, contents);
                var back = await OnAnother(async other =>
                {
                    await EnterAsync(other, creates);
                    return await CountsAsync(other, [.. contents.OrderBy(_ => dice.Below(1000))]);
                });
                back[^1].ShouldBe(there[^1]);
            },
            iter: 20
        );

    [Fact]
    public Task Adding_a_copy_never_raises_the_count_of_independent_sources() =>
        ForAll(
            Dice.OfSize(3, 12),
            async (store, clock, dice) =>
            {
                var actors = await EnterAsync(
                    store,
                    [.. Some(new IdSource(clock, new Random(1)), 2, i => new ActorContent { Name = $"a {i}" })]
                );
                var contents = Enumerable.Range(0, dice.Size).Select(i => Drawn(dice, i, [], actors)).ToList();
                var copied = dice.Pick([.. contents.Where(c => c.Snapshot is not null).DefaultIfEmpty(contents[0])]);
                contents.Add(Drawn(dice, contents.Count, [], actors) with { Snapshot = copied.Snapshot, ArchivedAt = copied.Url });
                var counts = await CountsAsync(store, [.. contents]);
                counts[^1].ShouldBeLessThanOrEqualTo(counts[^2]);
            },
            iter: 20
        );

    private const string English =
        "The summit in Paris ended on Tuesday with a declaration that sixty countries signed. The United States and the United Kingdom did "
        + "not sign it. A spokesman for the government said that the text did not go far enough on national security and on governance.";

    private const string Italian =
        "Il vertice di Parigi si è chiuso martedì con una dichiarazione firmata da sessanta paesi. Gli Stati Uniti e il Regno Unito non "
        + "l'hanno firmata. Un portavoce del governo ha detto che il testo non andava abbastanza lontano sulla sicurezza nazionale.";

    /// <summary>A text of so many words, the same for the same number and another for each other.</summary>
    private static string Story(int number, int words)
    {
        var random = new Random(number + 1);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{random.Next(5_000)}"));
    }

    private async Task<NodeId> Page(string url, string? text = null) =>
        (await Enter(new SourceContent { Url = url, Snapshot = text is null ? null : new Snapshot { Text = text } })).Id;

    private async Task<NodeId> OriginOf(NodeId source) => (await Get<Source>(source)).Derived.Origin;

    private async Task<IReadOnlyList<Problem>> WarningsOf(Content content) => (await Commit(New(content))).Results[0].Warnings;

    private static IEnumerable<Create> Some(IdSource ids, int count, Func<int, Content> content) =>
        Enumerable.Range(0, count).Select(content).Select(c => new Create(ids.Next(c.Kind), c));

    private static async Task<NodeId[]> EnterAsync(IClaimStore store, params Create[] creates) =>
        [.. (await store.CommitAsync(Set([.. creates]))).Results.Select(r => r.Node.Id)];

    /// <summary>A source that has much in common with others: few texts, addresses, dates and publishers.</summary>
    private static SourceContent Drawn(Dice dice, int number, NodeId[] known, NodeId[] actors) =>
        new()
        {
            Url = dice.Chance(80) ? $"https://{(dice.Chance(50) ? "www." : "")}p{number}.example/" : null,
            Title = $"t {number}",
            ArchivedAt = dice.Chance(30) ? $"https://p{dice.Below(12)}.example/" : null,
            PublishedOn = dice.Chance(30) ? new PartialDate(2025, dice.Between(1, 2)) : null,
            SourceKind = dice.Chance(20) ? SourceKind.Copy : SourceKind.News,
            Publisher = dice.Chance(40) ? dice.Pick(actors) : null,
            DerivedFrom = known.Length > 0 && dice.Chance(15) ? dice.Pick(known) : null,
            NotCopyOf = known.Length > 0 && dice.Chance(15) ? dice.Some(known, 2) : [],
            Snapshot = dice.Chance(50) ? new Snapshot { Text = Mixed(dice) } : null,
        };

    // Two halves, so that a text can have something in common with two others that have nothing in common.
    private static string Mixed(Dice dice) => $"{Story(dice.Below(5), 110)} {Story(dice.Below(5), 110)}";

    /// <summary>How many independent sources a statement has after each of some sources was entered and cited.</summary>
    private static async Task<int[]> CountsAsync(IClaimStore store, SourceContent[] contents)
    {
        var ids = new IdSource(new ManualClock(), new Random(2));
        var statement = (await EnterAsync(store, [.. Some(ids, 1, _ => new StatementContent { Text = "s" })]))[0];
        var counts = new List<int>();
        foreach (var content in contents)
        {
            var source = (await EnterAsync(store, new Create(ids.Next(NodeKind.Source), content)))[0];
            var evidence = new EvidenceContent
            {
                Basis = source,
                Target = statement,
                Stance = Stance.Supports,
            };
            await EnterAsync(store, new Create(ids.Next(NodeKind.Evidence), evidence));
            counts.Add(((Statement)(await store.GetAsync([statement]))[0]!).Derived.IndependentSupportSourceCount);
        }
        return [.. counts];
    }

    private static async Task StepAsync(
        IClaimStore store,
        Dice dice,
        IdSource ids,
        List<NodeId> known,
        NodeId[] statements,
        NodeId[] actors
    )
    {
        var sources = known.Where(id => id.Kind == NodeKind.Source).ToArray();
        var operations = new List<Operation>();
        for (var i = dice.Between(1, 3); i > 0; i--)
            operations.Add(Next(dice, ids, sources, known, statements, actors));
        try
        {
            var made = await store.CommitAsync(Set([.. operations.DistinctBy(o => o.Id)]) with { Reason = "so" });
            known.AddRange(made.Results.Select(r => r.Node.Id).Where(id => !known.Contains(id)).Distinct().ToArray());
        }
        catch (RefusedException refused)
        {
            refused.Problems.ShouldAllBe(
                p => p.Code == ProblemCode.Cycle || p.Code == ProblemCode.AlreadyExists || p.Code == ProblemCode.Retracted,
                refused.Message
            );
        }
    }

    private static Operation Next(Dice dice, IdSource ids, NodeId[] sources, List<NodeId> known, NodeId[] statements, NodeId[] actors)
    {
        var kind = sources.Length < 2 ? 0 : dice.Below(10);
        if (kind < 4)
            return new Create(ids.Next(NodeKind.Source), Drawn(dice, dice.Below(1_000), sources, actors));
        if (kind < 7)
            return new Create(
                ids.Next(NodeKind.Evidence),
                new EvidenceContent
                {
                    Basis = dice.Pick(sources),
                    Target = dice.Pick(statements),
                    Stance = dice.AnyOf<Stance>(),
                }
            );
        if (kind == 7)
            return new SetStatus(dice.Pick(known), dice.Chance(50) ? RecordStatus.Retracted : RecordStatus.Active);
        return new Amend(dice.Pick(sources), content => Changed(dice, (SourceContent)content, sources, actors));
    }

    private static SourceContent Changed(Dice dice, SourceContent content, NodeId[] sources, NodeId[] actors)
    {
        var other = Drawn(dice, 0, sources, actors);
        return dice.Below(6) switch
        {
            0 => content with { Snapshot = other.Snapshot },
            1 => content with { ArchivedAt = other.ArchivedAt },
            2 => content with { DerivedFrom = other.DerivedFrom },
            3 => content with { NotCopyOf = dice.Some(sources, 3) },
            4 => content with { Publisher = other.Publisher },
            _ => content with { PublishedOn = other.PublishedOn },
        };
    }
}
