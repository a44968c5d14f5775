using System.Text.Json;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>Reads JSON into what the input types of the schema take: dictionaries, lists, strings, numbers and booleans.</summary>
internal static class JsonValue
{
    /// <summary>An object whose start the reader stands on. Of a name that comes twice the last value counts.</summary>
    public static Dictionary<string, object?> ReadObject(ref Utf8JsonReader reader)
    {
        var map = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            map[name] = Read(ref reader);
        }
        return map;
    }

    private static object? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => ReadObject(ref reader),
    };

    private static List<object?> ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Read(ref reader));
        return list;
    }

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var small)) return small;
        if (reader.TryGetInt64(out var whole)) return whole;
        return reader.GetDouble();
    }
}
