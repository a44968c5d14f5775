using System.Globalization;
using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Documents;
using ClaimGraph.Interchange.Records;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Aif;

/// <summary>
/// Reads the Argument Interchange Format as JSON, as AIFdb and OVA write it: <c>nodes</c> (I, RA, CA, L, YA, …), <c>edges</c>,
/// <c>locutions</c> and <c>participants</c>.
/// </summary>
internal sealed class AifReader(string name, ImportResult read)
{
    private sealed record AifNode(string Id, string Type, string Text, int Number, JsonElement Json);

    private readonly ArgumentRecords _records = new(name, read, new MappedRecords());
    private readonly Dictionary<string, AifNode> _nodes = [];
    private readonly Dictionary<string, List<string>> _from = [];
    private readonly Dictionary<string, List<string>> _to = [];
    private readonly Dictionary<string, Arguing> _made = [];
    private readonly HashSet<string> _open = [];

    public static async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation)
    {
        var reader = new AifReader(name, read);
        foreach (var value in await WholeFile.ReadJsonAsync(name, input, read, cancellation))
            reader.Take(value);
        return reader._records.ToInput();
    }

    public static bool IsIn(string start) =>
        start.Contains("\"nodeID\"", StringComparison.Ordinal)
        && start.Contains("\"nodes\"", StringComparison.Ordinal)
        && start.AsSpan().TrimStart().TrimStart('\uFEFF') is ['{', ..];

    private void Take(JsonElement graph)
    {
        if (graph.ValueKind == JsonValueKind.Object && graph.TryGetProperty("AIF", out var inner))
            graph = inner; // as xAIF wraps it
        foreach (var (i, node) in Members(graph, "nodes").Index())
            if (Text(node, "nodeID") is { } id && Text(node, "type") is { } type)
                _nodes[id] = new AifNode(id, type, Text(node, "text") ?? "", i, node);
            else
                LossAt("nodes", i).Lose(ProblemCode.Required, "", "A node needs a nodeID and a type.");
        foreach (var (i, edge) in Members(graph, "edges").Index())
            Take(edge, i);
        foreach (var node in _nodes.Values)
            Take(node);
        foreach (var (i, locution) in Members(graph, "locutions").Index())
            TakeLocution(graph, locution, i);
    }

    private void Take(JsonElement edge, int number)
    {
        if (
            Text(edge, "fromID") is not { } from
            || Text(edge, "toID") is not { } to
            || !_nodes.ContainsKey(from)
            || !_nodes.ContainsKey(to)
        )
        {
            LossAt("edges", number).Lose(ProblemCode.NotFound, "", "The edge joins nodes of which one is not in the file.");
            return;
        }
        AddTo(_from, to, from);
        AddTo(_to, from, to);
    }

    private void Take(AifNode node)
    {
        var losses = LossAt("nodes", node.Number);
        switch (node.Type)
        {
            case "I" or "RA" or "CA":
                if (Make(node.Id) is null && node.Type == "I")
                    losses.Lose(ProblemCode.Required, "/text", "The node has no text.");
                else if (!_made.ContainsKey(node.Id))
                    losses.Lose(
                        ProblemCode.Required,
                        "",
                        $"The {node.Type} node has no premise or no conclusion, or is part of a ring; it argues nothing."
                    );
                break;
            case "L" or "YA" or "TA":
                break; // who said what; transitions of a dialogue say nothing of their own
            default:
                losses.Doubt(LossCode.NoPlace, "/type", $"A node of type {node.Type} ({node.Text}) has no place here.");
                break;
        }
    }

    /// <summary>What a node became: an I-node a statement or a source, an S-node evidence; null if it became nothing.</summary>
    private Arguing? Make(string id)
    {
        if (_made.TryGetValue(id, out var known))
            return known;
        if (!_open.Add(id))
            return null;
        var node = _nodes[id];
        var made = node.Type == "I" ? Information(node) : Inference(node);
        if (made is { } arguing)
            _made[id] = arguing;
        return made;
    }

    private Arguing? Information(AifNode node)
    {
        var (place, ours) = (PlaceOf(node), NodeUrn.Read(node.Id.Split('#')[0]));
        if (ours is { Kind: NodeKind.Source, Key: var source })
            return _records.Source(source, Text(node.Json, "claimgraph:url"), Text(node.Json, "claimgraph:title"), place);
        return Invisible.IsBlank(node.Text)
            ? null
            : _records.Statement(node.Text.Trim(), place, ours?.Key, Text(node.Json, "claimgraph:language"));
    }

    /// <summary>The first of its premises; the others hold only together with it.</summary>
    private Arguing? Inference(AifNode node)
    {
        var stance = node.Type == "RA" ? Stance.Supports : Stance.Rebuts;
        var premises = Neighbours(_from, node.Id).Where(n => n.Type == "I").ToArray();
        var conclusion = Neighbours(_to, node.Id).FirstOrDefault(n => n.Type is "I" or "RA" or "CA");
        if (conclusion is null || Make(conclusion.Id) is not { Kind: not NodeKind.Source } target)
            return null;
        Arguing? first = null;
        foreach (var (i, premise) in premises.Index())
            if (Make(premise.Id) is { } basis && basis != target)
            {
                var key = NodeUrn.Read(node.Id) is { Kind: NodeKind.Evidence } ours && i == 0 ? ours.Key : null;
                var joint = Text(node.Json, "claimgraph:jointWith");
                var evidence = _records.Evidence(
                    basis,
                    target,
                    stance,
                    PlaceOf(node),
                    key,
                    first ?? (joint is null ? null : new Arguing(NodeKind.Evidence, joint)),
                    Text(node.Json, "claimgraph:note")
                );
                first ??= evidence;
            }
        return first;
    }

    /// <summary>L-nodes illocute (YA) I-nodes; the locution says who the speaker is.</summary>
    private void TakeLocution(JsonElement graph, JsonElement locution, int number)
    {
        var losses = LossAt("locutions", number);
        if (Text(locution, "nodeID") is not { } id || !_nodes.TryGetValue(id, out var said) || said.Type != "L")
        {
            losses.Doubt(ProblemCode.NotFound, "/nodeID", "The locution names no L node of the file.");
            return;
        }
        var person = Text(locution, "personID");
        var speaker = Members(graph, "participants").FirstOrDefault(p => person is not null && Text(p, "participantID") == person);
        var names = new[] { Text(speaker, "firstname"), Text(speaker, "surname") };
        var called = string.Join(' ', names.Where(n => !string.IsNullOrWhiteSpace(n)));
        if (called.Length == 0 && said.Text.IndexOf(':', StringComparison.Ordinal) is > 0 and var at)
            called = said.Text[..at].Trim();
        if (called.Length == 0)
        {
            losses.Doubt(ProblemCode.Required, "/personID", "The locution does not say who speaks.");
            return;
        }
        var actor = _records.Actor(called, PlaceOf(said), NodeUrn.Read(person)?.Key, Text(speaker, "claimgraph:kind") ?? "PERSON");
        var date = PublishedDate.Of(Text(locution, "claimgraph:saidOn") ?? "", out _);
        foreach (var statement in Neighbours(_to, id).Where(n => n.Type == "YA").SelectMany(y => Neighbours(_to, y.Id)))
            if (statement.Type == "I" && Make(statement.Id) is { Kind: NodeKind.Statement } about)
                _records.Appearance(about, actor, PlaceOf(said), NodeUrn.Read(id)?.Key, date);
    }

    private IEnumerable<AifNode> Neighbours(Dictionary<string, List<string>> along, string id) =>
        along.GetValueOrDefault(id, []).Distinct().Select(other => _nodes[other]);

    private static void AddTo(Dictionary<string, List<string>> edges, string at, string other)
    {
        if (!edges.TryGetValue(at, out var list))
            edges[at] = list = [];
        list.Add(other);
    }

    private static string PlaceOf(AifNode node) => string.Create(CultureInfo.InvariantCulture, $"/nodes/{node.Number}");

    private Losses LossAt(string list, int number) => new(read, name, string.Create(CultureInfo.InvariantCulture, $"/{list}/{number}"));

    private static IEnumerable<JsonElement> Members(JsonElement graph, string list)
    {
        if (graph.ValueKind != JsonValueKind.Object || !graph.TryGetProperty(list, out var found) || found.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var member in found.EnumerateArray())
            yield return member;
    }

    private static string? Text(JsonElement owner, string member) =>
        owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(member, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
