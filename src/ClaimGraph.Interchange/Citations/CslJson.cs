using System.Globalization;
using System.Text.Json;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Citations;

/// <summary>
/// Sources as CSL-JSON, which Zotero, pandoc and others exchange (citation-style-language/schema, csl-data.json 1.0.2). What only we know
/// stands in <c>custom</c>.
/// </summary>
internal static class CslJson
{
    private static readonly (string Type, SourceKind Kind)[] Types =
    [
        ("document", SourceKind.Other), // the first of a kind goes out
        ("article-magazine", SourceKind.Article),
        ("article", SourceKind.Article),
        ("webpage", SourceKind.Article),
        ("article-newspaper", SourceKind.News),
        ("report", SourceKind.Analysis),
        ("review", SourceKind.Analysis),
        ("post-weblog", SourceKind.Blog),
        ("legislation", SourceKind.OfficialDocument),
        ("bill", SourceKind.OfficialDocument),
        ("treaty", SourceKind.OfficialDocument),
        ("regulation", SourceKind.OfficialDocument),
        ("legal_case", SourceKind.OfficialDocument),
        ("hearing", SourceKind.OfficialDocument),
        ("standard", SourceKind.OfficialDocument),
        ("speech", SourceKind.Statement),
        ("interview", SourceKind.Statement),
        ("entry-encyclopedia", SourceKind.Reference),
        ("entry-dictionary", SourceKind.Reference),
        ("entry", SourceKind.Reference),
        ("dataset", SourceKind.Dataset),
        ("post", SourceKind.SocialPost),
        ("motion_picture", SourceKind.Video),
        ("broadcast", SourceKind.Video),
        ("song", SourceKind.Audio),
        ("book", SourceKind.Book),
        ("chapter", SourceKind.Book),
        ("article-journal", SourceKind.Paper),
        ("paper-conference", SourceKind.Paper),
        ("thesis", SourceKind.Paper),
    ];

    private static readonly string[] WithoutMeaning =
    [
        "id",
        "type",
        "custom",
        "citation-key",
        "categories",
        "journalAbbreviation",
        "accessed",
    ];

    public static async Task<ImportInput> OpenAsync(string name, Stream input, ImportResult read, CancellationToken cancellation)
    {
        var (records, number) = (new MappedRecords(), 0);
        try
        {
            await foreach (var item in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(input, cancellationToken: cancellation))
            {
                var losses = new Losses(read, name, string.Create(CultureInfo.InvariantCulture, $"/{number}"));
                var place = string.Create(CultureInfo.InvariantCulture, $"item {number++}");
                if (item.ValueKind == JsonValueKind.Object)
                    Read(item).AddTo(records, place, losses);
                else
                    losses.Lose(ProblemCode.InvalidFormat, "", "This is not an object.");
            }
        }
        catch (JsonException e)
        {
            read.AddError(
                new ImportProblem(name, $"/{number}", LossCode.Unreadable, $"The list of CSL-JSON is damaged from here on: {e.Message}")
            );
        }
        return records.ToInput(name);
    }

    /// <summary>Whether a text begins as a list of CSL items.</summary>
    public static bool IsIn(string start)
    {
        var text = start.AsSpan().TrimStart().TrimStart('\uFEFF');
        return text.StartsWith("[")
            && text.Contains("\"type\"", StringComparison.Ordinal)
            && !text.Contains("ClaimReview", StringComparison.OrdinalIgnoreCase)
            && (text.Contains("\"issued\"", StringComparison.Ordinal) || text.Contains("\"DOI\"", StringComparison.Ordinal))
            && Types.Any(t => start.Contains($"\"{t.Type}\"", StringComparison.Ordinal));
    }

    private static Citation Read(JsonElement item)
    {
        var citation = new Citation { Kind = KindOf(Text(item, "type")) };
        foreach (var member in item.EnumerateObject())
            Read(citation, member.Name, member.Value);
        citation.Publisher ??= Text(item, "container-title");
        return citation;
    }

    private static void Read(Citation citation, string member, JsonElement value)
    {
        switch (member)
        {
            case "title":
                citation.Title = TextOf(value);
                break;
            case "URL":
                citation.Url = TextOf(value);
                break;
            case "DOI":
                citation.Doi = DoiOf(TextOf(value));
                break;
            case "ISBN" when TextOf(value) is { } isbn:
                citation.Identifiers.AddRange(isbn.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => $"urn:isbn:{i}"));
                break;
            case "PMID" when TextOf(value) is { } pmid:
                citation.Identifiers.Add($"https://pubmed.ncbi.nlm.nih.gov/{pmid}");
                break;
            case "publisher":
                citation.Publisher = TextOf(value);
                break;
            case "language":
                citation.Language = TextOf(value);
                break;
            case "issued":
                citation.PublishedOn = DateOf(value);
                break;
            case "note":
                citation.Note = TextOf(value);
                break;
            case "author":
                citation.Authors.AddRange(Ld.All(value).Select(NameOf).OfType<string>());
                break;
            case "custom" when value.ValueKind == JsonValueKind.Object:
                ReadOurs(citation, value);
                break;
            case "container-title" or "ISBN" or "PMID":
                break;
            case var other when !WithoutMeaning.Contains(other):
                citation.Unplaced.Add(other);
                break;
        }
    }

    private static void ReadOurs(Citation citation, JsonElement custom)
    {
        citation.Key = Text(custom, "claimgraph:key");
        citation.PublisherKey = Text(custom, "claimgraph:publisherKey");
        citation.PublisherKind = Text(custom, "claimgraph:publisherKind");
        citation.ArchivedAt = Text(custom, "claimgraph:archivedAt");
        if (EnumWords.Of(typeof(SourceKind)).Find(Text(custom, "claimgraph:kind")) is { } kind)
            citation.Kind = (SourceKind)kind;
        if (custom.TryGetProperty("claimgraph:identifiers", out var identifiers))
        {
            citation.Identifiers.Clear();
            citation.Identifiers.AddRange(Ld.All(identifiers).Select(TextOf).OfType<string>());
        }
    }

    private static SourceKind KindOf(string? type) => Types.FirstOrDefault(t => t.Type == type).Kind;

    private static string? DoiOf(string? text) =>
        text is not null && text.IndexOf("10.", StringComparison.Ordinal) is >= 0 and var at ? text[at..].Trim() : null;

    private static string? NameOf(JsonElement name) =>
        name.ValueKind != JsonValueKind.Object ? TextOf(name)
        : Text(name, "literal") is { } whole ? whole
        : string.Join(' ', new[] { "given", "non-dropping-particle", "family" }.Select(n => Text(name, n)).OfType<string>())
            is { Length: > 0 } parts
            ? parts
        : null;

    private static PartialDate? DateOf(JsonElement issued)
    {
        if (issued.ValueKind != JsonValueKind.Object)
            return PublishedDate.Of(TextOf(issued) ?? "", out _);
        if (
            issued.TryGetProperty("date-parts", out var ranges)
            && ranges.ValueKind == JsonValueKind.Array
            && ranges.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Array } first
            && first.EnumerateArray().Select(TextOf).ToArray() is { Length: > 0 } parts
            && parts.All(p => int.TryParse(p, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
        )
        {
            var text = string.Join('-', parts.Select((p, i) => p!.PadLeft(i == 0 ? 4 : 2, '0')));
            return PartialDate.TryParse(text, out var date) ? date : null;
        }
        return PublishedDate.Of(Text(issued, "raw") ?? Text(issued, "literal") ?? "", out _);
    }

    private static string? Text(JsonElement item, string member) => item.TryGetProperty(member, out var value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String when value.GetString()!.Trim() is { Length: > 0 } text => text,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Array => value.EnumerateArray().Select(TextOf).FirstOrDefault(t => t is not null),
            _ => null,
        };

    public static async Task<ExportResult> WriteAsync(Selection selection, Stream output, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, ImportFormat.Writing);
        json.WriteStartArray();
        var result = await CitationExport.RunAsync(
            selection,
            page =>
            {
                foreach (var citation in page)
                    Write(json, citation);
                return json.FlushAsync(cancellation);
            },
            cancellation
        );
        json.WriteEndArray();
        await json.FlushAsync(cancellation);
        return result;
    }

    private static void Write(Utf8JsonWriter json, Citation citation)
    {
        json.WriteStartObject();
        json.WriteString("id", citation.Key);
        json.WriteString("type", Types.First(t => t.Kind == citation.Kind || citation.Kind is SourceKind.Opinion or SourceKind.Copy).Type);
        Write(json, "title", citation.Title);
        Write(json, "URL", citation.Url);
        Write(json, "DOI", citation.Doi);
        Write(json, "publisher", citation.Publisher);
        Write(json, "language", citation.Language);
        Write(json, citation.PublishedOn);
        Write(json, "note", citation.Note);
        json.WriteStartObject("custom");
        Write(json, "claimgraph:key", citation.Key);
        Write(json, "claimgraph:kind", EnumWords.Of(typeof(SourceKind)).Of((byte)citation.Kind));
        Write(json, "claimgraph:publisherKey", citation.PublisherKey);
        Write(json, "claimgraph:publisherKind", citation.PublisherKind);
        Write(json, "claimgraph:archivedAt", citation.ArchivedAt);
        if (citation.Identifiers.Count > 0)
        {
            json.WriteStartArray("claimgraph:identifiers");
            foreach (var identifier in citation.Identifiers)
                json.WriteStringValue(identifier);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PartialDate? issued)
    {
        if (issued is not { } date)
            return;
        json.WriteStartObject("issued");
        json.WriteStartArray("date-parts");
        json.WriteStartArray();
        foreach (var part in date.ToString().Split('-'))
            json.WriteNumberValue(int.Parse(part, CultureInfo.InvariantCulture));
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string member, string? value)
    {
        if (value is not null)
            json.WriteString(member, value);
    }
}
