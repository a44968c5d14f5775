using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ClaimGraph.Ledger;

/// <summary>
/// The JSON of a node in the ledger: what was entered, nothing derived. The text of a snapshot stands in the entry that brings it; later
/// entries name its hash. Names are those of the C# records in camel case, enums in words, unset fields left out.
/// </summary>
public static class NodeJson
{
    // Italian text stays readable in the ledger; it never stands in HTML.
    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ReadFormerNames } },
        };

    public static string Write(Node node) => Noun.Of(node.Kind).WriteJson(node);

    /// <summary>The JSON of what other nodes make of a node, which no entry of the ledger holds; null where nothing is derived.</summary>
    internal static string? WriteDerived(Node node) => Noun.Of(node.Kind).WriteDerivedJson(node);

    /// <summary>Reads what <see cref="Write"/> wrote; derived values are those of a node without links.</summary>
    public static Node Read(NodeKind kind, string json) => Noun.Of(kind).ReadJson(json);

    // An entry is never rewritten, so what was written under a former name is read under it, too.
    private static void ReadFormerNames(JsonTypeInfo type)
    {
        if (!type.Type.IsSubclassOf(typeof(Content)))
            return;
        foreach (var field in Noun.All.Where(n => n.ContentType == type.Type).SelectMany(n => n.Entered))
        foreach (var name in field.FormerNames)
            Alias(type, field.PropertyName, name);
    }

    /// <summary>Makes a type read a property under a former name, too.</summary>
    internal static void Alias(JsonTypeInfo type, string property, string formerName)
    {
        var now = type.Properties.Single(p => p.Name == property);
        now.IsRequired = false; // an old entry has only the former name
        var former = type.CreateJsonPropertyInfo(now.PropertyType, formerName);
        former.Set = now.Set;
        type.Properties.Add(former);
    }
}
