using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaimGraph.Server.Sample;
using ClaimGraph.Server.Tests.Import;

namespace ClaimGraph.Server.Tests.Interchange;

/// <summary>GraphML and PROV-O, out.</summary>
public sealed partial class GraphFormatTests : IAsyncLifetime
{
    private static readonly XNamespace Graphml = "http://graphml.graphdrawing.org/xmlns";

    private Desk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync();
        await SampleArticle.LoadIntoNewAsync(_desk.Store, _desk.Ids, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(NodeKind.Statement)]
    [InlineData(NodeKind.Source)]
    public async Task GraphML_declares_all_that_it_uses(NodeKind? kind)
    {
        var root = XDocument.Parse(await _desk.GiveAsync("graphml", kind)).Root!;
        root.Name.ShouldBe(Graphml + "graphml");
        root.Elements().Select(e => e.Name.LocalName).Distinct().ShouldBe(["key", "graph"]); // in the order of the schema
        var keys = root.Elements(Graphml + "key").ToDictionary(k => (string)k.Attribute("id")!, k => (string)k.Attribute("for")!);
        var graph = root.Element(Graphml + "graph")!;
        ((string?)graph.Attribute("edgedefault")).ShouldBe("directed");
        var nodes = graph.Elements(Graphml + "node").Select(n => (string)n.Attribute("id")!).ToArray();
        nodes.ShouldBeUnique();
        foreach (var edge in graph.Elements(Graphml + "edge"))
            new[] { (string)edge.Attribute("source")!, (string)edge.Attribute("target")! }.ShouldBeSubsetOf(nodes);
        foreach (var data in graph.Descendants(Graphml + "data"))
            keys[(string)data.Attribute("key")!].ShouldBe(data.Parent!.Name.LocalName);
        if (kind is null)
            nodes.Length.ShouldBe((await _desk.AllAsync()).Count(n => n.IsActive));
        if (kind is not NodeKind.Source)
            graph.Elements(Graphml + "edge").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(NodeKind.Statement)]
    public async Task PROV_is_triples_as_the_grammar_of_N_Triples_has_them(NodeKind? kind)
    {
        var lines = (await _desk.GiveAsync("prov", kind)).TrimEnd('\n').Split('\n');
        lines.Length.ShouldBeGreaterThan(100);
        lines[^1].ShouldStartWith("# Left out: ");
        lines[..^1].ShouldAllBe(l => Triple().IsMatch(l));
        lines.ShouldContain(l => l.Contains("http://www.w3.org/ns/prov#hadPrimarySource", StringComparison.Ordinal));
    }

    private const string Iri = "<[^\\x00-\\x20<>\"{}|^`\\\\]*>";
    private const string Literal = "\"([^\"\\\\\n\r]|\\\\[tbnrf\"'\\\\]|\\\\u[0-9A-F]{4})*\"";

    [GeneratedRegex($"^{Iri} {Iri} ({Iri}|{Literal}(@[a-zA-Z]+(-[a-zA-Z0-9]+)*|\\^\\^{Iri})?) \\.$")]
    private static partial Regex Triple();
}
