using ClaimGraph.Neo4j.Driver;
using ClaimGraph.Neo4j.Labels;
using ClaimGraph.Provenance;

namespace ClaimGraph.Neo4j.Verifying;

/// <summary>How much there must be of everything: what is there is compared elsewhere, so that this finds what should not be.</summary>
internal sealed class Totals
{
    private readonly Dictionary<string, long> _expected = new()
    {
        ["MATCH (n:Node)"] = 0,
        ["MATCH (s:Snapshot)"] = 0,
        ["MATCH (:Source)-[h:HAS]->(:Snapshot)"] = 0,
        ["MATCH (f:FurtherKey) WHERE f.node IS NOT NULL"] = 0,
        ["MATCH (t:Trace)"] = 0,
    };

    public Totals()
    {
        foreach (var kind in NodeKinds.All)
            _expected[OfLabel(kind)] = 0;
        foreach (var type in Link.Types)
            _expected[OfType(type)] = 0;
    }

    public void Add(Node node)
    {
        _expected["MATCH (n:Node)"]++;
        _expected[OfLabel(node.Kind)]++;
        foreach (var link in Link.Of(node).ToHashSet())
            _expected[OfType(link.Type)]++;
        _expected["MATCH (f:FurtherKey) WHERE f.node IS NOT NULL"] += NodeLabel.FurtherKeys(node).Count();
        if (node is Source source)
            _expected["MATCH (t:Trace)"] += SourceTraces.Of(source.Derived).Length;
        if (node is not Source { Content.Snapshot: not null })
            return;
        _expected["MATCH (s:Snapshot)"]++;
        _expected["MATCH (:Source)-[h:HAS]->(:Snapshot)"]++;
    }

    public async Task CompareAsync(IDriver driver, Findings findings, CancellationToken cancellation)
    {
        var queries = _expected.Select(e => new Query(
            $"{e.Key} RETURN count(*)",
            row =>
            {
                if (row.Long() is var count && count != e.Value)
                    findings.Add("total", $"of {e.Key}: it is {count:N0}, but follows as {e.Value:N0} from the ledger");
            }
        ));
        await driver.ReadAsync([.. queries], cancellation);
    }

    private static string OfLabel(NodeKind kind) => $"MATCH (n:{NodeLabel.Of(kind).Name})";

    private static string OfType(string type) => $"MATCH ()-[r:{type}]->()";
}
