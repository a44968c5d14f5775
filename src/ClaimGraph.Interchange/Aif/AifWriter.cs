using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;

namespace ClaimGraph.Interchange.Aif;

/// <summary>Writes statements and evidence as the Argument Interchange Format in JSON, as AIFdb has it: statements, and what sources are
/// cited for, are I-nodes; evidence for is RA, evidence against CA; appearances are locutions. Memory holds the names of sources and
/// speakers that were written, and edges are written from a second reading.</summary>
internal sealed class AifWriter(Selection selection, GraphPages pages, Utf8JsonWriter json, CancellationToken cancellation)
{
    private static readonly Field[] OfStatement = [Fields.Statement.Text, Fields.Statement.Language];
    private static readonly Field[] OfSource = [Fields.Source.Url, Fields.Source.Title];
    private static readonly Field[] OfActor = [Fields.Actor.Name, Fields.Actor.ActorKind];
    private static readonly Field[] OfAppearance = [Fields.Appearance.Statement, Fields.Appearance.Actor, Fields.Appearance.SaidOn];
    private static readonly Field[] OfEvidence =
    [
        Fields.Evidence.Basis,
        Fields.Evidence.Target,
        Fields.Evidence.Stance,
        Fields.Evidence.JointWith,
        Fields.Evidence.Note,
    ];

    private readonly HashSet<NodeId> _written = [];
    private long _edges;

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, ImportFormat.Writing);
        using var pages = new GraphPages(selection, cancellation);
        return await new AifWriter(selection, pages, json, cancellation).RunAsync();
    }

    private async Task<ExportResult> RunAsync()
    {
        var revision = await pages.RevisionAsync();
        json.WriteStartObject();
        await ListAsync("nodes", NodesAsync);
        await ListAsync("edges", EdgesAsync);
        await ListAsync("locutions", () => SpeechAsync(Locution));
        _written.Clear();
        await ListAsync("participants", () => SpeechAsync(Participant));
        var result = await pages.ResultAsync(revision);
        if (pages.Losses.InWords() is { } losses)
            json.WriteString("claimgraph:losses", losses);
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        return result;
    }

    private async Task ListAsync(string list, Func<Task> write)
    {
        json.WriteStartArray(list);
        await write();
        json.WriteEndArray();
    }

    private async Task NodesAsync()
    {
        await foreach (var page in pages.OfAsync<Statement>(NodeKind.Statement))
        {
            foreach (var statement in page.Nodes)
                Statement(statement);
            await json.FlushAsync(cancellation);
        }
        await foreach (var some in pages.EvidenceAsync())
        {
            var page = await ArguingAsync(some, _written, pages.Losses);
            foreach (var evidence in page.Nodes)
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
        pages.Losses.Written(statement, OfStatement);
        Begin(NodeUrn.Of(statement), statement.Content.Text, "I");
        if (statement.Content.Language != LanguageTag.Undetermined)
            json.WriteString("claimgraph:language", statement.Content.Language);
        json.WriteEndObject();
    }

    private void Cited(Evidence evidence, Source source)
    {
        var content = source.Content;
        pages.Losses.Written(source, OfSource);
        Begin(CitedName(evidence, source), evidence.Content.Anchor?.Exact ?? content.Title ?? content.Url ?? "", "I");
        if (content.Url is not null)
            json.WriteString("claimgraph:url", content.Url);
        if (content.Title is not null)
            json.WriteString("claimgraph:title", content.Title);
        json.WriteEndObject();
    }

    private void Inference(Evidence evidence, GraphPage<Evidence> page)
    {
        pages.Losses.Written(evidence, OfEvidence);
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
        pages.Losses.Written(appearance, OfAppearance);
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
        using var again = new GraphPages(selection, cancellation);
        HashSet<NodeId> written = [];
        await foreach (var some in again.EvidenceAsync())
        {
            var page = await ArguingAsync(some, written, again.Losses);
            foreach (var evidence in page.Nodes)
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
        pages.Losses.Written(actor, OfActor);
        json.WriteStartObject();
        json.WriteString("participantID", NodeUrn.Of(actor));
        json.WriteString("firstname", "");
        json.WriteString("surname", actor.Content.Name);
        json.WriteString("claimgraph:kind", EnumWords.Of(typeof(ActorKind)).Of((byte)actor.Content.ActorKind));
        json.WriteEndObject();
    }

    private async Task SpeechAsync(Action<Appearance, Actor, Statement> write)
    {
        using var again = new GraphPages(selection, cancellation);
        await foreach (var page in again.LinksAsync<Appearance>(Fields.Appearance.Statement))
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
    /// about evidence that does not argue itself: its edge would have no end. Where not all is exported, the evidence that is argued about
    /// comes with it.</summary>
    /// <param name="written">The evidence that was given before, if not all is exported.</param>
    private async Task<GraphPage<Evidence>> ArguingAsync(GraphPage<Evidence> page, HashSet<NodeId> written, ExportLosses losses)
    {
        var known = page.Named.ToDictionary();
        List<Evidence> arguedAbout = [];
        for (var next = Targets(page.Nodes); next.Count > 0; next = Targets(next))
        {
            arguedAbout.AddRange(next);
            var named = next.SelectMany(e => e.Data.References.Select(r => r.Id)).Where(id => !known.ContainsKey(id)).Distinct();
            foreach (var node in (await selection.Store.GetAsync([.. named], cancellation)).OfType<Node>())
                known[node.Id] = node;
        }
        foreach (var evidence in page.Nodes.Where(e => !Argues(e, [])))
            losses.LeftOut(
                evidence,
                evidence.Content.Stance == Stance.Context ? "evidence that is CONTEXT" : "evidence that rests on what was retracted"
            );
        var all = selection.IsWhole ? page.Nodes : page.Nodes.Concat(arguedAbout).Where(e => written.Add(e.Id));
        return new GraphPage<Evidence>([.. all.Where(e => Argues(e, []))], known);

        List<Evidence> Targets(IEnumerable<Evidence> evidence) =>
            [.. evidence.Select(e => known.GetValueOrDefault(e.Content.Target)).OfType<Evidence>().Except(arguedAbout)];

        bool Argues(Evidence evidence, HashSet<NodeId> above) =>
            evidence.Content.Stance != Stance.Context
            && known.GetValueOrDefault(evidence.Content.Basis) is { IsActive: true }
            && known.GetValueOrDefault(evidence.Content.Target) is { IsActive: true } target
            && (target is not Evidence argued || !above.Add(argued.Id) || Argues(argued, above));
    }

    private static string CitedName(Evidence evidence, Source source) =>
        $"{NodeUrn.Of(source)}#{Uri.EscapeDataString(ImportFormat.KeyOf(evidence))}";
}
