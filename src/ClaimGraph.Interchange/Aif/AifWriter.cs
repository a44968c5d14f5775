using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.Aif;

/// <summary>Writes statements and evidence as the Argument Interchange Format in JSON, as AIFdb has it: statements, and what sources are
/// cited for, are I-nodes; evidence for is RA, evidence against CA; appearances are locutions. Memory holds the names of sources and
/// speakers that were written, and edges are written from a second reading.</summary>
internal sealed class AifWriter(Selection selection, Utf8JsonWriter json, CancellationToken cancellation)
{
    private readonly HashSet<NodeId> _written = [];
    private long _edges;

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, ImportFormat.Writing);
        return await new AifWriter(selection, json, cancellation).RunAsync();
    }

    private async Task<ExportResult> RunAsync()
    {
        var pages = new GraphPages(selection, cancellation);
        var revision = await pages.RevisionAsync();
        json.WriteStartObject();
        await ListAsync("nodes", () => NodesAsync(pages));
        await ListAsync("edges", EdgesAsync);
        await ListAsync("locutions", () => SpeechAsync(Locution));
        _written.Clear();
        await ListAsync("participants", () => SpeechAsync(Participant));
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        return await pages.ResultAsync(revision);
    }

    private async Task ListAsync(string list, Func<Task> write)
    {
        json.WriteStartArray(list);
        await write();
        json.WriteEndArray();
    }

    private async Task NodesAsync(GraphPages pages)
    {
        await foreach (var page in pages.OfAsync<Statement>(NodeKind.Statement))
        {
            foreach (var statement in page.Nodes)
                Statement(statement);
            await json.FlushAsync(cancellation);
        }
        await foreach (var page in pages.EvidenceAsync())
        {
            foreach (var evidence in await ArguingAsync(page))
            {
                if (page.Find<Statement>(evidence.Content.Basis) is { } basis)
                    Statement(basis);
                if (page.Find<Statement>(evidence.Content.Target) is { } target)
                    Statement(target);
                if (page.Find<Source>(evidence.Content.Basis) is { } source)
                    Cited(evidence, source);
                Inference(evidence, page);
            }
            await json.FlushAsync(cancellation);
        }
        await SpeechAsync(Speech);
    }

    private void Statement(Statement statement)
    {
        if (!_written.Add(statement.Id))
            return;
        Begin(NodeUrn.Of(statement), statement.Content.Text, "I");
        if (statement.Content.Language != LanguageTag.Undetermined)
            json.WriteString("claimgraph:language", statement.Content.Language);
        json.WriteEndObject();
    }

    private void Cited(Evidence evidence, Source source)
    {
        var content = source.Content;
        Begin(CitedName(evidence, source), evidence.Content.Anchor?.Exact ?? content.Title ?? content.Url ?? "", "I");
        if (content.Url is not null)
            json.WriteString("claimgraph:url", content.Url);
        if (content.Title is not null)
            json.WriteString("claimgraph:title", content.Title);
        json.WriteEndObject();
    }

    private void Inference(Evidence evidence, GraphPage<Evidence> page)
    {
        var supports = evidence.Content.Stance == Stance.Supports;
        Begin(NodeUrn.Of(evidence), supports ? "Default Inference" : "Default Conflict", supports ? "RA" : "CA");
        if (evidence.Content.Note is { } note)
            json.WriteString("claimgraph:note", note);
        if (page.Find<Evidence>(evidence.Content.JointWith) is { } joint)
            json.WriteString("claimgraph:jointWith", ImportFormat.KeyOf(joint));
        json.WriteEndObject();
    }

    private void Speech(Appearance appearance, Actor actor, Statement statement)
    {
        Statement(statement);
        Begin(NodeUrn.Of(appearance), $"{actor.Content.Name} : {statement.Content.Text}", "L");
        json.WriteEndObject();
        Begin(NodeUrn.Of(appearance) + "#asserting", "Asserting", "YA");
        json.WriteEndObject();
    }

    private void Begin(string id, string text, string type)
    {
        json.WriteStartObject();
        json.WriteString("nodeID", id);
        json.WriteString("text", text);
        json.WriteString("type", type);
    }

    private async Task EdgesAsync()
    {
        await foreach (var page in new GraphPages(selection, cancellation).EvidenceAsync())
        {
            foreach (var evidence in await ArguingAsync(page))
            {
                var basis = page.Named[evidence.Content.Basis];
                Edge(basis is Source source ? CitedName(evidence, source) : NodeUrn.Of(basis), NodeUrn.Of(evidence));
                Edge(NodeUrn.Of(evidence), NodeUrn.Of(page.Named[evidence.Content.Target]));
            }
            await json.FlushAsync(cancellation);
        }
        await SpeechAsync(
            (appearance, _, statement) =>
            {
                Edge(NodeUrn.Of(appearance), NodeUrn.Of(appearance) + "#asserting");
                Edge(NodeUrn.Of(appearance) + "#asserting", NodeUrn.Of(statement));
            }
        );
    }

    private void Edge(string from, string to)
    {
        json.WriteStartObject();
        json.WriteString("edgeID", (++_edges).ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("fromID", from);
        json.WriteString("toID", to);
        json.WriteEndObject();
    }

    private void Locution(Appearance appearance, Actor actor, Statement statement)
    {
        json.WriteStartObject();
        json.WriteString("nodeID", NodeUrn.Of(appearance));
        json.WriteString("personID", NodeUrn.Of(actor));
        if (appearance.Content.SaidOn is { } day)
            json.WriteString("claimgraph:saidOn", day.ToString());
        json.WriteEndObject();
    }

    private void Participant(Appearance appearance, Actor actor, Statement statement)
    {
        if (!_written.Add(actor.Id))
            return;
        json.WriteStartObject();
        json.WriteString("participantID", NodeUrn.Of(actor));
        json.WriteString("firstname", "");
        json.WriteString("surname", actor.Content.Name);
        json.WriteString("claimgraph:kind", EnumWords.Of(typeof(ActorKind)).Of((byte)actor.Content.ActorKind));
        json.WriteEndObject();
    }

    private async Task SpeechAsync(Action<Appearance, Actor, Statement> write)
    {
        await foreach (var page in new GraphPages(selection, cancellation).LinksAsync<Appearance>(Fields.Appearance.Statement))
        {
            foreach (var appearance in page.Nodes)
                if (
                    page.Find<Actor>(appearance.Content.Actor) is { } actor
                    && page.Find<Statement>(appearance.Content.Statement) is { } said
                )
                    write(appearance, actor, said);
            await json.FlushAsync(cancellation);
        }
    }

    /// <summary>The evidence of a page that argues. Context is no argument, what is retracted argues nothing, and neither does evidence
    /// about evidence that does not argue itself: its edge would have no end.</summary>
    private async Task<List<Evidence>> ArguingAsync(GraphPage<Evidence> page)
    {
        var known = page.Named.ToDictionary();
        for (var next = Targets(page.Nodes); next.Count > 0; )
        {
            var named = next.SelectMany(e => new[] { e.Content.Basis, e.Content.Target }).Where(id => !known.ContainsKey(id)).Distinct();
            var found = (await selection.Store.GetAsync([.. named], cancellation)).OfType<Node>().ToArray();
            foreach (var node in found)
                known[node.Id] = node;
            next = Targets(found.OfType<Evidence>());
        }
        return [.. page.Nodes.Where(e => Argues(e, []))];

        List<Evidence> Targets(IEnumerable<Evidence> evidence) =>
            [.. evidence.Select(e => known.GetValueOrDefault(e.Content.Target)).OfType<Evidence>()];

        bool Argues(Evidence evidence, HashSet<NodeId> above) =>
            evidence.Content.Stance != Stance.Context
            && known.GetValueOrDefault(evidence.Content.Basis) is { IsActive: true }
            && known.GetValueOrDefault(evidence.Content.Target) is { IsActive: true } target
            && (target is not Evidence argued || !above.Add(argued.Id) || Argues(argued, above));
    }

    private static string CitedName(Evidence evidence, Source source) =>
        $"{NodeUrn.Of(source)}#{Uri.EscapeDataString(ImportFormat.KeyOf(evidence))}";
}
