using System.Text.Json.Nodes;
using ClaimGraph.Import;
using ClaimGraph.Interchange.ClaimReviews;
using ClaimGraph.Interchange.Tables;

namespace ClaimGraph.Interchange.Citations;

/// <summary>A source as reference managers describe it, whatever they write it in.</summary>
internal sealed class Citation
{
    private const string DoiResolver = "https://doi.org/";

    /// <summary>Our key, in what we wrote; null in what others wrote.</summary>
    public string? Key { get; set; }
    public SourceKind Kind { get; set; }
    public string? Title { get; set; }

    /// <summary>The address; one without a scheme is taken as https.</summary>
    public string? Url
    {
        get;
        set => field = value is null || CanonicalUrl.TryCreate(value, out _) ? value : PublishedUrl.Of(value, page: null) ?? value;
    }
    public string? Doi { get; set; }

    /// <summary>Other IRIs: ISBN, PMID and the like.</summary>
    public List<string> Identifiers { get; } = [];
    public string? Publisher { get; set; }

    /// <summary>Our key of the publisher, in what we wrote.</summary>
    public string? PublisherKey { get; set; }
    public string? PublisherKind { get; set; }
    public string? Language { get; set; }
    public PartialDate? PublishedOn { get; set; }
    public string? ArchivedAt { get; set; }
    public string? Note { get; set; }
    public List<string> Authors { get; } = [];

    /// <summary>What it says that has no place in a source.</summary>
    public List<string> Unplaced { get; } = [];

    /// <summary>The same source has the same key, whoever wrote it down: by its DOI, else its address, else its title and date.</summary>
    private string KeyOf()
    {
        if (Key is not null)
            return Key;
        var identity =
            Doi is { } doi ? DoiResolver + doi.ToLowerInvariant()
            : CanonicalUrl.TryCreate(Url, out var url) ? url
            : $"{Wording.Normalised(Title ?? "")} {PublishedOn}";
        return $"cite:{NaturalKey.HashOf(identity)[..24]}";
    }

    /// <summary>Adds its records; false if there is nothing by which to tell it.</summary>
    public bool AddTo(MappedRecords records, string place, Losses losses)
    {
        if (Title is null && Url is null && Doi is null)
        {
            losses.Lose(ProblemCode.Required, "", "There is neither a title nor an address nor a DOI.");
            return false;
        }
        foreach (var member in Unplaced.Distinct())
            losses.Doubt(LossCode.NoPlace, "/" + member, "A source has no place for this; it is left out.");
        if (Publisher is not null)
            records.Add(NodeKind.Actor, PublisherRecord(), place);
        records.Add(NodeKind.Source, SourceRecord(losses), place);
        return true;
    }

    private string KeyOfPublisher() => PublisherKey ?? $"cite:publisher:{NaturalKey.HashOf(Wording.Normalised(Publisher!))[..24]}";

    private JsonObject PublisherRecord() =>
        new()
        {
            ["key"] = KeyOfPublisher(),
            ["kind"] = PublisherKind ?? "ORGANISATION",
            ["name"] = Publisher,
        };

    private JsonObject SourceRecord(Losses losses)
    {
        var record = new JsonObject { ["key"] = KeyOf(), ["kind"] = EnumWords.Of(typeof(SourceKind)).Of((byte)Kind) };
        Set(record, "url", Url ?? (Doi is null ? null : DoiResolver + Doi));
        Set(record, "title", losses.Within(Limits.Title, Title, "/title"));
        Set(record, "publisher", Publisher is null ? null : KeyOfPublisher());
        Set(record, "language", Language);
        Set(record, "publishedOn", PublishedOn?.ToString());
        Set(record, "archivedAt", ArchivedAt);
        Set(record, "note", losses.Within(Limits.Note, WithAuthors(), "/note"));
        var identifiers = (Doi is null ? Identifiers : Identifiers.Prepend(DoiResolver + Doi)).Distinct().ToArray();
        if (identifiers.Length > 0)
            record["identifiers"] = new JsonArray([.. identifiers.Select(i => (JsonNode)i)]);
        return record;
    }

    private string? WithAuthors() =>
        Authors.Count == 0 ? Note
        : $"By {string.Join("; ", Authors)}." is var by && Note is null ? by
        : Note!.StartsWith(by, StringComparison.Ordinal) ? Note
        : $"{by}\n{Note}";

    private static void Set(JsonObject record, string member, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            record[member] = value;
    }

    public static bool IsDoi(string identifier) => identifier.StartsWith(DoiResolver, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a source is to reference managers.</summary>
    public static Citation Of(Source source, Actor? publisher)
    {
        var content = source.Content;
        var doi = content.Identifiers.FirstOrDefault(IsDoi);
        var citation = new Citation
        {
            Key = ImportFormat.KeyOf(source),
            Kind = content.SourceKind,
            Title = content.Title,
            Url = content.Url,
            Doi = doi?[DoiResolver.Length..],
            Publisher = publisher?.Content.Name,
            PublisherKey = publisher is null ? null : ImportFormat.KeyOf(publisher),
            PublisherKind = publisher is null ? null : EnumWords.Of(typeof(ActorKind)).Of((byte)publisher.Content.ActorKind),
            Language = content.Language == LanguageTag.Undetermined ? null : content.Language,
            PublishedOn = content.PublishedOn,
            ArchivedAt = content.ArchivedAt,
            Note = content.Note,
        };
        citation.Identifiers.AddRange(content.Identifiers.Where(i => i != doi));
        return citation;
    }
}
