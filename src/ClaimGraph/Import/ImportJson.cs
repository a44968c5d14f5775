using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ClaimGraph.Import;

/// <summary>
/// How the records are written in JSON: names in camel case, enums as the API spells them, unset fields left out, a name that no field has
/// or that stands there twice refused.
/// </summary>
[JsonSerializable(typeof(ActorRecord))]
[JsonSerializable(typeof(SourceRecord))]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(StatementRecord))]
[JsonSerializable(typeof(AppearanceRecord))]
[JsonSerializable(typeof(EvidenceRecord))]
[JsonSerializable(typeof(ReviewRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    Converters =
    [
        typeof(WordConverter<RecordStatus>), typeof(WordConverter<ActorKind>), typeof(WordConverter<SourceKind>), typeof(WordConverter<Reliability>),
        typeof(WordConverter<StatementKind>), typeof(WordConverter<Stance>), typeof(WordConverter<Verdict>), typeof(InstantConverter),
    ])]
internal sealed partial class ImportJson : JsonSerializerContext
{
    public JsonTypeInfo TypeOf(NodeKind kind) => kind switch
    {
        NodeKind.Actor => ActorRecord,
        NodeKind.Source => SourceRecord,
        NodeKind.Event => EventRecord,
        NodeKind.Statement => StatementRecord,
        NodeKind.Appearance => AppearanceRecord,
        NodeKind.Evidence => EvidenceRecord,
        NodeKind.Review => ReviewRecord,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown noun"),
    };
}

/// <summary>An enum as the API spells it: OFFICIAL_DOCUMENT.</summary>
internal sealed class WordConverter<T> : JsonConverter<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Words =
        Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()));
    private static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(w => w.Value, w => w.Key);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value
            : throw new JsonException($"One of {string.Join(", ", Enum.GetValues<T>().Select(v => Words[v]))} is expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Words[value]);
}

/// <summary>A point in time as RFC 3339 writes it. Without an offset it would mean another instant on every machine.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) && HasOffset(reader.GetString()!) ? time
            : throw new JsonException("A time with its offset is expected, like 2025-02-11T09:30:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.Length > 16 && text[^6] is '+' or '-' && text.Contains('T', StringComparison.Ordinal);
}
