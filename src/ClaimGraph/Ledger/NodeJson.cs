using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClaimGraph.Ledger;

/// <summary>
/// The JSON of a node in the ledger: what was entered, nothing derived. The text of a snapshot stands in the entry that brings it; later entries name its hash.
/// Names are those of the C# records in camel case, enums in words, unset fields left out.
/// </summary>
public static class NodeJson
{
    // Italian text stays readable in the ledger; it never stands in HTML.
    private static readonly NodeJsonContext Json = new(new JsonSerializerOptions(NodeJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(Node node) => node switch
    {
        Actor n => JsonSerializer.Serialize(n, Json.Actor),
        Source n => JsonSerializer.Serialize(n, Json.Source),
        Event n => JsonSerializer.Serialize(n, Json.Event),
        Statement n => JsonSerializer.Serialize(n, Json.Statement),
        Appearance n => JsonSerializer.Serialize(n, Json.Appearance),
        Evidence n => JsonSerializer.Serialize(n, Json.Evidence),
        Review n => JsonSerializer.Serialize(n, Json.Review),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <summary>The JSON of what other nodes make of a node, which no entry of the ledger holds; null where nothing is derived.</summary>
    internal static string? WriteDerived(Node node) => node switch
    {
        Source n => JsonSerializer.Serialize(n.Derived, Json.SourceDerived),
        Statement n => JsonSerializer.Serialize(n.Derived, Json.StatementDerived),
        Evidence n => JsonSerializer.Serialize(n.Derived, Json.EvidenceDerived),
        _ => null,
    };

    /// <summary>Reads what <see cref="Write"/> wrote; derived values are those of a node without links.</summary>
    public static Node Read(NodeKind kind, string json) => kind switch
    {
        NodeKind.Actor => JsonSerializer.Deserialize(json, Json.Actor)!,
        NodeKind.Source => JsonSerializer.Deserialize(json, Json.Source)!,
        NodeKind.Event => JsonSerializer.Deserialize(json, Json.Event)!,
        NodeKind.Statement => JsonSerializer.Deserialize(json, Json.Statement)!,
        NodeKind.Appearance => JsonSerializer.Deserialize(json, Json.Appearance)!,
        NodeKind.Evidence => JsonSerializer.Deserialize(json, Json.Evidence)!,
        NodeKind.Review => JsonSerializer.Deserialize(json, Json.Review)!,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

[JsonSerializable(typeof(Actor))]
[JsonSerializable(typeof(Source))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Statement))]
[JsonSerializable(typeof(Appearance))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(Review))]
[JsonSerializable(typeof(SourceDerived))]
[JsonSerializable(typeof(StatementDerived))]
[JsonSerializable(typeof(EvidenceDerived))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
internal sealed partial class NodeJsonContext : JsonSerializerContext;
