using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Distributions, time series and rankings are those that looking at all nodes gives.</summary>
public abstract class CountConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Distributions_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 100; i++)
                {
                    var (field, first) = (
                        i % 8 == 0 ? Fields.Statement.Verdict
                        : i % 8 == 1 ? Fields.Evidence.Stance
                        : i % 8 == 2 ? Fields.Statement.Attention
                        : i % 8 == 3 ? Fields.Proposal.State
                        : i % 8 == 4 ? Fields.Statement.StatementKind
                        : i % 8 == 5 ? Fields.Statement.Language
                        : query.Group(),
                        dice.Pick([1, 2, 100])
                    );
                    var filter = query.Filter(field.Kind);
                    (await store.DistributionAsync(field, filter, first)).ShouldBe(
                        naive.Distribution(field, filter, first),
                        $"{field} of {filter}"
                    );
                }
            },
            iter: 20
        );

    [Fact]
    public async Task Languages_are_counted_however_long_their_tags_are()
    {
        foreach (var (text, language) in new[] { ("A", "en"), ("B", "en"), ("C", "sr-Latn-RS") })
            await Enter(new StatementContent { Text = text, Language = language });
        var oxford = (await Enter(new StatementContent { Text = "D", Language = "en-GB-oxendict" })).Id;
        (await LanguagesAsync()).ShouldBe(["en 2", "en-GB-oxendict 1", "sr-Latn-RS 1"]);
        await Retract(oxford);
        (await LanguagesAsync()).ShouldBe(["en 2", "sr-Latn-RS 1"]);

        async Task<IEnumerable<string>> LanguagesAsync()
        {
            var active = Filter.ForList(NodeKind.Statement, null);
            return (await Store.DistributionAsync(Fields.Statement.Language, active, 10)).Select(c => $"{c.Value} {c.Count}");
        }
    }

    [Fact]
    public Task Groups_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 60; i++)
                {
                    var groups = query.Groups();
                    var (actual, expected) = (await store.GroupsAsync(groups), naive.Groups(groups));
                    var asked = $"{string.Join(", ", groups.By.Append(groups.Distinct).Select(Told))} of {groups.Filter}";
                    actual.Select(Plain).ShouldBe(expected.Select(Plain), asked);
                    foreach (var (group, other) in actual.Zip(expected))
                        (group.Average ?? 0).ShouldBe(other.Average ?? 0, 1e-9, asked);
                }
            },
            iter: 20
        );

    private static string Told(GroupKey? key) => $"{string.Concat(key?.Path ?? [])}{key?.Field}";

    private static string Plain(Group group) =>
        $"{string.Join(" | ", group.Values.Select(v => v ?? "null"))}: {group.Count}, {group.Distinct}";

    [Fact]
    public async Task Verdicts_are_grouped_by_reviewer_in_one_query()
    {
        var (first, second) = (await Actor("First"), await Actor("Second"));
        NodeId[] statements = [await Statement("A"), await Statement("B"), await Statement("C")];
        foreach (var statement in statements)
            await Review(first, statement, Verdict.Supported);
        await Review(second, statements[0], Verdict.Mixed);
        await Review(second, statements[0], Verdict.Mixed, "https://example.org/again");
        await Retract(await Review(second, statements[1], Verdict.Supported));
        var groups = await Store.GroupsAsync(
            new GroupQuery(
                NodeKind.Review,
                [new GroupKey([], Fields.Review.Reviewer), new GroupKey([], Fields.Review.Verdict)],
                Filter.ForList(NodeKind.Review, null),
                10
            )
            {
                Distinct = new GroupKey([], Fields.Review.Statement),
            }
        );
        groups
            .Select(g => (g.Values[0], g.Values[1], g.Count, g.Distinct))
            .ShouldBe([(first, Verdict.Supported, 3, 3), (second, Verdict.Mixed, 2, 1)]);
    }

    private async Task<NodeId> Review(NodeId reviewer, NodeId statement, Verdict verdict, string? url = null) =>
        (
            await Enter(
                new ReviewContent
                {
                    Statement = statement,
                    Reviewer = reviewer,
                    Verdict = verdict,
                    Url = url,
                }
            )
        ).Id;

    [Fact]
    public async Task Weeks_begin_on_Monday_and_quarters_in_January()
    {
        string[] dates =
        [
            "2024-12-29",
            "2024-12-30",
            "2025",
            "2025-01-05",
            "2025-01-06",
            "2025-03-31",
            "2025-04",
            "0001-01-01",
            "9999-12-31",
        ];
        foreach (var date in dates)
            await Enter(new SourceContent { Title = date, PublishedOn = PartialDate.TryParse(date, out var on) ? on : null });
        (await Series(Interval.Week)).ShouldBe([
            "0001-01-01 1",
            "2024-12-23 1",
            "2024-12-30 3",
            "2025-01-06 1",
            "2025-03-31 2",
            "9999-12-27 1",
        ]);
        (await Series(Interval.Quarter)).ShouldBe(["0001-01 1", "2024-10 2", "2025-01 4", "2025-04 1", "9999-10 1"]);
        (await Series(Interval.Year)).ShouldBe(["0001 1", "2024 2", "2025 5", "9999 1"]);

        async Task<IEnumerable<string>> Series(Interval interval) =>
            interval.Of(await Store.TimeSeriesAsync(Fields.Source.PublishedOn, interval.Unit(), null)).Select(c => $"{c.Start} {c.Count}");
    }

    [Fact]
    public Task Time_series_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 60; i++)
                {
                    var (field, interval) = (query.Time(), dice.AnyOf<DatePrecision>());
                    var filter = query.Filter(field.Kind);
                    (await store.TimeSeriesAsync(field, interval, filter)).ShouldBe(
                        naive.TimeSeries(field, interval, filter),
                        $"{field} by {interval} of {filter}"
                    );
                }
            },
            iter: 20
        );

    [Fact]
    public Task Rankings_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 100; i++)
                {
                    var via =
                        i % 4 == 0 ? Fields.Evidence.Basis
                        : i % 4 == 1 ? Fields.Evidence.Target
                        : query.Via();
                    var (named, first) = (query.Kind(), dice.Pick([0, 1, 3, 100]));
                    if (i % 4 < 2)
                        named = dice.Pick([NodeKind.Source, NodeKind.Statement]);
                    var filter = query.Filter(via.Kind);
                    (await store.RankAsync(via, named, filter, first)).ShouldBe(
                        naive.Rank(via, named, filter, first),
                        $"{via} naming {named} of {filter}"
                    );
                }
            },
            iter: 20
        );

    [Fact]
    public Task Counts_since_a_moment_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(20, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 100; i++)
                {
                    var kind = query.Kind();
                    var filter = query.Since(kind);
                    (await store.CountAsync(kind, filter)).ShouldBe(naive.Passing(kind, filter).Count(), $"{filter}");
                }
            },
            iter: 10
        );

    [Fact]
    public Task Counts_of_some_values_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(20, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 100; i++)
                {
                    var field = dice.Pick([
                        Fields.Statement.Verdict,
                        Fields.Statement.Attention,
                        Fields.Statement.StatementKind,
                        Fields.Statement.Language,
                        Fields.Evidence.Stance,
                        Fields.Proposal.State,
                    ]);
                    object[] all = field.EnumType is { } type ? [.. Enum.GetValues(type)] : ["en", "fr", "xx"];
                    all = [.. all.Where(v => v is not Attention.None)]; // no value that a list can have
                    var values = Filter.Where(field, Comparison.In, [.. all.Where(_ => dice.Pick([true, false, false]))]);
                    var filter = Filter.AllOf(values, dice.Pick([query.Since(field.Kind), Filter.ForList(field.Kind, null)]));
                    (await store.CountAsync(field.Kind, filter)).ShouldBe(naive.Passing(field.Kind, filter).Count(), $"{filter}");
                }
            },
            iter: 10
        );

    /// <summary>More evidence than a store would count one by one for every question.</summary>
    [Fact]
    public async Task Rankings_of_thousands_are_those_in_memory()
    {
        var dice = new Dice(7, 0);
        var sources = Enumerable.Range(0, 60).Select(i => New(new SourceContent { Title = $"Source {i}" })).ToArray();
        var statements = Enumerable.Range(0, 60).Select(i => New(new StatementContent { Text = $"Statement {i}" })).ToArray();
        var evidence = Enumerable
            .Range(0, 3_000)
            .Select(i =>
                New(
                    new EvidenceContent
                    {
                        Basis = dice.Pick(sources).Id,
                        Target = dice.Pick(statements).Id,
                        Stance = dice.AnyOf<Stance>(),
                        Anchor = new QuoteAnchor { Exact = $"{i}" },
                    },
                    createdAt: new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(dice.Below(10_000))
                )
            )
            .ToArray();
        await Commit([.. sources, .. statements, .. evidence]);
        await Retract([
            .. evidence.Take(100).Select(e => e.Id),
            .. sources.Take(45).Select(s => s.Id),
            .. statements.Take(45).Select(s => s.Id),
        ]);
        Operation[] all = [.. sources, .. statements, .. evidence];
        Node[] nodes = [.. (await Store.GetAsync([.. all.Select(e => e.Id)])).OfType<Node>()];
        var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
        for (var i = 0; i < 200; i++)
        {
            var (via, named) = dice.Chance(50) ? (Fields.Evidence.Basis, NodeKind.Source) : (Fields.Evidence.Target, NodeKind.Statement);
            var (filter, first) = (query.Since(NodeKind.Evidence), dice.Pick([1, 10, 59, 60, 100]));
            (await Store.RankAsync(via, named, filter, first)).ShouldBe(naive.Rank(via, named, filter, first), $"{via} of {filter}");
        }
    }

    /// <summary>What lies just before, at and after a moment, and at both ends of its month, in either half of it and in the last month
    /// that there is.</summary>
    [Fact]
    public async Task Rankings_since_a_moment_are_right_to_the_millisecond()
    {
        DateTimeOffset[] moments =
        [
            new(2024, 2, 3, 4, 5, 6, 7, TimeSpan.Zero),
            new(2024, 2, 15, 12, 0, 0, TimeSpan.Zero),
            new(2024, 2, 27, 23, 59, 59, 999, TimeSpan.Zero),
            new(2024, 2, 1, 0, 0, 0, TimeSpan.Zero),
            new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero),
            new(9999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
        ];
        var (source, statement, millisecond) = (
            New(new SourceContent { Title = "Source" }),
            New(new StatementContent { Text = "Statement" }),
            TimeSpan.FromMilliseconds(1)
        );
        DateTimeOffset[] times =
        [
            new(2024, 1, 31, 23, 59, 59, 999, TimeSpan.Zero),
            new(2024, 2, 29, 23, 59, 59, 999, TimeSpan.Zero),
            new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero),
            .. moments.SelectMany(m => m.Year == 9999 ? [m - millisecond, m] : (DateTimeOffset[])[m - millisecond, m, m + millisecond]),
        ];
        var evidence = times
            .Select(t =>
                New(
                    new EvidenceContent
                    {
                        Basis = source.Id,
                        Target = statement.Id,
                        Stance = Stance.Rebuts,
                    },
                    createdAt: t
                )
            )
            .ToArray();
        await Commit([source, statement, .. evidence]);
        var naive = new Naive([.. (await Store.GetAsync([.. evidence.Select(e => e.Id)])).OfType<Node>()]);
        foreach (var moment in moments)
        foreach (var (via, named) in new[] { (Fields.Evidence.Basis, NodeKind.Source), (Fields.Evidence.Target, NodeKind.Statement) })
        {
            var since = Filter.Where(Fields.CreatedAt(NodeKind.Evidence), Comparison.GreaterOrEqual, moment);
            var filter = Filter.ForList(NodeKind.Evidence, Filter.AllOf(since, Filter.Is(Fields.Evidence.Stance, Stance.Rebuts)));
            (await Store.RankAsync(via, named, filter, 10)).ShouldBe(naive.Rank(via, named, filter, 10), $"{via} of {filter}");
            filter = Filter.ForList(NodeKind.Evidence, Filter.AllOf(since, Standing));
            (await Store.RankAsync(via, named, filter, 10)).ShouldBe(naive.Rank(via, named, filter, 10), $"{via} of {filter}");
        }
    }

    private static readonly Filter Standing = Filter.Is(Fields.Evidence.BasisRetracted, false);

    /// <summary>Support that rests on what is withdrawn is none, in the commit that withdraws it; restored, it is support again.</summary>
    [Theory]
    [InlineData("source")]
    [InlineData("statement")]
    [InlineData("original")]
    public async Task Evidence_on_a_withdrawn_basis_has_no_part_in_orders_filters_groups_and_ranks(string basis)
    {
        var (original, other) = (await Source("original"), await Source("other"));
        var copy = (await Enter(new SourceContent { Title = "copy", DerivedFrom = original })).Id;
        var argument = await Statement("An argument");
        var (first, second) = (await Statement("First"), await Statement("Second"));
        var weak = basis switch
        {
            "source" => original,
            "statement" => argument,
            _ => copy,
        };
        foreach (var stance in new[] { Stance.Supports, Stance.Rebuts })
        {
            await Evidence(weak, first, stance, quote: "a");
            await Evidence(weak, first, stance, quote: "b");
            await Evidence(other, second, stance, quote: "c");
        }
        var withdrawn = basis == "original" ? original : weak;
        for (var round = 0; round < 2; round++)
        {
            await ShouldCount([first, second], supports: 3, weak.Kind == NodeKind.Source ? [weak, other] : [other]);
            await Retract(withdrawn);
            await ShouldCount([second], supports: 1, [other]);
            await Commit(new SetStatus(withdrawn, RecordStatus.Active));
        }
    }

    /// <param name="supported">The statements with support, those with the most first.</param>
    /// <param name="supports">How much support there is.</param>
    /// <param name="used">The sources in use, the most used first.</param>
    private async Task ShouldCount(NodeId[] supported, long supports, NodeId[] used)
    {
        foreach (
            var (count, stance) in new[]
            {
                (Fields.Statement.Argued.SupportCount, Stance.Supports),
                (Fields.Statement.Argued.RebutCount, Stance.Rebuts),
            }
        )
        {
            var argued = Filter.ForList(NodeKind.Statement, Filter.Where(count, Comparison.Greater, 0L));
            (await List(NodeKind.Statement, argued, new OrderBy(count, Descending: true))).ShouldBe(supported);
            (await Store.CountAsync(NodeKind.Statement, argued)).ShouldBe(supported.Length);
            foreach (
                var since in new Filter?[]
                {
                    null,
                    Filter.Where(Fields.CreatedAt(NodeKind.Evidence), Comparison.GreaterOrEqual, Clock.GetUtcNow().AddDays(-40)),
                }
            )
            {
                Filter Asked(params Filter[] own) =>
                    Filter.ForList(NodeKind.Evidence, Filter.AllOf([Standing, .. own, .. since is null ? (Filter[])[] : [since]]));
                var ofStance = Asked(Filter.Is(Fields.Evidence.Stance, stance));
                (await Store.RankAsync(Fields.Evidence.Target, NodeKind.Statement, ofStance, 9)).Select(r => r.Id).ShouldBe(supported);
                (await Store.RankAsync(Fields.Evidence.Basis, NodeKind.Source, Asked(), 9)).Select(r => r.Id).ShouldBe(used);
                (await Store.DistributionAsync(Fields.Evidence.Stance, Asked(), 9))
                    .Single(c => c.Value is Stance s && s == stance)
                    .Count.ShouldBe(supports);
                (await Store.CountAsync(NodeKind.Evidence, ofStance)).ShouldBe(supports);
            }
        }
    }
}
