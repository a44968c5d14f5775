using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Verdicts;

namespace ClaimGraph.Interchange.Tables;

/// <summary>
/// What becomes of a row: records of the import format in which values name columns, <c>{claim}</c> or <c>{date:date dd-MM-yy}</c>. A
/// text is left out if one of its columns is empty, and a record if its key is.
/// </summary>
internal sealed class Mapping
{
    public const string Version = "claimgraph-mapping/1";
    private readonly IReadOnlyList<(NodeKind Kind, JsonObject Record)> _records;
    private readonly Dictionary<string, Template> _templates = [];

    private Mapping(IReadOnlyList<(NodeKind, JsonObject)> records) => _records = records;

    /// <summary>The columns that it names.</summary>
    public IEnumerable<string> Columns => _templates.Values.SelectMany(t => t.Columns).Where(c => c != TableRow.File).Distinct();

    /// <summary>True if every row that has its keys gives a record.</summary>
    public bool AsksNothing => _records.Any(r => !r.Record.ContainsKey("when"));

    /// <summary>The records of a row, each with the name of its list.</summary>
    public IEnumerable<(NodeKind Kind, JsonObject Record)> RecordsOf(TableRow row, VerdictTable verdicts)
    {
        foreach (var (kind, template) in _records)
            if (Filled(template, row, verdicts) is JsonObject record && record["key"] is not null && IsWanted(template, record))
                yield return (kind, record);
    }

    /// <param name="name">A file, or one of those that come with the program.</param>
    /// <exception cref="ClaimGraphException">There is no such mapping, or it is not valid.</exception>
    public static Mapping Read(string name)
    {
        using var stream = File.Exists(name)
            ? File.OpenRead(name)
            : typeof(Mapping).Assembly.GetManifestResourceStream($"mapping/{name}.json");
        if (stream is null)
            throw new ClaimGraphException($"There is no mapping '{name}'; name a file, or one of {string.Join(", ", BuiltIn)}.");
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return Of(name, JsonNode.Parse(stream, documentOptions: options) as JsonObject);
        }
        catch (JsonException e)
        {
            throw new ClaimGraphException($"The mapping '{name}' is not valid JSON: see line {e.LineNumber + 1}.", e);
        }
    }

    public static IEnumerable<string> BuiltIn =>
        typeof(Mapping)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("mapping/", StringComparison.Ordinal))
            .Select(n => n[8..^5])
            .Order(StringComparer.Ordinal);

    private static Mapping Of(string name, JsonObject? json)
    {
        if ((string?)json?["format"] != Version)
            throw new ClaimGraphException($"'{name}' is not a mapping: its format must be \"{Version}\".");
        List<(NodeKind, JsonObject)> records = [];
        foreach (var (list, templates) in json!.Where(m => m.Key is not ("format" or "description")))
        foreach (var template in templates as JsonArray ?? [])
            records.Add(
                (
                    ImportFormat.KindOf(list) ?? throw new ClaimGraphException($"The mapping '{name}' has no place for '{list}'."),
                    template as JsonObject ?? throw new ClaimGraphException($"The mapping '{name}' needs objects in {list}.")
                )
            );
        var mapping = new Mapping(records);
        foreach (var (_, record) in records)
            mapping.Compile(name, record);
        return mapping;
    }

    private void Compile(string name, JsonNode? node)
    {
        if (node is JsonObject members)
            foreach (var (_, value) in members)
                Compile(name, value);
        else if (node is JsonArray items)
            foreach (var item in items)
                Compile(name, item);
        else if (node is JsonValue value && value.TryGetValue<string>(out var text))
            _templates.TryAdd(text, Template.Of(name, text));
    }

    private JsonNode? Filled(JsonNode? template, TableRow row, VerdictTable verdicts)
    {
        switch (template)
        {
            case JsonObject members:
                var record = new JsonObject();
                foreach (var (name, value) in members)
                    if (Filled(value, row, verdicts) is { } filled)
                        record[name] = filled;
                return record.Count > 0 ? record : null;
            case JsonArray items:
                JsonNode[] all = [.. items.Select(i => Filled(i, row, verdicts)).OfType<JsonNode>()];
                return all.Length > 0 ? new JsonArray(all) : null;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return _templates[text].Fill(row, verdicts);
            default:
                return template?.DeepClone();
        }
    }

    /// <summary>False for a record whose condition (<c>when</c>) came out empty.</summary>
    private static bool IsWanted(JsonObject template, JsonObject record) => !template.ContainsKey("when") || record.Remove("when");
}
