using ClaimGraph.Queries;
using ClaimGraph.Tests.Nouns.Cases;

namespace ClaimGraph.Tests.Queries;

public sealed class OrderAndPageTests
{
    private static Source Titled(string? title, long id = 1) =>
        new()
        {
            Id = new NodeId(NodeKind.Source, id),
            Version = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Content = new SourceContent { Title = title },
        };

    private static List<Node> Nodes(int count) => [.. Enumerable.Range(1, count).Select(i => Titled("a", i))];

    [Fact]
    public void Text_is_ordered_by_its_sort_key_and_nothing_comes_first()
    {
        string?[] titles = [null, "", "\uFF5E", "😀", "a", "A", "à", "aa", "b", "B"];
        var order = new OrderBy(Fields.Source.Title, Descending: false);
        titles
            .Reverse()
            .Select(t => Titled(t))
            .Order(Comparer<Node>.Create(order.Compare))
            .Select(s => ((Source)s).Content.Title)
            .ShouldBe(titles);
    }

    [Fact]
    public void Descending_is_ascending_backwards_also_among_equals()
    {
        Node[] nodes = [Titled(null, 1), Titled(null, 2), Titled("a", 3), Titled("a", 4)];
        var ascending = Comparer<Node>.Create(new OrderBy(Fields.Source.Title, false).Compare);
        var descending = Comparer<Node>.Create(new OrderBy(Fields.Source.Title, true).Compare);
        nodes.Reverse().Order(ascending).ShouldBe(nodes);
        nodes.Order(descending).ShouldBe(nodes.Reverse());
    }

    [Theory]
    [InlineData(0, 2, false, false)]
    [InlineData(1, 2, false, false)]
    [InlineData(2, 2, false, false)]
    [InlineData(3, 2, true, false)]
    [InlineData(1, 0, true, false)]
    [InlineData(0, 0, false, false)]
    public void Forward_page_has_a_next_when_more_was_read(int read, int size, bool next, bool previous)
    {
        var page = Page.From(Nodes(read), PageRequest.First(size));
        (page.Nodes.Count, page.HasNext, page.HasPrevious).ShouldBe((Math.Min(read, size), next, previous));
    }

    [Fact]
    public void Backward_page_is_in_list_order_and_has_a_previous_when_more_was_read()
    {
        var page = Page.From([.. Enumerable.Reverse(Nodes(3))], PageRequest.Last(2));
        page.Nodes.Select(n => n.Id).ShouldBe([new NodeId(NodeKind.Source, 2), new NodeId(NodeKind.Source, 3)]);
        (page.HasNext, page.HasPrevious).ShouldBe((false, true));
    }

    [Fact]
    public void Given_cursor_means_that_there_is_something_on_its_other_side()
    {
        var cursor = new Cursor("a", Given.SomeSource);
        Page.From(Nodes(1), PageRequest.First(5, cursor)).HasPrevious.ShouldBeTrue();
        Page.From(Nodes(1), PageRequest.Last(5, cursor)).HasNext.ShouldBeTrue();
    }
}
