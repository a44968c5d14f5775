using ClaimGraph.Stores.Tests.Conformance.Evaluation;

namespace ClaimGraph.Stores.Tests.Conformance;

/// <summary>Walking the pages of a list gives the list, whatever happens between two pages.</summary>
public abstract class PagingConformance(Func<IStorePlace> newPlace) : StoreConformance(newPlace)
{
    [Fact]
    public Task Pages_walked_forward_and_backward_are_the_list() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var (naive, query) = (new Naive(nodes), new RandomQuery(dice, nodes));
                for (var i = 0; i < 25; i++)
                {
                    var (kind, size) = (query.Kind(), dice.Between(1, 7));
                    var (filter, order) = (query.Filter(kind), query.Order(kind));
                    NodeId[] all = [.. naive.Passing(kind, filter).Order(Comparer<Node>.Create(order.Compare)).Select(n => n.Id)];
                    Walk walk = request => store.ListAsync(new ListQuery(kind, filter, order, request)).AsTask();
                    (await Forward(walk, order, size)).ShouldBe(all, $"{filter} by {order}");
                    (await Backward(walk, order, size)).ShouldBe(all, $"{filter} by {order}");
                }
            },
            iter: 20
        );

    [Fact]
    public Task Pages_of_links_walked_forward_and_backward_are_the_links() =>
        ForAll(
            Dice.OfSize(5, 80),
            async (store, clock, dice) =>
            {
                var nodes = await (await RandomGraph.BuildAsync(store, dice, clock)).NodesAsync();
                var query = new RandomQuery(dice, nodes);
                var naive = new Naive(nodes);
                for (var i = 0; i < 25; i++)
                {
                    var (link, size) = (query.Link(), dice.Between(1, 3));
                    foreach (var node in query.Nodes(link.Via))
                    {
                        NodeId[] all = [.. naive.Links(link with { Page = PageRequest.First(Limits.Page) }, node).Nodes.Select(n => n.Id)];
                        Walk walk = async request => (await store.LinksAsync(link with { Page = request }, [node]))[0];
                        (await Forward(walk, link.Order, size)).ShouldBe(all, $"{link}");
                        (await Backward(walk, link.Order, size)).ShouldBe(all, $"{link}");
                    }
                }
            },
            iter: 20
        );

    /// <summary>What is there from the first page to the last is seen exactly once, in order, though the graph grows and shrinks
    /// meanwhile.</summary>
    [Fact]
    public Task Walk_sees_once_all_that_stays_while_others_come_and_go() =>
        ForAll(
            Dice.OfSize(20, 60),
            async (store, clock, dice) =>
            {
                var graph = await RandomGraph.BuildAsync(store, dice, clock);
                foreach (var kind in Enum.GetValues<NodeKind>())
                foreach (var backward in new[] { false, true })
                {
                    var order = new RandomQuery(dice, []).Order(kind);
                    if (order.Field.Role == FieldRole.Derived)
                        continue; // what is computed can move, and move back, while the node itself stays
                    var filter = Filter.ForList(kind, null);
                    var before = await Snapshot(graph, kind);
                    Walk walk = async request =>
                    {
                        var page = await store.ListAsync(new ListQuery(kind, filter, order, request));
                        await graph.GrowAsync();
                        return page;
                    };
                    var seen = await (backward ? Backward(walk, order, 3, atMost: 40) : Forward(walk, order, 3, atMost: 40));
                    var after = await Snapshot(graph, kind);
                    if (seen.Length == 120)
                        continue; // the graph grew faster than it was walked
                    NodeId[] stayed =
                    [
                        .. before
                            .Where(n => n.Value.IsActive && after[n.Key].Version == n.Value.Version && Same(order, n.Value, after[n.Key]))
                            .Select(n => n.Key),
                    ];
                    seen.Where(stayed.Contains)
                        .ShouldBe(
                            stayed.Select(id => before[id]).Order(Comparer<Node>.Create(order.Compare)).Select(n => n.Id),
                            $"{order} {backward}"
                        );
                }
            },
            iter: 6
        );

    [Fact]
    public async Task Cursor_of_a_node_that_left_the_list_still_stands_at_its_place()
    {
        NodeId[] ids = [await Actor("a"), await Actor("b"), await Actor("c"), await Actor("d")];
        var (order, list) = (new OrderBy(Fields.Actor.Name, false), Filter.ForList(NodeKind.Actor, null));
        var cursor = Cursor.Of(await Get(ids[1]), order);
        await Retract(ids[1]);
        var added = await Actor("bb");
        (await Listing(Store, NodeKind.Actor, list, order, PageRequest.First(9, cursor)))
            .Nodes.Select(n => n.Id)
            .ShouldBe([added, ids[2], ids[3]]);
        (await Listing(Store, NodeKind.Actor, list, order, PageRequest.Last(9, cursor))).Nodes.Select(n => n.Id).ShouldBe([ids[0]]);
    }

    [Fact]
    public async Task Names_and_titles_stand_in_the_order_in_which_people_look_for_them()
    {
        string[] ordered = ["Adam", "alice", "Álvaro", "Edgar", "élan", "Oskar", "Zoe", "日本"];
        foreach (var name in ordered.Reverse())
        {
            await Actor(name);
            await Enter(new SourceContent { Url = $"https://example.org/{Ids.Next(NodeKind.Source)}", Title = name });
            await Enter(new EventContent { Name = name });
            await Statement(name);
        }
        foreach (var field in new[] { Fields.Actor.Name, Fields.Source.Title, Fields.Event.Name, Fields.Statement.Text })
        {
            foreach (var order in new[] { new OrderBy(field, false), new OrderBy(field, true) })
            {
                var found = await Forward(request => Listing(Store, field.Kind, null, order, request), order, 3);
                var names = (await Store.GetAsync(found)).Select(node => (string)field.Read(node!)!);
                names.ShouldBe(order.Descending ? ordered.Reverse() : ordered, $"{order}");
            }
        }
    }

    [Fact]
    public async Task Cursor_survives_its_text_form_with_values_of_any_kind()
    {
        foreach (var title in new[] { null, "", "=", "-", "<>", "日本", "😀", "a\u0301" })
            await Enter(new SourceContent { Url = $"https://example.org/{Ids.Next(NodeKind.Source)}", Title = title });
        foreach (var order in new[] { new OrderBy(Fields.Source.Title, false), new OrderBy(Fields.Source.Title, true) })
        {
            var all = await List(NodeKind.Source, null, order);
            Walk walk = request =>
                Listing(
                    Store,
                    NodeKind.Source,
                    null,
                    order,
                    request with
                    {
                        After = request.After is { } after ? Cursor.Decode(after.Encode(order), order) : null,
                    }
                );
            (await Forward(walk, order, 1)).ShouldBe(all);
        }
    }

    private delegate Task<Page> Walk(PageRequest request);

    private static bool Same(OrderBy order, Node a, Node b) => Equals(order.By.Read(a), order.By.Read(b)) && b.IsActive;

    private static async Task<Dictionary<NodeId, Node>> Snapshot(RandomGraph graph, NodeKind kind) =>
        (await graph.NodesAsync()).Where(n => n.Kind == kind).ToDictionary(n => n.Id);

    private static async Task<NodeId[]> Forward(Walk walk, OrderBy order, int size, int atMost = 1_000)
    {
        var seen = new List<NodeId>();
        Cursor? cursor = null;
        for (var pages = 0; pages < atMost; pages++)
        {
            var page = await walk(PageRequest.First(size, cursor));
            page.HasPrevious.ShouldBe(cursor is not null);
            seen.AddRange(page.Nodes.Select(n => n.Id));
            if (!page.HasNext)
                break;
            page.Nodes.Count.ShouldBe(size);
            cursor = Cursor.Of(page.Nodes[^1], order);
        }
        return [.. seen];
    }

    private static async Task<NodeId[]> Backward(Walk walk, OrderBy order, int size, int atMost = 1_000)
    {
        var seen = new List<NodeId>();
        Cursor? cursor = null;
        for (var pages = 0; pages < atMost; pages++)
        {
            var page = await walk(PageRequest.Last(size, cursor));
            page.HasNext.ShouldBe(cursor is not null);
            seen.InsertRange(0, page.Nodes.Select(n => n.Id));
            if (!page.HasPrevious)
                break;
            page.Nodes.Count.ShouldBe(size);
            cursor = Cursor.Of(page.Nodes[0], order);
        }
        return [.. seen];
    }
}
