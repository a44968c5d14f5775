using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Transport.Requests;

/// <summary>
/// Reads JSON into what the input types of the schema take: dictionaries, lists, strings, numbers and booleans. Values are counted while
/// they are read, each list and object too, so that what is too much is refused before it has taken memory.
/// </summary>
/// <param name="parameter">The parameter of the request that is read.</param>
/// <param name="most">How many values it may hold.</param>
internal ref struct JsonValue(string parameter, int most)
{
    private long _left = most + 1L; // the outermost object is not counted

    /// <summary>An object whose start the reader stands on. Of a name that comes twice the last value counts.</summary>
    /// <exception cref="RequestException">It holds more values than it may.</exception>
    public static Dictionary<string, object?> ReadObject(ref Utf8JsonReader json, string parameter, int most) =>
        new JsonValue(parameter, most).ReadObject(ref json);

    private object? Read(ref Utf8JsonReader json) =>
        json.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref json),
            JsonTokenType.StartArray => ReadList(ref json),
            _ => ReadLeaf(ref json),
        };

    private Dictionary<string, object?> ReadObject(ref Utf8JsonReader json)
    {
        Count();
        var map = new Dictionary<string, object?>();
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = json.GetString()!;
            json.Read();
            map[name] = Read(ref json);
        }
        return map;
    }

    private List<object?> ReadList(ref Utf8JsonReader json)
    {
        Count();
        var list = new List<object?>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            list.Add(Read(ref json));
        return list;
    }

    private object? ReadLeaf(ref Utf8JsonReader json)
    {
        Count();
        return json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String => json.GetString(),
            _ => ReadNumber(ref json),
        };
    }

    private static object ReadNumber(ref Utf8JsonReader json)
    {
        if (json.TryGetInt32(out var small))
            return small;
        if (json.TryGetInt64(out var whole))
            return whole;
        return json.GetDouble();
    }

    private void Count()
    {
        if (--_left < 0)
            throw new RequestException(
                ErrorCode.InvalidVariable,
                $"The parameter {parameter} holds at most {most:N0} values, each list and object counted too: "
                    + "ask with fewer, in several requests."
            );
    }
}
