using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Lists, links and counts pass the nodes that <see cref="Filter.Matches(Node, LinkedNodes)"/> passes.</summary>
public abstract class FilterConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Lists_and_counts_pass_what_the_filter_passes_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 150; i++)
                {
                    var kind = query.Kind();
                    var filter = query.Filter(kind);
                    var expected = naive.Passing(kind, filter).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).ToArray();
                    var page = await Listing(store, kind, filter);
                    page.Nodes.Select(n => n.Id).ShouldBe(expected.Select(n => n.Id), $"{filter}");
                    page.Nodes.Zip(expected).ShouldAllBe(pair => Deep.Equal(pair.First, pair.Second));
                    (await store.CountAsync(kind, filter)).ShouldBe(expected.Length, $"count of {filter}");
                }
            },
            iter: 20
        );

    [Fact]
    public Task Lists_pass_by_what_their_nodes_are_linked_with() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 80; i++)
                {
                    var kind = query.Kind();
                    var filter = query.Linked(kind);
                    var expected = naive.Passing(kind, filter).Select(n => n.Id).Order();
                    var page = await Listing(store, kind, filter);
                    page.Nodes.Select(n => n.Id).Order().ShouldBe(expected, $"{filter}");
                }
            },
            iter: 20
        );

    [Fact]
    public async Task Asking_whether_a_value_is_there_leaves_the_value_as_it_is()
    {
        var original = await Source("Original");
        var copy = (await Enter(new SourceContent { Title = "Copy", DerivedFrom = original })).Id;
        var newest = await Enter(new SourceContent { Title = "Newest" });
        await ReopenAsync(); // so that the node is read and not remembered
        var filter = new Or([
            Filter.Where(Fields.Source.CanonicalUrl, Comparison.StartsWith, "https://example.org"),
            Filter.AllOf(
                Filter.Where(Fields.Source.Language, Comparison.Contains, "u"),
                Filter.Where(Fields.Find(NodeKind.Source, "updatedAt")!, Comparison.Exists, true)
            ),
            Filter.Where(Fields.Source.DerivedFrom, Comparison.Exists, true),
        ]);
        var order = OrderBy.Newest(NodeKind.Source);
        var page = await Listing(Store, NodeKind.Source, filter, order, PageRequest.First(9, Cursor.Of(newest, order)));
        page.Nodes.Cast<Source>().Select(s => (s.Id, s.Content.DerivedFrom)).ShouldBe([(copy, original), (original, null)]);
    }

    [Fact]
    public Task Pages_hold_what_they_hold_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 150; i++)
                {
                    var list = query.List();
                    ShouldBeSamePage(await store.ListAsync(list), naive.List(list), list);
                }
            },
            iter: 20
        );

    [Fact]
    public Task Links_and_their_counts_are_those_in_memory() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 100; i++)
                {
                    var link = query.Link();
                    var asked = query.Nodes(link.Via);
                    var pages = await store.LinksAsync(link, asked);
                    pages.Count.ShouldBe(asked.Length);
                    foreach (var (page, node) in pages.Zip(asked))
                        ShouldBeSamePage(page, naive.Links(link, node), link);
                    (await store.CountLinksAsync(link.Via, link.Filter, asked)).ShouldBe(
                        asked.Select(node => naive.CountLinks(link.Via, link.Filter, node)),
                        $"{link}"
                    );
                }
            },
            iter: 20
        );

    [Fact]
    public async Task Filter_with_thousands_of_alternatives_is_answered()
    {
        var (italy, france) = (await Actor("Italia"), await Actor("Francia"));
        var names = Enumerable.Range(0, 3_000).Select(i => $"Actor {i}").Append("Italia").ToArray();
        (await List(NodeKind.Actor, new Or([.. names.Select(n => Filter.Is(Fields.Actor.Name, n))]))).ShouldBe([italy]);
        (await List(NodeKind.Actor, new And([.. names.Select(n => new Not(Filter.Is(Fields.Actor.Name, n)))]))).ShouldBe([france]);
        (await List(NodeKind.Actor, Filter.Where(Fields.Actor.Name, Comparison.In, [.. names]))).ShouldBe([italy]);
    }

    [Fact]
    public async Task Filter_nested_deeply_is_answered()
    {
        var italy = await Actor("Italia");
        var filter = Enumerable
            .Range(0, 100)
            .Aggregate(Filter.Is(Fields.Actor.Name, "Italia"), (inner, i) => i % 2 == 0 ? new Not(inner) : new And([new Or([inner])]));
        (await List(NodeKind.Actor, filter)).ShouldBe([italy]);
    }

    [Fact]
    public async Task A_range_of_dates_takes_whole_years_and_months()
    {
        string[] dates = ["2024", "2024-01-01", "2024-02", "2024-02-01", "2024-02-29", "2024-12-31", "2025"];
        var dated = new Dictionary<NodeId, string>();
        foreach (var date in dates)
            dated[(await Enter(new SourceContent { Title = date, PublishedOn = Date(date) })).Id] = date;

        foreach (var bound in dates.Append("2023").Append("2024-03").Select(Date))
        foreach (
            var (comparison, holds) in new (Comparison, Func<PartialDate, bool>)[]
            {
                (Comparison.Less, d => d.FirstDay < bound.FirstDay),
                (Comparison.LessOrEqual, d => d.FirstDay <= bound.LastDay),
                (Comparison.Greater, d => d.FirstDay > bound.LastDay),
                (Comparison.GreaterOrEqual, d => d.FirstDay >= bound.FirstDay),
                (Comparison.Equal, d => d == bound),
                (Comparison.In, d => d == bound),
            }
        )
            (await Dates(comparison, $"{bound}")).ShouldBe(dates.Where(d => holds(Date(d))), $"{comparison} {bound}");
        (await Dates(Comparison.LessOrEqual, "2024")).ShouldBe(dates[..6]);

        async Task<string[]> Dates(Comparison comparison, string date) =>
            [
                .. (await List(NodeKind.Source, Filter.Where(Fields.Source.PublishedOn, comparison, Date(date))))
                    .Select(id => dated[id])
                    .Order(StringComparer.Ordinal),
            ];

        static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new FormatException(text);
    }

    [Fact]
    public async Task Moment_between_two_milliseconds_is_after_the_one_and_before_the_other()
    {
        var time = new DateTimeOffset(2025, 2, 11, 9, 0, 0, 1, TimeSpan.Zero);
        var field = Fields.CreatedAt(NodeKind.Actor);
        NodeId[] ids =
        [
            (await Enter(new ActorContent { Name = "a" }, createdAt: time)).Id,
            (await Enter(new ActorContent { Name = "b" }, createdAt: time.AddMilliseconds(1))).Id,
        ];
        foreach (var ticks in new[] { 1, 5_000, 9_999 })
        {
            var between = time.AddTicks(ticks);
            (await List(NodeKind.Actor, Filter.Where(field, Comparison.Less, between))).ShouldBe([ids[0]]);
            (await List(NodeKind.Actor, Filter.Where(field, Comparison.LessOrEqual, between))).ShouldBe([ids[0]]);
            (await List(NodeKind.Actor, Filter.Where(field, Comparison.Greater, between))).ShouldBe([ids[1]]);
            (await List(NodeKind.Actor, Filter.Where(field, Comparison.GreaterOrEqual, between))).ShouldBe([ids[1]]);
            (await List(NodeKind.Actor, Filter.Where(field, Comparison.In, between, time))).ShouldBe([ids[0]]);
        }
    }

    [Fact]
    public async Task Text_that_looks_like_a_query_is_text()
    {
        foreach (var name in new[] { "'; DROP TABLE actor; --", "%", "_", "*", "\\", "\" OR 1=1", "$(rm)", "{a: 1}" })
        {
            var id = await Actor(name);
            (await List(NodeKind.Actor, Filter.Is(Fields.Actor.Name, name))).ShouldBe([id], name);
            (await List(NodeKind.Actor, Filter.Where(Fields.Actor.Name, Comparison.Contains, name))).ShouldContain(id, name);
            (await List(NodeKind.Actor, Filter.Where(Fields.Actor.Name, Comparison.StartsWith, name))).ShouldContain(id, name);
        }
        (await List(NodeKind.Actor, Filter.Where(Fields.Actor.Name, Comparison.Contains, "%"))).Count.ShouldBe(1);
        (await List(NodeKind.Actor, Filter.Where(Fields.Actor.Name, Comparison.Contains, "_"))).Count.ShouldBe(1);
    }

    private static void ShouldBeSamePage(Page actual, Page expected, object query)
    {
        actual.Nodes.Select(n => n.Id).ShouldBe(expected.Nodes.Select(n => n.Id), $"{query}");
        actual.Nodes.Zip(expected.Nodes).ShouldAllBe(pair => Deep.Equal(pair.First, pair.Second));
        (actual.HasNext, actual.HasPrevious).ShouldBe((expected.HasNext, expected.HasPrevious), $"{query}");
    }
}
