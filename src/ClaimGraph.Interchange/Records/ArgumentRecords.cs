using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Records;

/// <summary>What argues, by kind and key: a statement, a source or other evidence.</summary>
internal readonly record struct Arguing(NodeKind Kind, string Key)
{
    public JsonObject ToJson() => new() { [ImportFormat.Word(Kind)] = Key };
}

/// <summary>
/// Makes records of statements and arguments. Keys follow from the content, so that the same argument has the same key in whatever it is
/// written.
/// </summary>
internal sealed class ArgumentRecords(string name, ImportResult read, MappedRecords records)
{
    private readonly HashSet<string> _evidence = [];

    /// <summary>The records as the input of an import.</summary>
    public ImportInput ToInput() => records.ToInput(name);

    /// <param name="key">Our key, in what we wrote.</param>
    public Arguing Statement(string text, string place, string? key = null, string? language = null, IEnumerable<string>? topics = null)
    {
        var wording = new Losses(read, name, place).Within(Limits.StatementText, text, "")!;
        key ??= $"arg:{NaturalKey.HashOf($"{language} {Wording.Normalised(wording)}")[..24]}";
        var record = new JsonObject { ["key"] = key, ["text"] = wording };
        if (language is not null)
            record["language"] = language;
        if (topics?.ToArray() is { Length: > 0 } given)
            record["topics"] = new JsonArray([.. given.Select(t => (JsonNode)t.ToLowerInvariant())]);
        records.Add(NodeKind.Statement, record, place);
        return new Arguing(NodeKind.Statement, key);
    }

    public Arguing Source(string key, string? url, string? title, string place)
    {
        var record = new JsonObject { ["key"] = key };
        if (url is not null)
            record["url"] = url;
        if (title is not null)
            record["title"] = title;
        if (record.Count > 1)
            records.Add(NodeKind.Source, record, place);
        return new Arguing(NodeKind.Source, key);
    }

    /// <param name="jointWith">The first premise of an inference, for the others.</param>
    public Arguing Evidence(
        Arguing basis,
        Arguing target,
        Stance stance,
        string place,
        string? key = null,
        Arguing? jointWith = null,
        string? note = null
    )
    {
        var word = EnumWords.Of(typeof(Stance)).Of((byte)stance);
        key ??= $"arg:{NaturalKey.HashOf($"{basis} {target} {word}")[..24]}";
        var made = new Arguing(NodeKind.Evidence, key);
        if (!_evidence.Add(key))
            return made;
        var record = new JsonObject
        {
            ["key"] = key,
            ["basis"] = basis.ToJson(),
            ["target"] = target.ToJson(),
            ["stance"] = word,
        };
        if (jointWith is { } first && first != made)
            record["jointWith"] = first.Key;
        if (note is not null)
            record["note"] = new Losses(read, name, place).Within(Limits.Note, note, "/note");
        records.Add(NodeKind.Evidence, record, place);
        return made;
    }

    public Arguing Actor(string called, string place, string? key = null, string kind = "PERSON")
    {
        key ??= $"arg:who:{NaturalKey.HashOf(Wording.Normalised(called))[..24]}";
        records.Add(
            NodeKind.Actor,
            new JsonObject
            {
                ["key"] = key,
                ["kind"] = kind,
                ["name"] = called,
            },
            place
        );
        return new Arguing(NodeKind.Actor, key);
    }

    public void Appearance(Arguing statement, Arguing actor, string place, string? key = null, PartialDate? saidOn = null)
    {
        key ??= $"arg:{NaturalKey.HashOf($"{actor} {statement}")[..24]}";
        var record = new JsonObject
        {
            ["key"] = key,
            ["statement"] = statement.Key,
            ["actor"] = actor.Key,
        };
        if (saidOn is { } day)
            record["saidOn"] = day.ToString();
        records.Add(NodeKind.Appearance, record, place);
    }

    public void Contradiction(Arguing one, Arguing other, string place)
    {
        var keys = new[] { one.Key, other.Key }.Order(StringComparer.Ordinal).ToArray();
        var record = new JsonObject
        {
            ["key"] = $"arg:{NaturalKey.HashOf(string.Join(' ', keys))[..24]}",
            ["statement"] = keys[0],
            ["kind"] = "CONTRADICTS",
            ["other"] = keys[1],
        };
        records.Add(NodeKind.Relation, record, place);
    }
}
