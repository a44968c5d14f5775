using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.Annotations;

/// <summary>
/// Writes quotes of sources as annotations (W3C Web Annotation Data Model): an appearance identifies a statement in a source, evidence
/// assesses one.
/// </summary>
internal sealed class AnnotationWriter(Utf8JsonWriter json, ExportLosses losses)
{
    private static readonly Field[] OfStatement = [Fields.Statement.Text, Fields.Statement.Language];
    private static readonly Field[] OfSource = [Fields.Source.Url, Fields.Source.Title];
    private static readonly Field[] OfActor = [Fields.Actor.Name, Fields.Actor.ActorKind];
    private static readonly Field[] OfAppearance =
    [
        Fields.Appearance.Statement,
        Fields.Appearance.Source,
        Fields.Appearance.Actor,
        Fields.Appearance.SaidOn,
        Fields.Appearance.Anchor,
    ];
    private static readonly Field[] OfEvidence =
    [
        Fields.Evidence.Basis,
        Fields.Evidence.Target,
        Fields.Evidence.Stance,
        Fields.Evidence.Strength,
        Fields.Evidence.Confidence,
        Fields.Evidence.Note,
        Fields.Evidence.Anchor,
    ];

    public const string Context = "http://www.w3.org/ns/anno.jsonld";

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, ImportFormat.Writing);
        using var pages = new GraphPages(selection, cancellation);
        var writer = new AnnotationWriter(json, pages.Losses);
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
                writer.Write(appearance, page);
            await json.FlushAsync(cancellation);
        }
        await foreach (var page in pages.EvidenceAsync())
        {
            foreach (var evidence in page.Nodes)
                writer.Write(evidence, page);
            await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        var result = await pages.ResultAsync(revision);
        if (pages.Losses.InWords() is { } losses)
            json.WriteString("claimgraph:losses", losses);
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        return result;
    }

    private void Write(Appearance appearance, GraphPage<Appearance> page)
    {
        if (
            page.Find<Source>(appearance.Content.Source) is not { } source
            || page.Find<Statement>(appearance.Content.Statement) is not { } said
        )
        {
            losses.LeftOut(appearance, "appearances without a source");
            return;
        }
        losses.Written(appearance, OfAppearance);
        Begin(appearance, "identifying");
        WriteStatement(said);
        if (page.Find<Actor>(appearance.Content.Actor) is { } actor)
        {
            losses.Written(actor, OfActor);
            json.WriteStartObject("claimgraph:claimant");
            json.WriteString("id", NodeUrn.Of(actor));
            json.WriteString("type", actor.Content.ActorKind == ActorKind.Person ? "Person" : "Organization");
            json.WriteString("claimgraph:kind", EnumWords.Of(typeof(ActorKind)).Of((byte)actor.Content.ActorKind));
            json.WriteString("name", actor.Content.Name);
            json.WriteEndObject();
        }
        if (appearance.Content.SaidOn is { } day)
            json.WriteString("claimgraph:saidOn", day.ToString());
        WriteTarget(source, appearance.Content.Anchor);
        json.WriteEndObject();
    }

    private void Write(Evidence evidence, GraphPage<Evidence> page)
    {
        var content = evidence.Content;
        if (page.Find<Source>(content.Basis) is not { } source || page.Find<Statement>(content.Target) is not { } target)
        {
            losses.LeftOut(evidence, "evidence without a source or a statement");
            return;
        }
        losses.Written(evidence, OfEvidence);
        Begin(evidence, "assessing");
        json.WriteStartArray("body");
        WriteBody(target);
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
        WriteTarget(source, content.Anchor);
        json.WriteEndObject();
    }

    private void Begin(Node node, string motivation)
    {
        json.WriteStartObject();
        json.WriteString("id", NodeUrn.Of(node));
        json.WriteString("type", "Annotation");
        json.WriteString("motivation", motivation);
        json.WriteString("created", node.CreatedAt.UtcDateTime);
    }

    private void WriteStatement(Statement statement)
    {
        json.WritePropertyName("body");
        WriteBody(statement);
    }

    private void WriteBody(Statement statement)
    {
        losses.Written(statement, OfStatement);
        json.WriteStartObject();
        json.WriteString("id", NodeUrn.Of(statement));
        json.WriteString("type", "TextualBody");
        json.WriteString("purpose", "identifying");
        json.WriteString("value", statement.Content.Text);
        if (statement.Content.Language != LanguageTag.Undetermined)
            json.WriteString("language", statement.Content.Language);
        json.WriteEndObject();
    }

    private void WriteTarget(Source source, QuoteAnchor? anchor)
    {
        losses.Written(source, OfSource);
        json.WriteStartObject("target");
        json.WriteStartObject("source");
        json.WriteString("id", source.Content.Url ?? NodeUrn.Of(source));
        json.WriteString("type", "Text");
        json.WriteString("claimgraph:key", ImportFormat.KeyOf(source));
        if (source.Content.Title is { } title)
            json.WriteString("claimgraph:title", title);
        json.WriteEndObject();
        if (anchor is not null)
            Write(anchor);
        json.WriteEndObject();
    }

    private void Write(QuoteAnchor anchor)
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
