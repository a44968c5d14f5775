using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClaimGraph.Benchmarks.Load;

/// <summary>The generated data: one NDJSON file per entity, ids 1 to n in the order of creation.</summary>
internal sealed class GeneratedData(string folder)
{
    internal sealed record ActorRow(int Id, string Name, string Kind);

    internal sealed record SourceRow(int Id, string Title, string Url, string Publisher, string Language, DateTimeOffset PublishedAt);

    internal sealed record EventRow(int Id, string Name, DateTimeOffset StartedAt);

    internal sealed record StatementRow(
        int Id,
        string Text,
        string Language,
        DateTimeOffset CreatedAt,
        int ClaimantId,
        int? EventId,
        string? Verdict
    );

    internal sealed record EvidenceRow(int Id, int StatementId, int SourceId, string Stance, string Excerpt, DateTimeOffset CreatedAt);

    internal sealed record LinkRow(int Id, int FromId, int ToId, string Kind);

    public IEnumerable<ActorRow> Actors => Read("actors", Rows.Default.ActorRow);
    public IEnumerable<SourceRow> Sources => Read("sources", Rows.Default.SourceRow);
    public IEnumerable<EventRow> Events => Read("events", Rows.Default.EventRow);
    public IEnumerable<StatementRow> Statements => Read("statements", Rows.Default.StatementRow);
    public IEnumerable<EvidenceRow> Evidence => Read("evidence", Rows.Default.EvidenceRow);
    public IEnumerable<LinkRow> Links => Read("links", Rows.Default.LinkRow);

    /// <summary>How many rows an entity has.</summary>
    public int Count(string entity)
    {
        using var meta = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "meta.json")));
        return meta.RootElement.GetProperty("counts").GetProperty(entity).GetInt32();
    }

    private IEnumerable<T> Read<T>(string entity, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        File.ReadLines(Path.Combine(folder, entity + ".ndjson")).Select(line => JsonSerializer.Deserialize(line, type)!);

    public static PartialDate Day(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, time.UtcDateTime.Day);

    public static string Key(int id) => id.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GeneratedData.ActorRow))]
[JsonSerializable(typeof(GeneratedData.SourceRow))]
[JsonSerializable(typeof(GeneratedData.EventRow))]
[JsonSerializable(typeof(GeneratedData.StatementRow))]
[JsonSerializable(typeof(GeneratedData.EvidenceRow))]
[JsonSerializable(typeof(GeneratedData.LinkRow))]
internal sealed partial class Rows : JsonSerializerContext;
