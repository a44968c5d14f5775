using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.Annotations;

/// <summary>
/// Writes quotes of sources as annotations (W3C Web Annotation Data Model): an appearance identifies a statement in a source, evidence
/// assesses one.
/// </summary>
internal static class AnnotationWriter
{
    public const string Context = "http://www.w3.org/ns/anno.jsonld";

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, ImportFormat.Writing);
        var pages = new GraphPages(selection, cancellation);
        var revision = await pages.RevisionAsync();
        json.WriteStartObject();
        json.WriteStartArray("@context");
        json.WriteStringValue(Context);
        json.WriteStartObject();
        json.WriteString("claimgraph", "urn:claimgraph:");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("type", "AnnotationCollection");
        json.WriteStartObject("first");
        json.WriteString("type", "AnnotationPage");
        json.WriteStartArray("items");
        await foreach (var page in pages.LinksAsync<Appearance>(Fields.Appearance.Statement))
        {
            foreach (var appearance in page.Nodes)
                Write(json, appearance, page);
            await json.FlushAsync(cancellation);
        }
        await foreach (var page in pages.EvidenceAsync())
        {
            foreach (var evidence in page.Nodes)
                Write(json, evidence, page);
            await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        return await pages.ResultAsync(revision);
    }

    private static void Write(Utf8JsonWriter json, Appearance appearance, GraphPage<Appearance> page)
    {
        if (
            page.Find<Source>(appearance.Content.Source) is not { } source
            || page.Find<Statement>(appearance.Content.Statement) is not { } said
        )
            return;
        Begin(json, appearance, "identifying");
        WriteStatement(json, said);
        if (page.Find<Actor>(appearance.Content.Actor) is { } actor)
        {
            json.WriteStartObject("claimgraph:claimant");
            json.WriteString("id", NodeUrn.Of(actor));
            json.WriteString("type", actor.Content.ActorKind == ActorKind.Person ? "Person" : "Organization");
            json.WriteString("claimgraph:kind", EnumWords.Of(typeof(ActorKind)).Of((byte)actor.Content.ActorKind));
            json.WriteString("name", actor.Content.Name);
            json.WriteEndObject();
        }
        if (appearance.Content.SaidOn is { } day)
            json.WriteString("claimgraph:saidOn", day.ToString());
        WriteTarget(json, source, appearance.Content.Anchor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Evidence evidence, GraphPage<Evidence> page)
    {
        var content = evidence.Content;
        if (page.Find<Source>(content.Basis) is not { } source || page.Find<Statement>(content.Target) is not { } target)
            return;
        Begin(json, evidence, "assessing");
        json.WriteStartArray("body");
        WriteBody(json, target);
        if (content.Note is { } note)
        {
            json.WriteStartObject();
            json.WriteString("type", "TextualBody");
            json.WriteString("purpose", "commenting");
            json.WriteString("value", note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("claimgraph:stance", EnumWords.Of(typeof(Stance)).Of((byte)content.Stance));
        if (content.Strength is { } strength)
            json.WriteNumber("claimgraph:strength", strength);
        if (content.Confidence is { } confidence)
            json.WriteNumber("claimgraph:confidence", confidence);
        WriteTarget(json, source, content.Anchor);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, Node node, string motivation)
    {
        json.WriteStartObject();
        json.WriteString("id", NodeUrn.Of(node));
        json.WriteString("type", "Annotation");
        json.WriteString("motivation", motivation);
        json.WriteString("created", node.CreatedAt.UtcDateTime);
    }

    private static void WriteStatement(Utf8JsonWriter json, Statement statement)
    {
        json.WritePropertyName("body");
        WriteBody(json, statement);
    }

    private static void WriteBody(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartObject();
        json.WriteString("id", NodeUrn.Of(statement));
        json.WriteString("type", "TextualBody");
        json.WriteString("purpose", "identifying");
        json.WriteString("value", statement.Content.Text);
        if (statement.Content.Language != LanguageTag.Undetermined)
            json.WriteString("language", statement.Content.Language);
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, Source source, QuoteAnchor? anchor)
    {
        json.WriteStartObject("target");
        json.WriteStartObject("source");
        json.WriteString("id", source.Content.Url ?? NodeUrn.Of(source));
        json.WriteString("type", "Text");
        json.WriteString("claimgraph:key", ImportFormat.KeyOf(source));
        if (source.Content.Title is { } title)
            json.WriteString("claimgraph:title", title);
        json.WriteEndObject();
        if (anchor is not null)
            Write(json, anchor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QuoteAnchor anchor)
    {
        json.WriteStartArray("selector");
        json.WriteStartObject();
        json.WriteString("type", "TextQuoteSelector");
        json.WriteString("exact", anchor.Exact);
        if (anchor.Prefix is { } prefix)
            json.WriteString("prefix", prefix);
        if (anchor.Suffix is { } suffix)
            json.WriteString("suffix", suffix);
        if (anchor.Language != LanguageTag.Undetermined)
            json.WriteString("claimgraph:language", anchor.Language);
        json.WriteEndObject();
        if (anchor is { Start: { } start, End: { } end })
        {
            json.WriteStartObject();
            json.WriteString("type", "TextPositionSelector");
            json.WriteNumber("start", start);
            json.WriteNumber("end", end);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
