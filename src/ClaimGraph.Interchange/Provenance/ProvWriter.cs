using System.Globalization;
using System.Text;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.Provenance;

/// <summary>
/// Writes where everything comes from as PROV-O (W3C) in N-Triples: sources, statements, appearances, evidence and reviews are entities,
/// actors agents, and who entered a record here is one too. Memory holds one page.
/// </summary>
internal sealed class ProvWriter(StreamWriter text, ExportLosses losses)
{
    private const string Prov = "http://www.w3.org/ns/prov#";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Rdfs = "http://www.w3.org/2000/01/rdf-schema#";
    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";
    private const string Schema = "https://schema.org/";

    private static readonly Field[] Told =
    [
        Fields.Actor.Name,
        Fields.Actor.ActorKind,
        Fields.Actor.Identifiers,
        Fields.Source.Title,
        Fields.Source.Language,
        Fields.Source.Url,
        Fields.Source.Identifiers,
        Fields.Source.Publisher,
        Fields.Source.DerivedFrom,
        Fields.Source.PublishedOn,
        Fields.Event.Name,
        Fields.Event.Participations,
        Fields.Event.Sources,
        Fields.Statement.Text,
        Fields.Statement.Language,
        Fields.Appearance.Statement,
        Fields.Appearance.Actor,
        Fields.Appearance.Source,
        Fields.Appearance.Event,
        Fields.Appearance.Anchor,
        Fields.Evidence.Basis,
        Fields.Evidence.Target,
        Fields.Evidence.Stance,
        Fields.Evidence.Note,
        Fields.Review.Statement,
        Fields.Review.Reviewer,
        Fields.Review.BasedOn,
        Fields.Review.Url,
        Fields.Review.Rating,
    ];

    private static readonly NodeKind[] Kinds =
    [
        NodeKind.Actor,
        NodeKind.Source,
        NodeKind.Event,
        NodeKind.Statement,
        NodeKind.Appearance,
        NodeKind.Evidence,
        NodeKind.Review,
    ];

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        using var pages = new GraphPages(selection, cancellation);
        var (writer, revision) = (new ProvWriter(text, pages.Losses), await pages.RevisionAsync());
        foreach (var kind in Kinds)
        {
            var of =
                kind == NodeKind.Evidence ? Nodes(pages.EvidenceAsync())
                : kind == NodeKind.Appearance ? Nodes(pages.LinksAsync<Appearance>(Fields.Appearance.Statement))
                : kind == NodeKind.Review ? Nodes(pages.LinksAsync<Review>(Fields.Review.Statement))
                : Nodes(pages.OfAsync<Node>(kind));
            await foreach (var (nodes, named) in of)
            {
                foreach (var node in nodes)
                    writer.Write(node, named);
                await text.FlushAsync(cancellation);
            }
        }
        var result = await pages.ResultAsync(revision);
        if (pages.Losses.InWords() is { } losses)
            await text.WriteLineAsync($"# {losses}");
        await text.FlushAsync(cancellation);
        return result;
    }

    private static async IAsyncEnumerable<(IEnumerable<Node> Nodes, IReadOnlyDictionary<NodeId, Node> Named)> Nodes<T>(
        IAsyncEnumerable<GraphPage<T>> pages
    )
        where T : Node
    {
        await foreach (var page in pages)
            yield return (page.Nodes, page.Named);
    }

    private void Write(Node node, IReadOnlyDictionary<NodeId, Node> named)
    {
        var iri = NodeUrn.Of(node);
        losses.Written(node, Told);
        Iri(
            iri,
            Rdf + "type",
            Prov
                + (
                    node is Actor ? "Agent"
                    : node is Event ? "Activity"
                    : "Entity"
                )
        );
        if (node is Actor actor)
            Iri(iri, Rdf + "type", Prov + (actor.Content.ActorKind == ActorKind.Person ? "Person" : "Organization"));
        if (node is not (Actor or Event))
        {
            Time(iri, Prov + "generatedAtTime", node.CreatedAt);
            Entered(iri, node.CreatedBy);
        }
        Write(iri, node, id => named.GetValueOrDefault(id) is { } other ? NodeUrn.Of(other) : null);
    }

    private void Write(string iri, Node node, Func<NodeId, string?> nameOf)
    {
        switch (node)
        {
            case Actor { Content: var actor }:
                Words(iri, Rdfs + "label", actor.Name);
                Same(iri, actor.Identifiers);
                break;
            case Source { Content: var source }:
                Words(iri, Rdfs + "label", source.Title, source.Language);
                Same(iri, source.Url is null ? source.Identifiers : [source.Url, .. source.Identifiers]);
                Link(iri, "wasAttributedTo", source.Publisher, nameOf);
                Link(iri, "wasDerivedFrom", source.DerivedFrom, nameOf);
                Words(iri, Schema + "datePublished", source.PublishedOn?.ToString());
                break;
            case Event { Content: var happened }:
                Words(iri, Rdfs + "label", happened.Name);
                foreach (var participation in happened.Participations)
                    Link(iri, "wasAssociatedWith", participation.Actor, nameOf);
                foreach (var source in happened.Sources)
                    Link(iri, "used", source, nameOf);
                break;
            case Statement { Content: var statement }:
                Words(iri, Prov + "value", statement.Text, statement.Language);
                break;
            case Appearance { Content: var appearance }:
                Link(iri, "specializationOf", appearance.Statement, nameOf);
                Link(iri, "wasAttributedTo", appearance.Actor, nameOf);
                Link(iri, "wasQuotedFrom", appearance.Source, nameOf);
                Link(iri, "wasGeneratedBy", appearance.Event, nameOf);
                Words(iri, Prov + "value", appearance.Anchor?.Exact, appearance.Anchor?.Language);
                break;
            case Evidence { Content: var evidence }:
                Link(iri, evidence.BasisKind == NodeKind.Source ? "hadPrimarySource" : "wasDerivedFrom", evidence.Basis, nameOf);
                Link(iri, "wasInfluencedBy", evidence.Target, nameOf);
                Words(iri, Rdfs + "comment", evidence.Note);
                Words(iri, "urn:claimgraph:stance", EnumWords.Of(typeof(Stance)).Of((byte)evidence.Stance));
                break;
            case Review { Content: var review }:
                Link(iri, "wasDerivedFrom", review.Statement, nameOf);
                Link(iri, "wasAttributedTo", review.Reviewer, nameOf);
                foreach (var basis in review.BasedOn)
                    Link(iri, "wasInfluencedBy", basis, nameOf);
                Same(iri, review.Url is null ? [] : [review.Url]);
                Words(iri, Schema + "reviewRating", review.Rating?.Text);
                break;
        }
    }

    private void Link(string iri, string property, NodeId? other, Func<NodeId, string?> nameOf)
    {
        if (other is { } id && nameOf(id) is { } name)
            Iri(iri, Prov + property, name);
    }

    private void Entered(string iri, string principal)
    {
        if (principal.Length > 0)
            Iri(iri, Prov + "wasAttributedTo", $"urn:claimgraph:principal:{Uri.EscapeDataString(principal)}");
    }

    private void Same(string iri, IEnumerable<string> others)
    {
        foreach (var other in others.Distinct())
            if (Uri.TryCreate(other, UriKind.Absolute, out var absolute))
                Iri(iri, Schema + "sameAs", absolute.AbsoluteUri);
    }

    private void Iri(string subject, string property, string value) => text.WriteLine($"{Iri(subject)} {Iri(property)} {Iri(value)} .");

    private void Words(string subject, string property, string? words, string? language = null)
    {
        if (string.IsNullOrEmpty(words))
            return;
        var tag = language is null or LanguageTag.Undetermined ? "" : "@" + language;
        text.WriteLine($"{Iri(subject)} {Iri(property)} {Literal(words)}{tag} .");
    }

    private void Time(string subject, string property, DateTimeOffset time)
    {
        var written = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        text.WriteLine($"{Iri(subject)} {Iri(property)} {Literal(written)}^^{Iri(Xsd + "dateTime")} .");
    }

    /// <summary>IRIREF of N-Triples: some characters must not stand in it as they are.</summary>
    private static string Iri(string iri)
    {
        var written = new StringBuilder("<");
        foreach (var c in iri)
            if (c <= ' ' || "<>\"{}|^`\\".Contains(c, StringComparison.Ordinal))
                written.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else
                written.Append(c);
        return written.Append('>').ToString();
    }

    /// <summary>STRING_LITERAL_QUOTE of N-Triples.</summary>
    private static string Literal(string words)
    {
        var written = new StringBuilder("\"");
        foreach (var c in words)
            _ = c switch
            {
                '"' => written.Append("\\\""),
                '\\' => written.Append(@"\\"),
                '\n' => written.Append("\\n"),
                '\r' => written.Append("\\r"),
                '\t' => written.Append("\\t"),
                _ when char.IsControl(c) => written.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => written.Append(c),
            };
        return written.Append('"').ToString();
    }
}
