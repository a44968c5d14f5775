using System.Globalization;
using System.Text;
using System.Xml;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.GraphMl;

/// <summary>
/// Writes the graph as GraphML (http://graphml.graphdrawing.org), which Gephi, yEd, Cytoscape and NetworkX open: a node for each record,
/// an edge for each record that another names. Memory holds the ids of the nodes that were written.
/// </summary>
internal sealed class GraphMlWriter(Selection selection, GraphPages pages, XmlWriter xml, CancellationToken cancellation)
{
    private const string Namespace = "http://graphml.graphdrawing.org/xmlns";
    private const string Schema = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";

    private static readonly (string Id, string For, string Name, string Type)[] Keys =
    [
        ("label", "node", "label", "string"),
        ("kind", "node", "kind", "string"),
        ("key", "node", "key", "string"),
        ("date", "node", "date", "string"),
        ("strength", "node", "strength", "double"),
        ("verdict", "node", "verdict", "string"),
        ("stance", "node", "stance", "string"),
        ("relation", "edge", "relation", "string"),
        ("weight", "edge", "weight", "double"),
    ];

    /// <summary>What stands in labels and data; what names other records stands in edges.</summary>
    private static readonly Field[] Shown =
    [
        Fields.Actor.Name,
        Fields.Source.Title,
        Fields.Source.PublishedOn,
        Fields.Event.Name,
        Fields.Event.StartsOn,
        Fields.Event.Participations,
        Fields.Statement.Text,
        Fields.Appearance.SaidOn,
        Fields.Evidence.Stance,
        Fields.Evidence.Strength,
        Fields.Evidence.Note,
        Fields.Review.Rating,
        Fields.Review.ReviewedOn,
    ];

    private readonly HashSet<NodeId> _written = [];

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        var settings = new XmlWriterSettings
        {
            Async = true,
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(false),
            CheckCharacters = false,
        };
        await using var xml = XmlWriter.Create(output, settings);
        using var pages = new GraphPages(selection, cancellation);
        return await new GraphMlWriter(selection, pages, xml, cancellation).RunAsync();
    }

    private async Task<ExportResult> RunAsync()
    {
        var revision = await pages.RevisionAsync();
        Begin();
        foreach (var kind in selection.Kinds)
        await foreach (var page in pages.OfAsync<Node>(kind))
        {
            foreach (var node in page.Nodes.Concat(selection.Kind is null ? [] : page.Named.Values))
                Write(node);
            await xml.FlushAsync();
        }
        if (selection.Kind == NodeKind.Statement)
            await foreach (var page in pages.EvidenceAsync())
            {
                foreach (var node in page.Nodes.Concat(page.Named.Values))
                    Write(node);
                await xml.FlushAsync();
            }
        await EdgesAsync();
        var result = await pages.ResultAsync(revision);
        if (pages.Losses.InWords() is { } losses)
            xml.WriteComment($" {losses} ");
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
        return result;
    }

    private async Task EdgesAsync()
    {
        using var again = new GraphPages(selection, cancellation);
        foreach (var kind in selection.Kinds)
        await foreach (var page in again.OfAsync<Node>(kind))
            await EdgesAsync(page.Nodes);
        if (selection.Kind == NodeKind.Statement)
            await foreach (var page in again.EvidenceAsync())
                await EdgesAsync(page.Nodes);
    }

    private async Task EdgesAsync(IEnumerable<Node> nodes)
    {
        foreach (var node in nodes.Where(n => _written.Contains(n.Id)))
        foreach (var reference in node.Data.References.Where(r => _written.Contains(r.Id)))
            Edge(node, reference);
        await xml.FlushAsync();
    }

    private void Begin()
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("graphml", Namespace);
        xml.WriteAttributeString("xsi", "schemaLocation", "http://www.w3.org/2001/XMLSchema-instance", $"{Namespace} {Schema}");
        foreach (var (id, of, name, type) in Keys)
        {
            xml.WriteStartElement("key", Namespace);
            xml.WriteAttributeString("id", id);
            xml.WriteAttributeString("for", of);
            xml.WriteAttributeString("attr.name", name);
            xml.WriteAttributeString("attr.type", type);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("graph", Namespace);
        xml.WriteAttributeString("id", "ClaimGraph");
        xml.WriteAttributeString("edgedefault", "directed");
    }

    private void Write(Node node)
    {
        if (!node.IsActive || !_written.Add(node.Id))
            return;
        pages.Losses.Written(node, Shown.Concat(Noun.Of(node.Kind).Entered.Where(f => f.Targets.Count > 0)));
        xml.WriteStartElement("node", Namespace);
        xml.WriteAttributeString("id", node.Id.ToString());
        Data("label", LabelOf(node));
        Data("kind", Noun.Of(node.Kind).TypeName);
        Data("key", ImportFormat.KeyOf(node));
        Data("date", DateOf(node)?.ToString());
        if (node is Statement statement)
        {
            Data("strength", statement.Derived.Strength.ToString("R", CultureInfo.InvariantCulture));
            Data("verdict", statement.Derived.Verdict is { } verdict ? UpperSnake.Of(verdict.ToString()) : null);
        }
        if (node is Evidence evidence)
            Data("stance", UpperSnake.Of(evidence.Content.Stance.ToString()));
        xml.WriteEndElement();
    }

    private void Edge(Node node, Reference reference)
    {
        var relationship = reference.Via.Relationship;
        var isReversed = relationship.IsReversed;
        xml.WriteStartElement("edge", Namespace);
        xml.WriteAttributeString("source", (isReversed ? reference.Id : node.Id).ToString());
        xml.WriteAttributeString("target", (isReversed ? node.Id : reference.Id).ToString());
        Data("relation", relationship.NameIn(node.Data));
        if (node is Evidence { Content: { } content } && reference.Id == content.Target)
            Data("weight", (content.Strength ?? 0.5).ToString("R", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private void Data(string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        xml.WriteStartElement("data", Namespace);
        xml.WriteAttributeString("key", key);
        xml.WriteString(string.Concat(value.EnumerateRunes().Where(IsXml)));
        xml.WriteEndElement();
    }

    /// <summary>XML 1.0 has no way to write other control characters.</summary>
    private static bool IsXml(Rune rune) => rune.Value is 9 or 10 or 13 or (>= 32 and not (0xFFFE or 0xFFFF));

    private static string LabelOf(Node node) =>
        node switch
        {
            Actor actor => actor.Content.Name,
            Source source => source.Content.Title ?? source.Content.Url ?? "",
            Event happened => happened.Content.Name,
            Statement statement => statement.Content.Text,
            Evidence evidence => evidence.Content.Note ?? evidence.Content.Anchor?.Exact ?? "",
            Appearance appearance => appearance.Content.Anchor?.Exact ?? "",
            Review review => review.Content.Rating?.Text ?? "",
            _ => "",
        };

    private static PartialDate? DateOf(Node node) =>
        node switch
        {
            Source source => source.Content.PublishedOn,
            Event happened => happened.Content.StartsOn,
            Appearance appearance => appearance.Content.SaidOn,
            Review review => review.Content.ReviewedOn,
            _ => null,
        };
}
