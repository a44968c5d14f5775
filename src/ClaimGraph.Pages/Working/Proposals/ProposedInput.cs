using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Pages.Forms;
using ClaimGraph.Pages.Localization;
using ClaimGraph.Pages.Requests;

namespace ClaimGraph.Pages.Working.Proposals;

/// <summary>The input of a proposed mutation as fields that a reviewer can change: one for each text, number and switch in it.</summary>
internal static class ProposedInput
{
    private const string Prefix = "in.";
    private static readonly string[] Telling = ["text", "explanation", "note", "title", "name", "url"];

    /// <summary>The values, in the order of the input.</summary>
    public static IReadOnlyList<ProposedValue> Of(string input)
    {
        var values = new List<ProposedValue>();
        Collect(JsonNode.Parse(input), [], values);
        return values;
    }

    /// <summary>What is proposed, in a few words.</summary>
    public static string Title(ProposalItem proposal)
    {
        var nouns = JsonNode.Parse(proposal.Input!)?["records"] is JsonArray records
            ? records.SelectMany(r => r!.AsObject().Select(f => f.Key)).ToArray()
            : [];
        return nouns switch
        {
            _ when nouns.Contains("review") => Words.Mutation("createReview"),
            _ when nouns.Contains("statement") => Words.Mutation("createStatement"),
            _ when nouns.Contains("evidence") => Words.Mutation("addEvidence"),
            _ when nouns.Contains("appearance") => Words.Mutation("addAppearance"),
            _ => Words.Mutation(proposal.Mutation),
        };
    }

    /// <summary>What tells it best from other proposals; null where it enters no words.</summary>
    public static string? Gist(string input)
    {
        var values = Of(input);
        return Telling
            .Select(field => values.FirstOrDefault(value => value.Path[^1] == field)?.Text)
            .FirstOrDefault(text => text is not null);
    }

    /// <summary>The input as JSON for people.</summary>
    public static string Readable(string input) => JsonNode.Parse(input)!.ToJsonString(Documents.Json.Readable);

    /// <summary>The name of the field for a path in the input.</summary>
    public static string FieldOf(IEnumerable<string> path) => Prefix + string.Join('.', path);

    /// <summary>Those parts of the input in which something was changed. The API takes parts as a whole.</summary>
    public static JsonObject Changed(string input, Entries entries)
    {
        var whole = JsonNode.Parse(input)!.AsObject();
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in Of(input))
        {
            if (!entries.Names.Contains(value.Field) || entries[value.Field].Trim() == value.Text)
                continue;
            parts.Add(value.Path[0]);
            Set(whole, value, entries);
        }
        return new JsonObject(parts.Select(part => KeyValuePair.Create(part, whole[part]?.DeepClone())));
    }

    private static void Collect(JsonNode? node, string[] path, List<ProposedValue> values)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                    Collect(value, [.. path, name], values);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    Collect(items[i], [.. path, i.ToString(CultureInfo.InvariantCulture)], values);
                break;
            default:
                values.Add(new ProposedValue(path, node?.GetValueKind() ?? JsonValueKind.Null, node?.ToString() ?? ""));
                break;
        }
    }

    private static void Set(JsonNode whole, ProposedValue value, Entries entries)
    {
        var parent = whole;
        foreach (var step in value.Path[..^1])
            parent = parent is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)]! : parent[step]!;
        var changed = Read(value, entries);
        if (parent is JsonArray list)
            list[int.Parse(value.Path[^1], CultureInfo.InvariantCulture)] = changed;
        else
            parent[value.Path[^1]] = changed;
    }

    private static JsonNode? Read(ProposedValue value, Entries entries)
    {
        if (entries.Text(value.Field) is not { } text)
            return null;
        switch (value.Kind)
        {
            case JsonValueKind.Number:
                return entries.Number(value.Field, double.MinValue, double.MaxValue, Texts.Number_wrong);
            case JsonValueKind.True or JsonValueKind.False:
                if (bool.TryParse(text, out var isTrue))
                    return isTrue;
                entries.Refuse(value.Field, Texts.Switch_wrong);
                return null;
            default:
                return text;
        }
    }
}

/// <summary>A value in the input of a proposal.</summary>
/// <param name="Path">Where it stands.</param>
/// <param name="Text">As it is typed.</param>
internal sealed record ProposedValue(string[] Path, JsonValueKind Kind, string Text)
{
    /// <summary>The name of its field.</summary>
    public string Field => ProposedInput.FieldOf(Path);

    /// <summary>What the field is called: the type of the record, if there are several, and the name of the field.</summary>
    public string Label =>
        Path is ["records", _, var noun, ..]
            ? $"{Words.Type(char.ToUpperInvariant(noun[0]) + noun[1..])} › {Words.Field(Name)}"
            : Words.Capital(Words.Field(Name));

    /// <summary>True for what names a record: the graph of a proposal is taken as it is, or refused.</summary>
    public bool NamesRecord =>
        Name.EndsWith("Id", StringComparison.Ordinal) || Name.EndsWith("Ids", StringComparison.Ordinal) || Names.Contains(Name);

    /// <summary>The values that it can have; null for any.</summary>
    public IEnumerable<(string Value, string Text)>? Options =>
        Name switch
        {
            "stance" => FieldOptions.Of<Stance>(Words.Stance),
            "verdict" => FieldOptions.Of<Verdict>(Words.Verdict),
            _ => null,
        };

    private string Name => Path.Last(step => !step.All(char.IsAsciiDigit));

    private static readonly HashSet<string> Names =
    [
        "id",
        "version",
        "key",
        "basis",
        "target",
        "statement",
        "other",
        "publisher",
        "derivedFrom",
        "actor",
        "source",
        "event",
        "reviewer",
        "basedOn",
        "about",
        "jointWith",
        "from",
        "into",
        "revision",
        "sha256",
    ];
}
