using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Records;
using ClaimGraph.Queries;
using ClaimGraph.Stores;

namespace ClaimGraph.Interchange.Argdown;

/// <summary>Writes statements, and below each what argues for and against it, as Argdown. Our keys stand in the data of the elements.
/// Memory holds one page of statements with their arguments.</summary>
internal sealed class ArgdownWriter(Selection selection, GraphPages pages, StreamWriter text, CancellationToken cancellation)
{
    private const int PageSize = 200;
    private const int Deepest = 20;

    private static readonly Field[] OfStatement = [Fields.Statement.Text, Fields.Statement.Language, Fields.Statement.Topics];
    private static readonly Field[] OfSource = [Fields.Source.Url, Fields.Source.Title];
    private static readonly Field[] OfEvidence =
    [
        Fields.Evidence.Basis,
        Fields.Evidence.Target,
        Fields.Evidence.Stance,
        Fields.Evidence.Note,
    ];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        using var pages = new GraphPages(selection, cancellation);
        return await new ArgdownWriter(selection, pages, text, cancellation).RunAsync();
    }

    private async Task<ExportResult> RunAsync()
    {
        var revision = await pages.RevisionAsync();
        await foreach (var page in pages.OfAsync<Statement>(NodeKind.Statement))
        {
            var arguments = await OnAsync([.. page.Nodes.Select(n => n.Id)]);
            foreach (var statement in page.Nodes)
            {
                pages.Losses.Written(statement, OfStatement);
                await text.WriteLineAsync(DefinitionOf(statement));
                await WriteAsync(statement.Id, arguments, 1);
                await text.WriteLineAsync();
            }
            await text.FlushAsync(cancellation);
        }
        var result = await pages.ResultAsync(revision);
        if (pages.Losses.InWords() is { } losses)
            await text.WriteLineAsync($"<!-- {losses} -->");
        return result;
    }

    /// <summary>The active evidence on some records, with what it rests on.</summary>
    private async Task<ILookup<NodeId, (Evidence Evidence, Node Basis)>> OnAsync(IReadOnlyList<NodeId> targets)
    {
        List<(Evidence, Node)> found = [];
        var among = Filter.ForList(NodeKind.Evidence, Filter.Where(Fields.Evidence.Target, Comparison.In, [.. targets.Cast<object>()]));
        if (targets.Count > 0)
            await foreach (var page in selection.Store.NodePagesAsync(NodeKind.Evidence, among, PageSize, cancellation))
            {
                var bases = await selection.Store.GetAsync([.. page.Cast<Evidence>().Select(e => e.Content.Basis)], cancellation);
                found.AddRange(page.Cast<Evidence>().Zip(bases, (e, b) => (e, b!)).Where(p => Argues(p.Item1, p.Item2)));
            }
        return found.ToLookup(f => f.Item1.Content.Target);
    }

    private bool Argues(Evidence evidence, Node basis)
    {
        if (evidence.Content.Stance == Stance.Context)
            pages.Losses.LeftOut(evidence, "evidence that is CONTEXT");
        else if (!basis.IsActive)
            pages.Losses.LeftOut(evidence, "evidence that rests on what was retracted");
        else
            return true;
        return false;
    }

    private async Task WriteAsync(NodeId target, ILookup<NodeId, (Evidence Evidence, Node Basis)> arguments, int depth)
    {
        foreach (var (evidence, basis) in arguments[target])
        {
            pages.Losses.Written(evidence, OfEvidence);
            if (basis is Source)
                pages.Losses.Written(basis, OfSource);
            var indent = new string(' ', 2 * depth);
            var sign =
                evidence.Content.Stance == Stance.Supports ? "+"
                : target.Kind == NodeKind.Evidence ? "_"
                : "-";
            await text.WriteLineAsync($"{indent}{sign} {ArgumentOf(evidence, basis)}");
            if (basis is Statement statement)
                await text.WriteLineAsync($"{indent}  + {ReferenceTo(statement)}");
            if (depth < Deepest)
                await WriteAsync(evidence.Id, await OnAsync([evidence.Id]), depth + 1);
        }
    }

    private static string DefinitionOf(Statement statement)
    {
        var content = statement.Content;
        var ours = new JsonObject { ["key"] = ImportFormat.KeyOf(statement) };
        if (content.Language != LanguageTag.Undetermined)
            ours["language"] = content.Language;
        var (line, tags) = (OneLine(content.Text), string.Concat(content.Topics.Select(t => $" #({t})")));
        if (line != content.Text)
            ours["text"] = content.Text;
        return $"[{TitleOf(statement)}]: {Escaped(line)}{tags} {DataOf(ours)}";
    }

    private static string ReferenceTo(Statement statement) =>
        $"[{TitleOf(statement)}] {DataOf(new JsonObject { ["key"] = ImportFormat.KeyOf(statement) })}";

    private static string ArgumentOf(Evidence evidence, Node basis)
    {
        var ours = new JsonObject { ["evidence"] = ImportFormat.KeyOf(evidence) };
        var words = evidence.Content.Note ?? evidence.Content.Anchor?.Exact;
        if (basis is Source source)
        {
            ours["source"] = ImportFormat.KeyOf(source);
            Set(ours, "url", source.Content.Url);
            Set(ours, "title", source.Content.Title);
            words ??= source.Content.Title ?? source.Content.Url;
        }
        else
            ours["statement"] = ImportFormat.KeyOf(basis);
        Set(ours, "note", evidence.Content.Note);
        var description = words is null ? "" : $": {Escaped(OneLine(words))}";
        return $"<{TitleOf(evidence)}>{description} {DataOf(ours)}";
    }

    private static void Set(JsonObject json, string member, string? value)
    {
        if (value is not null)
            json[member] = value;
    }

    private static string TitleOf(Node node) =>
        string.Concat(ImportFormat.KeyOf(node).Select(c => "[]<>{}#@\\\n\r".Contains(c, StringComparison.Ordinal) ? '-' : c));

    /// <summary>Data ends where a brace is followed by a blank, so there is none within.</summary>
    private static string DataOf(JsonObject ours) =>
        new JsonObject { [ArgdownParser.Ours] = ours }
            .ToJsonString(Json)
            .Replace("} ", "\\u007d ", StringComparison.Ordinal);

    private static string OneLine(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Escaped(string words)
    {
        var escaped = new StringBuilder();
        foreach (var c in words)
            (@"\[]<>{}#@*_/".Contains(c, StringComparison.Ordinal) ? escaped.Append('\\') : escaped).Append(c);
        return escaped.ToString();
    }
}
