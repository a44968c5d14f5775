using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimGraph.Import;

/// <summary>The JSON Schema (draft 7) of the import format, made from the fields of the nouns:
/// <c>schema/claimgraph.import.schema.json</c>.</summary>
public static class ImportSchema
{
    private const string About =
        "Claims with their claimants, their places, and what speaks for and against them. UTF-8. One list for each noun; the order "
        + "of lists and records does not matter. Records name each other by key: first within the file, then in the store. A record "
        + "whose key is in the store replaces the content of that node, so importing a file twice changes nothing. A record that is "
        + "known by its address, wording or links only fills in what is missing there. A value that is wrong is left out with a "
        + "warning. If the value is required, the record is refused together with those that require it, unless its node was in the "
        + "store before; all others are taken. An empty text counts as not given. Lengths count Unicode code points.";

    private const string AboutKey =
        "The caller's own key for the node, unique among the nodes of its kind and kept for ever: importing the same key again means "
        + "the same node. A key that begins with id: continues with the id of a node that has no key of its own; exports write it so.";

    /// <summary>The schema, indented, with a line feed at its end.</summary>
    public static string Print()
    {
        var lists = ImportFormat.Order.Select(kind =>
            (
                ImportFormat.ListOf(kind),
                (JsonNode)
                    new JsonObject
                    {
                        ["description"] = Noun.Of(kind).Summary,
                        ["type"] = "array",
                        ["items"] = Reference(ImportFormat.Word(kind)),
                    }
            )
        );
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "urn:claimgraph:schema:import:1",
            ["title"] = "ClaimGraph import file",
            ["description"] = About,
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("format"),
            ["properties"] = Properties([
                ("$schema", Text("Where this schema is, for editors. Not read.")),
                (
                    "format",
                    new JsonObject
                    {
                        ["description"] = "The version of the format.",
                        ["type"] = "string",
                        ["enum"] = new JsonArray(ImportFormat.Version),
                    }
                ),
                .. lists,
            ]),
            ["definitions"] = Properties([("key", Key(AboutKey)), ("id", Id()), .. ImportFormat.Order.SelectMany(Definitions)]),
        };
        return schema.ToJsonString(Options) + "\n";
    }

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static IEnumerable<(string, JsonNode)> Definitions(NodeKind kind)
    {
        var noun = Noun.Of(kind);
        yield return (noun.Word, OfNoun(noun));
        // A part that several nouns have is defined with the first.
        foreach (var field in noun.Entered.Where(f => f.Part is not null && Owner(f.Part) == kind))
            yield return (Word(field.Part!), OfPart(field.Part!));
    }

    private static NodeKind Owner(Part part) => ImportFormat.Order.First(kind => Noun.Of(kind).Entered.Any(f => f.Part == part));

    private static string Word(Part part) => char.ToLowerInvariant(part.TypeName[0]) + part.TypeName[1..];

    private static JsonObject OfNoun(Noun noun)
    {
        var required = noun.Entered.Where(f => f.IsRequired || f.IsRequiredOnImport).Select(f => f.Name);
        var definition = ObjectOf(
            noun.Summary,
            ["key", .. required],
            [
                ("key", Reference("key")),
                ("id", Reference("id")),
                (
                    "otherKeys",
                    Described(
                        new JsonObject
                        {
                            ["type"] = "array",
                            ["items"] = new JsonObject { ["type"] = "string" },
                        },
                        "Further keys of the node, as exports write them: those under which others have entered the same."
                    )
                ),
                .. noun.Entered.Select(f => (f.Name, Of(f))),
                (
                    "createdAt",
                    Described(
                        Time(),
                        "When the record was made where it comes from; the time of the import when it is not given. Never changed "
                            + "for a node that is already there."
                    )
                ),
                ("status", Status(noun)),
                (
                    "statusReason",
                    Sized(
                        Text("Why the record no longer stands. Required with a status other than ACTIVE, not allowed otherwise."),
                        1,
                        Limits.Reason
                    )
                ),
                (
                    RecordReader.MergedInto,
                    Text(
                        $"Key of the {noun.Word} that this one was merged into, in the file or in the store. "
                            + "A merged record has the status RETRACTED."
                    )
                ),
            ]
        );
        if (noun.AtLeastOneOf is { Count: > 0 } fields)
            definition["anyOf"] = new JsonArray([.. fields.Select(f => new JsonObject { ["required"] = new JsonArray(f.Name) })]);
        return definition;
    }

    private static JsonObject OfPart(Part part)
    {
        IEnumerable<(string, JsonNode)> files = part.Fields.Any(f => f.IsKeptApart)
            ? [("file", Text("The name of a file beside the import file that holds the text, in place of the text itself."))]
            : [];
        return ObjectOf(
            part.Summary,
            part.Fields.Where(f => f.IsRequired).Select(f => f.Name),
            [.. part.Fields.Select(f => (f.Name, Of(f))), .. files]
        );
    }

    private static JsonObject Of(Field field) =>
        field switch
        {
            { Part: not null, Type: DataType.Part } => new JsonObject
            {
                ["description"] = Describe(field),
                ["allOf"] = new JsonArray(Reference(Word(field.Part))),
            },
            { Part: not null } => ListOf(field, Reference(Word(field.Part))),
            { Type: DataType.Reference } => ToNode(field, Describe(field)),
            { Type: DataType.ReferenceList } => ListOf(field, ToNode(field, "A record that it names.")),
            { Type: DataType.TextList } => ListOf(field, Sized(Text("One of them."), 1, field.MaxLength)),
            EnumField words => new JsonObject
            {
                ["description"] = Describe(field),
                ["type"] = "string",
                ["enum"] = Words(EnumWords.Of(words.EnumType!).All),
            },
            { Type: DataType.Text } => OfText(field),
            { Type: DataType.Boolean } => new JsonObject { ["description"] = Describe(field), ["type"] = "boolean" },
            { Type: DataType.Integer } => new JsonObject { ["description"] = Describe(field), ["type"] = "integer" },
            { Type: DataType.Number, IsFraction: true } => new JsonObject
            {
                ["description"] = Describe(field),
                ["type"] = "number",
                ["minimum"] = 0,
                ["maximum"] = 1,
            },
            { Type: DataType.Number } => new JsonObject { ["description"] = Describe(field), ["type"] = "number" },
            { Type: DataType.Date } => new JsonObject
            {
                ["description"] = $"{Describe(field)} As far as it is known: 2025, 2025-02 or 2025-02-11.",
                ["type"] = "string",
                ["pattern"] = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            },
            { Type: DataType.Time } => Described(Time(), Describe(field)),
            _ => throw new ArgumentException($"{field} has a type that the import format does not know.", nameof(field)),
        };

    private static JsonObject OfText(Field field)
    {
        var text = Sized(Text(Describe(field)), field.IsRequired ? 1 : null, field.MaxLength);
        if (field.Format == TextFormat.Url)
            text["pattern"] = "^[Hh][Tt][Tt][Pp][Ss]?://";
        if (field.Format == TextFormat.Role)
            text["pattern"] = "^[A-Z][A-Z0-9_]*$";
        return text;
    }

    /// <summary>What a field means and what else there is to know when it is entered.</summary>
    private static string Describe(Field field) =>
        string.Join(
            ' ',
            new[] { field.Description, field.InputNote, field.IsFixed ? "It cannot be changed later." : "" }.Where(s => s.Length > 0)
        );

    private static JsonObject ToNode(Field field, string description) =>
        field.Targets is [var one]
            ? Key($"The key of {ImportFormat.Article(one)}. {description}")
            : new JsonObject { ["description"] = description, ["oneOf"] = new JsonArray([.. field.Targets.Select(KeyOfKind)]) };

    private static JsonObject KeyOfKind(NodeKind kind) =>
        ObjectOf(
            $"The key of {ImportFormat.Article(kind)}.",
            [ImportFormat.Word(kind)],
            [(ImportFormat.Word(kind), Key($"The key of {ImportFormat.Article(kind)}."))]
        );

    private static JsonObject ListOf(Field field, JsonNode item)
    {
        var list = new JsonObject
        {
            ["description"] = Describe(field),
            ["type"] = "array",
            ["items"] = item,
        };
        if (field.MaxEntries is { } entries)
            list["maxItems"] = entries;
        return list;
    }

    private static JsonObject Status(Noun noun)
    {
        var words = EnumWords.Of(typeof(RecordStatus));
        var corrected = words.Of((byte)RecordStatus.Corrected);
        return new JsonObject
        {
            ["description"] =
                "Whether the record still stands. A record without it, or with ACTIVE, leaves the status in the store as it is.",
            ["type"] = "string",
            ["enum"] = Words(words.All.Where(w => noun.Kind == NodeKind.Source || w != corrected)),
        };
    }

    private static JsonObject ObjectOf(string description, IEnumerable<string> required, IEnumerable<(string, JsonNode)> properties)
    {
        var definition = new JsonObject
        {
            ["description"] = description,
            ["type"] = "object",
            ["additionalProperties"] = false,
        };
        if (required.ToArray() is { Length: > 0 } names)
            definition["required"] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
        definition["properties"] = Properties(properties);
        return definition;
    }

    private static JsonObject Properties(IEnumerable<(string Name, JsonNode Value)> properties) =>
        new(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Value)));

    private static JsonObject Id() =>
        new()
        {
            ["description"] =
                "The id that the node had where it was exported. A new node takes it, so that links to it stay right, unless another "
                + "node has it.",
            ["type"] = "string",
            ["pattern"] = $"^[A-Za-z0-9_-]{{{NodeId.TextLength}}}$",
        };

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(w => JsonValue.Create(w))];

    private static JsonObject Key(string description) => Sized(Text(description), 1, Limits.Key);

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static JsonObject Time() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject Reference(string definition) => new() { ["$ref"] = $"#/definitions/{definition}" };

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema.Insert(0, "description", $"{description} RFC 3339 with its offset, like 2025-02-11T09:30:00Z.");
        return schema;
    }

    private static JsonObject Sized(JsonObject text, int? least, int? most)
    {
        if (least is { } min)
            text["minLength"] = min;
        if (most is { } max)
            text["maxLength"] = max;
        return text;
    }
}
