using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.Documents;
using ClaimGraph.Interchange.Records;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Annotations;

/// <summary>
/// Reads annotations (W3C Web Annotation Data Model): each is an appearance of a statement in a source, or, if it assesses, evidence from
/// the source. The body is the statement; where there is none, the quoted words are. One, a list, an <c>AnnotationPage</c>, an
/// <c>AnnotationCollection</c>, or what the API of Hypothesis gives (<c>rows</c>).
/// </summary>
internal sealed class AnnotationReader(string name, ImportResult read, MappedRecords records)
{
    public static async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation)
    {
        var records = new MappedRecords();
        var reader = new AnnotationReader(name, read, records);
        foreach (var value in await WholeFile.ReadJsonAsync(name, input, read, cancellation))
            reader.Take(value, "");
        return records.ToInput(name);
    }

    public static bool IsIn(string start) =>
        start.Contains(AnnotationWriter.Context, StringComparison.Ordinal)
        && start.AsSpan().TrimStart().TrimStart('\uFEFF') is ['{' or '[', ..];

    private void Take(JsonElement value, string pointer)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var (i, item) in value.EnumerateArray().Index())
                Take(item, Invariant($"{pointer}/{i}"));
        else if (value.ValueKind != JsonValueKind.Object)
            new Losses(read, name, pointer).Lose(ProblemCode.InvalidFormat, "", "This is not an annotation.");
        else if (Is(value, "Annotation") || Has(value, "target"))
            Read(value, pointer);
        else
            foreach (var part in new[] { "first", "items", "rows", "@graph" })
                if (value.TryGetProperty(part, out var inner) && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    Take(inner, $"{pointer}/{part}");
    }

    private void Read(JsonElement annotation, string pointer)
    {
        var losses = new Losses(read, name, pointer);
        var targets = Many(annotation, "target").ToArray();
        if (targets.Length == 0)
            losses.Lose(ProblemCode.Required, "/target", "The annotation has no target.");
        foreach (var (i, target) in targets.Index())
            Read(annotation, target, i, targets.Length > 1 ? Invariant($"{pointer}/target/{i}") : pointer, losses);
    }

    private void Read(JsonElement annotation, JsonElement target, int number, string place, Losses losses)
    {
        if (SourceOf(target, place) is not { } source)
        {
            losses.Lose(
                ProblemCode.Required,
                "/target",
                "The target is neither a web page, such as https://example.org/page, nor a record of ours."
            );
            return;
        }
        var anchor = AnchorOf(target, losses);
        if (StatementOf(annotation, anchor, losses, place) is not { } statement)
        {
            losses.Lose(ProblemCode.Required, "/body", "There is neither a body with a text nor a quote to be the statement.");
            return;
        }
        var id = Text(annotation, "id") ?? Text(annotation, "@id");
        var ours = NodeUrn.Read(id);
        var motivations = Many(annotation, "motivation").Select(m => m.ValueKind == JsonValueKind.String ? m.GetString() : null).ToArray();
        var isEvidence =
            ours?.Kind == NodeKind.Evidence || Text(annotation, "claimgraph:stance") is not null || motivations.Contains("assessing");
        var identity = $"{id ?? anchor?.ToJsonString()} {source} {statement} {number}";
        var key = ours?.Key ?? $"anno:{NaturalKey.HashOf(identity)[..24]}";
        if (isEvidence)
            AddEvidence(annotation, key, source, statement, anchor, place);
        else
            AddAppearance(annotation, key, source, statement, anchor, place);
    }

    private void AddEvidence(JsonElement annotation, string key, string source, string statement, JsonObject? anchor, string place)
    {
        var record = new JsonObject
        {
            ["key"] = key,
            ["basis"] = new JsonObject { ["source"] = source },
            ["target"] = new JsonObject { ["statement"] = statement },
            ["stance"] = Text(annotation, "claimgraph:stance") ?? "CONTEXT",
        };
        Set(record, "strength", annotation, "claimgraph:strength");
        Set(record, "confidence", annotation, "claimgraph:confidence");
        if (Bodies(annotation).FirstOrDefault(b => Text(b, "purpose") == "commenting") is { ValueKind: JsonValueKind.Object } note)
            record["note"] = Text(note, "value");
        if (anchor is not null)
            record["anchor"] = anchor;
        records.Add(NodeKind.Evidence, record, place);
    }

    private void AddAppearance(JsonElement annotation, string key, string source, string statement, JsonObject? anchor, string place)
    {
        var record = new JsonObject
        {
            ["key"] = key,
            ["statement"] = statement,
            ["source"] = source,
        };
        var who = Many(annotation, "claimgraph:claimant").FirstOrDefault();
        if (NodeUrn.Read(Text(who, "id")) is { Kind: NodeKind.Actor, Key: var actor } && Text(who, "name") is { } called)
        {
            var kind = Text(who, "claimgraph:kind") ?? "PERSON";
            records.Add(
                NodeKind.Actor,
                new JsonObject
                {
                    ["key"] = actor,
                    ["kind"] = kind,
                    ["name"] = called,
                },
                place
            );
            record["actor"] = actor;
        }
        if (Text(annotation, "claimgraph:saidOn") is { } day)
            record["saidOn"] = day;
        if (anchor is not null)
            record["anchor"] = anchor;
        records.Add(NodeKind.Appearance, record, place);
    }

    /// <summary>The key of the source; null if the target names none.</summary>
    private string? SourceOf(JsonElement target, string place)
    {
        var source = target.ValueKind == JsonValueKind.Object && target.TryGetProperty("source", out var given) ? given : target;
        var iri = source.ValueKind == JsonValueKind.String ? source.GetString() : Text(source, "id") ?? Text(source, "@id");
        var isPage = CanonicalUrl.TryCreate(iri, out var url);
        var title = Text(source, "claimgraph:title");
        var key = Text(source, "claimgraph:key") ?? NodeUrn.Read(iri)?.Key ?? (isPage ? $"page:{NaturalKey.HashOf(url!)[..24]}" : null);
        if (key is null)
            return null;
        var record = new JsonObject { ["key"] = key };
        if (isPage)
            record["url"] = iri;
        if (title is not null)
            record["title"] = title;
        if (record.Count > 1)
            records.Add(NodeKind.Source, record, place);
        return key;
    }

    /// <summary>The key of the statement; null if there is no text for it.</summary>
    private string? StatementOf(JsonElement annotation, JsonObject? anchor, Losses losses, string place)
    {
        var body = Bodies(annotation).FirstOrDefault(b => Text(b, "purpose") is "identifying" or null or "describing");
        var text = (body.ValueKind == JsonValueKind.Object ? Text(body, "value") : null) ?? Text(annotation, "bodyValue");
        text ??= Text(annotation, "text") ?? (string?)anchor?["exact"];
        if (losses.Within(Limits.StatementText, text, "/body") is not { } wording)
            return null;
        var (key, language) = (NodeUrn.Read(Text(body, "id")), Text(body, "language"));
        var identity = $"{language} {Wording.Normalised(wording)}";
        var named = key is { Kind: NodeKind.Statement } ours ? ours.Key : $"arg:{NaturalKey.HashOf(identity)[..24]}";
        var record = new JsonObject { ["key"] = named, ["text"] = wording };
        if (language is not null)
            record["language"] = language;
        records.Add(NodeKind.Statement, record, place);
        return named;
    }

    private static JsonObject? AnchorOf(JsonElement target, Losses losses)
    {
        if (target.ValueKind != JsonValueKind.Object)
            return null;
        JsonObject? anchor = null;
        (int Start, int End)? position = null;
        foreach (var selector in Many(target, "selector"))
        {
            if (Is(selector, "TextQuoteSelector") && Text(selector, "exact") is { } exact)
                anchor ??= QuoteOf(selector, exact);
            else if (Is(selector, "TextPositionSelector"))
                position = Number(selector, "start") is { } start && Number(selector, "end") is { } end ? (start, end) : null;
            else
                losses.Doubt(LossCode.NoPlace, "/target/selector", "A selector of this type has no place here.");
        }
        if (anchor is null && position is not null)
            losses.Doubt(LossCode.NoPlace, "/target/selector", "A position without the quoted words has no place here.");
        if (anchor is not null && position is { } given && given.End - given.Start == CodePoints.Count((string)anchor["exact"]!))
            (anchor["start"], anchor["end"]) = (given.Start, given.End);
        else if (anchor is not null && position is not null)
            losses.Doubt(ProblemCode.QuoteMismatch, "/target/selector", "The position does not fit the quoted words; the words count.");
        return anchor;
    }

    private static JsonObject QuoteOf(JsonElement selector, string exact)
    {
        var anchor = new JsonObject { ["exact"] = exact };
        foreach (var context in new[] { "prefix", "suffix" })
            if (Text(selector, context) is { Length: > 0 } words)
                anchor[context] = words;
        if (Text(selector, "claimgraph:language") is { } language)
            anchor["language"] = language;
        return anchor;
    }

    private static IEnumerable<JsonElement> Bodies(JsonElement annotation) =>
        Many(annotation, "body").Where(b => b.ValueKind == JsonValueKind.Object && Text(b, "purpose") != "tagging");

    private static IEnumerable<JsonElement> Many(JsonElement owner, string member)
    {
        if (!Has(owner, member))
            yield break;
        var value = owner.GetProperty(member);
        if (value.ValueKind != JsonValueKind.Array)
            yield return value;
        else
            foreach (var item in value.EnumerateArray())
                yield return item;
    }

    private static bool Has(JsonElement owner, string member) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null;

    private static bool Is(JsonElement owner, string type) =>
        Many(owner, "type")
            .Concat(Many(owner, "@type"))
            .Any(t => t.ValueKind == JsonValueKind.String && t.GetString()!.EndsWith(type, StringComparison.Ordinal));

    private static string? Text(JsonElement owner, string member) =>
        Has(owner, member) && owner.GetProperty(member) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement owner, string member) =>
        Has(owner, member) && owner.GetProperty(member) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole)
            ? whole
            : null;

    private static void Set(JsonObject record, string name, JsonElement owner, string member)
    {
        if (Has(owner, member) && owner.GetProperty(member) is { ValueKind: JsonValueKind.Number } number)
            record[name] = number.GetDouble();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
