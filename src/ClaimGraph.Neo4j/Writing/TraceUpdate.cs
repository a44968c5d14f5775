using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Reading;
using ClaimGraph.Provenance;
using ClaimGraph.Stores.Commits;

namespace ClaimGraph.Neo4j.Writing;

/// <summary>The queries that write and delete the traces by which copies of sources are found: a node for each trace of a source, as Neo4j
/// indexes no entries of lists.</summary>
internal static class TraceUpdate
{
    private const string Write = "UNWIND $rows AS row CREATE (t:Trace) SET t.value = row[0], t._source = row[1]";
    private const string Delete = "UNWIND $rows AS row MATCH (t:Trace {value: row[0], _source: row[1]}) DELETE t";

    public static IEnumerable<Query> Queries(IReadOnlyList<NodeWrite> writes)
    {
        var changed = writes.Where(w => TracesOf(w.Before) != TracesOf(w.After)).ToArray();
        if (changed.Length == 0)
            yield break;
        var before = changed.SelectMany(w => RowsOf(w.Before)).ToHashSet();
        var after = changed.SelectMany(w => RowsOf(w.After)).ToHashSet();
        if (before.Except(after).ToArray() is { Length: > 0 } gone)
            yield return new Query(Delete, Rows(gone));
        if (after.Except(before).ToArray() is { Length: > 0 } added)
            yield return new Query(Write, Rows(added));
    }

    private static string? TracesOf(Node? node) => (node as Source)?.Derived.Traces;

    private static IEnumerable<(long Trace, long Source)> RowsOf(Node? node) =>
        node is Source source ? SourceTraces.Of(source.Derived).Select(t => (t.Value, source.Id.Value)) : [];

    private static Dictionary<string, object?> Rows(IEnumerable<(long Trace, long Source)> traces) =>
        NodeCypher.Parameter("rows", traces.Select(t => (object?)new List<object?> { t.Trace, t.Source }).ToList());
}
