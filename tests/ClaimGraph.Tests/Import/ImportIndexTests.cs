using System.Text;
using ClaimGraph.Import;

namespace ClaimGraph.Tests.Import;

public sealed class ImportIndexTests
{
    private readonly ImportIndex _index = new(new IdSource(TimeProvider.System, new Random(1)));
    private readonly List<string> _keys = [];

    [Fact]
    public void A_source_comes_after_the_one_that_it_derives_from()
    {
        Add("c", after: "b");
        Add("b", after: "a");
        Add("d", after: "elsewhere");
        Add("a");
        Order(out var ring).ShouldBe(["a", "b", "c", "d"]);
        ring.ShouldBeEmpty();
    }

    [Fact]
    public void A_ring_is_left_out_and_what_leads_to_it_is_not()
    {
        Add("x", after: "b");
        Add("a", after: "c");
        Add("b", after: "a");
        Add("c", after: "b");
        Add("self", after: "self");
        Add("y");
        Order(out var ring).ShouldBe(["x", "y"]);
        ring.ShouldBe(["a", "b", "c", "self"]);
    }

    [Fact]
    public void A_chain_of_any_length_is_ordered()
    {
        for (var i = 100_000; i > 0; i--)
            Add($"{i}", after: $"{i - 1}");
        Order(out _).ShouldBe(Enumerable.Range(1, 100_000).Select(i => $"{i}"));
    }

    [Fact]
    public void A_key_is_needed_and_is_there_once()
    {
        Add("a").ShouldBeNull();
        Add("a").ShouldBeNull(); // it may be the same record again
        _index.Repeated.ShouldHaveSingleItem().First.Pointer.ShouldBe("/sources/0");
        Add(" ")!.Code.ShouldBe(ProblemCode.Required);
        Add("id:nonsense")!.Code.ShouldBe(ProblemCode.InvalidFormat);
        Add("id:" + new NodeId(NodeKind.Actor, 5))!.Code.ShouldBe(ProblemCode.InvalidFormat);
        Add("id:" + new NodeId(NodeKind.Source, 5)).ShouldBeNull();
        _index.Find(NodeKind.Source, "id:" + new NodeId(NodeKind.Source, 5))!.Id.ShouldBe(new NodeId(NodeKind.Source, 5));
    }

    private Problem? Add(string key, string? after = null)
    {
        var json = after is null ? $$"""{"key":"{{key}}","title":"t"}""" : $$"""{"key":"{{key}}","title":"t","derivedFrom":"{{after}}"}""";
        _keys.Add(key);
        return _index.Add(new RawRecord(NodeKind.Source, _keys.Count - 1, 0, Encoding.UTF8.GetBytes(json)));
    }

    private List<string> Order(out List<string> ring)
    {
        List<string> found = [];
        var order = _index.InOrder(NodeKind.Source, e => found.Add(_keys[e.Number])).Select(e => _keys[e.Number]).ToList();
        ring = [.. found.Order(StringComparer.Ordinal)];
        return order;
    }
}
