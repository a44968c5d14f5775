using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.Changes;
using ClaimGraph.Import;

namespace ClaimGraph.Tests.Import;

public sealed class ImportIndexTests : IDisposable
{
    private readonly ImportIndex _index = new(new IdSource(TimeProvider.System, new Random(1)));
    private readonly List<string> _keys = [];

    public void Dispose() => _index.Dispose();

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
        Add(" ")!.Code.ShouldBe(ProblemCode.Required);
        Add("id:nonsense")!.Code.ShouldBe(ProblemCode.InvalidFormat);
        Add("id:" + new NodeId(NodeKind.Actor, 5))!.Code.ShouldBe(ProblemCode.InvalidFormat);
        Add("id:" + new NodeId(NodeKind.Source, 5)).ShouldBeNull();
        var (again, first) = _index.Complete().ShouldHaveSingleItem();
        (again.Pointer, first.Pointer).ShouldBe(("/sources/1", "/sources/0"));
        _index.Find(NodeKind.Source, "id:" + new NodeId(NodeKind.Source, 5))!.Id.ShouldBe(new NodeId(NodeKind.Source, 5));
    }

    [Fact]
    public void Of_more_records_than_memory_holds_each_is_found_and_no_two_have_one_id()
    {
        const int records = 300_000;
        for (var i = 0; i < records; i++)
            Add($"{i}", id: new NodeId(NodeKind.Source, 1 + i % (records - 1)));
        _index.Complete().ShouldBeEmpty();
        var all = _index.All.ToList();
        all.Select(e => e.Id).Distinct().Count().ShouldBe(records);
        all.Where(e => !e.AsksForId).ShouldHaveSingleItem().Number.ShouldBe(records - 1);
        foreach (var entry in all)
            entry.Outcome = entry.Number % 2 == 0 ? Outcome.Created : Outcome.Unchanged;
        for (var i = 0; i < records; i += 7)
        {
            var entry = _index.Find(NodeKind.Source, $"{i}")!;
            (entry.Number, entry.Outcome).ShouldBe((i, i % 2 == 0 ? Outcome.Created : Outcome.Unchanged));
        }
        _index.Find(NodeKind.Source, $"{records}").ShouldBeNull();
    }

    private Problem? Add(string key, string? after = null, NodeId? id = null)
    {
        var json = new JsonObject
        {
            ["key"] = key,
            ["title"] = "t",
            ["derivedFrom"] = after,
            ["id"] = id?.ToString(),
        }.ToJsonString();
        _keys.Add(key);
        return _index.Add(new RawRecord(NodeKind.Source, _keys.Count - 1, 0, Encoding.UTF8.GetBytes(json)));
    }

    private List<string> Order(out List<string> ring)
    {
        _index.Complete().ShouldBeEmpty();
        List<string> found = [];
        var order = _index.InOrder(NodeKind.Source, e => found.Add(_keys[e.Number])).Select(e => _keys[e.Number]).ToList();
        ring = [.. found.Order(StringComparer.Ordinal)];
        return order;
    }
}
