using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ClaimGraph;

/// <summary>How the records of nouns are written as JSON. The ledger's form of a node is made from it.</summary>
internal static class RecordJson
{
    // Italian text stays readable in the ledger; it never stands in HTML.
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ReadFormerNames } },
        };

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
    public static void Alias(JsonTypeInfo type, string property, string formerName)
    {
        var now = type.Properties.Single(p => p.Name == property);
        now.IsRequired = false; // an old entry has only the former name
        var former = type.CreateJsonPropertyInfo(now.PropertyType, formerName);
        former.Set = now.Set;
        type.Properties.Add(former);
    }
}
