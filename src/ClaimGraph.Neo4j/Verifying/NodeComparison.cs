using ClaimGraph.Neo4j.Counting;
using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Stores.Counting;

namespace ClaimGraph.Neo4j.Verifying;

/// <summary>Compares some nodes of one kind, as the replay has them, with what the database holds of them.</summary>
internal sealed class NodeComparison(NodeKind kind, IReadOnlyList<Node> nodes, Findings findings)
{
    private static readonly string ReadCounts = $$"""
        UNWIND $ids AS id MATCH (e:Evidence) WHERE e._FIELD = id{{Conditions.UsesIndexOf("e")}}
          AND {{Conditions.IsActive("e")}} AND e.basisRetracted = false
        WITH id, e.stance AS stance, datetime({epochMillis: e.createdAt}) AS at
        RETURN id, stance, at.year * 12 + at.month - 1 AS month, count(*)
        """;

    private readonly Dictionary<long, Dictionary<string, object?>> _found = [];
    private readonly Dictionary<(long Id, string Property), SortedSet<long>> _counts = [];
    private readonly Link[] _links = [.. nodes.SelectMany(n => Link.Of(n).ToHashSet())];
    private readonly HashSet<long> _linked = [];

    /// <summary>Reads all that is compared.</summary>
    public IEnumerable<Query> Queries()
    {
        var ids = NodeCypher.Ids(nodes.Select(n => n.Id));
        yield return new Query(
            $$"""UNWIND $ids AS id MATCH (n:Node:{{NodeLabel.Of(kind).Name}} {_id: id}) RETURN id, n {.*}""",
            ids,
            row => _found[row.Long()] = (Dictionary<string, object?>)row.Any()!
        );
        yield return new Query(ReadCounts.Replace("FIELD", "target", StringComparison.Ordinal), ids, row => Count(row, ofTarget: true));
        yield return new Query(ReadCounts.Replace("FIELD", "basis", StringComparison.Ordinal), ids, row => Count(row, ofTarget: false));
        foreach (var ofType in _links.Select((link, i) => (link, i)).GroupBy(l => l.link.Type))
            yield return ReadLinks(ofType.Key, ofType);
    }

    private Query ReadLinks(string type, IEnumerable<(Link Link, int At)> links) =>
        new(
            $$"""
            UNWIND $rows AS row MATCH (a:Node {_id: row[1]})-[x:{{type}}]->(b:Node {_id: row[2]})
            WHERE properties(x) = row[3] RETURN row[0]
            """,
            NodeCypher.Parameter(
                "rows",
                links
                    .Select(l => (object?)new List<object?> { (long)l.At, l.Link.From.Value, l.Link.To.Value, l.Link.Properties() })
                    .ToList()
            ),
            row => _linked.Add(row.Long())
        );

    /// <summary>Adds what is other than in the replay.</summary>
    public void Compare()
    {
        foreach (var node in nodes)
            if (_found.TryGetValue(node.Id.Value, out var found))
                Compare(node, found);
            else
                findings.Add($"{kind}", $"{node.Id}: it is missing");
        for (var i = 0; i < _links.Length; i++)
            if (!_linked.Contains(i))
                findings.Add("relationship", $"{_links[i].Type} from {_links[i].From} to {_links[i].To}: it is missing");
    }

    private void Compare(Node node, Dictionary<string, object?> found)
    {
        var expected = NodeLabel.Of(kind).All(node).WithoutNulls();
        foreach (var metric in Tally.NodeMetrics)
            CompareCounts(node, Tally.CountsByMonth(metric), found);
        foreach (var name in expected.Keys.Union(found.Keys))
            if (!PropertyValues.AreSame(found.GetValueOrDefault(name), expected.GetValueOrDefault(name)))
                Differ(node, name, found.GetValueOrDefault(name), expected.GetValueOrDefault(name));
    }

    private void CompareCounts(Node node, string property, Dictionary<string, object?> found)
    {
        found.Remove(property, out var packed);
        var counts = ((List<object?>?)packed ?? []).Cast<long>().Where(c => MonthCount.Unpack(c).Count != 0).Order().ToArray();
        long[] expected = [.. _counts.GetValueOrDefault((node.Id.Value, property)) ?? []];
        if (!counts.SequenceEqual(expected))
            Differ(node, property, counts, expected);
    }

    private void Differ(Node node, string name, object? found, object? expected) =>
        findings.Add(
            $"{kind}",
            $"{node.Id}: {name} is {PropertyValues.Show(found)}, but follows as {PropertyValues.Show(expected)} from the ledger"
        );

    private void Count(IRow row, bool ofTarget)
    {
        var (id, stance, month, count) = (row.Long(), Names<Stance>.Read(row), row.Long(), row.Long());
        var metric =
            !ofTarget ? Metric.Uses
            : stance == Stance.Supports ? Metric.Supports
            : Metric.Rebuts;
        if (ofTarget && stance == Stance.Context)
            return;
        var key = (id, Tally.CountsByMonth(metric));
        if (!_counts.TryGetValue(key, out var months))
            _counts[key] = months = [];
        if (ofTarget)
            months.Add(MonthCount.Pack(month, count));
        else
            AddTo(months, month, count); // of all stances together
    }

    private static void AddTo(SortedSet<long> months, long month, long count)
    {
        var known = months.FirstOrDefault(m => MonthCount.Unpack(m).Month == month);
        months.Remove(known);
        months.Add(MonthCount.Pack(month, MonthCount.Unpack(known).Count + count));
    }
}
