using System.Buffers;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Api.Proposals;

/// <summary>An input of a mutation as JSON and back, as its type in the schema says. Ids are places among the records named.</summary>
internal static class InputJson
{
    /// <param name="place">The place of the record that a text names; null for a text that names none.</param>
    public static string Write(IInputObjectGraphType type, IDictionary<string, object?> input, Func<string, int?> place)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ProposedInput.Writing))
            WriteObject(json, type, input, place);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteObject(
        Utf8JsonWriter json,
        IInputObjectGraphType type,
        IDictionary<string, object?> input,
        Func<string, int?> place
    )
    {
        json.WriteStartObject();
        foreach (var field in type.Fields)
        {
            if (!input.TryGetValue(field.Name, out var value))
                continue;
            json.WritePropertyName(field.Name);
            Write(json, field.ResolvedType!, value, place);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IGraphType type, object? value, Func<string, int?> place)
    {
        switch (Nullable(type))
        {
            case var _ when value is null:
                json.WriteNullValue();
                break;
            case ListGraphType list:
                json.WriteStartArray();
                foreach (var item in (IEnumerable<object?>)value)
                    Write(json, list.ResolvedType!, item, place);
                json.WriteEndArray();
                break;
            case IInputObjectGraphType inner:
                WriteObject(json, inner, (IDictionary<string, object?>)value, place);
                break;
            case IdGraphType:
                WriteRecord(json, (string)value, place);
                break;
            case ScalarGraphType scalar:
                Leaf.WriteAny(json, scalar.Serialize(value));
                break;
        }
    }

    private static void WriteRecord(Utf8JsonWriter json, string id, Func<string, int?> place)
    {
        if (place(id) is not { } known)
        {
            json.WriteStringValue(id); // the key of a record that the input enters, too
            return;
        }
        json.WriteStartObject();
        json.WriteNumber(ProposedInput.Record, known);
        json.WriteEndObject();
    }

    /// <summary>The input as resolvers get it.</summary>
    /// <exception cref="RefusedException">It does not fit the type, as when the API has changed since.</exception>
    public static IDictionary<string, object?> Read(IInputObjectGraphType type, JsonElement json, IReadOnlyList<NodeId> named)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Unfit(type.Name);
        var input = new Dictionary<string, object?>();
        foreach (var member in json.EnumerateObject())
        {
            var field = type.Fields.Find(member.Name) ?? throw Unfit(member.Name);
            input[field.Name] = Read(field.ResolvedType!, field.Name, member.Value, named);
        }
        return input;
    }

    /// <summary>The fields of a type that must be given and are not.</summary>
    public static IEnumerable<string> Missing(IInputObjectGraphType type, IDictionary<string, object?> input) =>
        type.Fields.Where(f => f.ResolvedType is NonNullGraphType && !input.ContainsKey(f.Name)).Select(f => f.Name);

    private static object? Read(IGraphType type, string name, JsonElement json, IReadOnlyList<NodeId> named)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return type is NonNullGraphType ? throw Unfit(name) : null;
        switch (Nullable(type))
        {
            case ListGraphType list when json.ValueKind == JsonValueKind.Array:
                return json.EnumerateArray().Select(item => Read(list.ResolvedType!, name, item, named)).ToArray();
            case IInputObjectGraphType inner:
                var read = Read(inner, json, named);
                return Missing(inner, read).Any() ? throw Unfit(name) : read;
            case IdGraphType when ProposedInput.PlaceOf(json) is { } place && place >= 0 && place < named.Count:
                return named[place].ToString();
            case IdGraphType when json.ValueKind == JsonValueKind.String:
                return json.GetString();
            case ScalarGraphType scalar and not IdGraphType when ValueOf(json) is { } value && scalar.CanParseValue(value):
                return scalar.ParseValue(value);
            default:
                throw Unfit(name);
        }
    }

    private static object? ValueOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when json.TryGetInt32(out var number) => number,
            JsonValueKind.Number => json.GetDouble(),
            _ => null,
        };

    private static IGraphType Nullable(IGraphType type) => type is NonNullGraphType given ? given.ResolvedType! : type;

    private static RefusedException Unfit(string name) =>
        new(
            ProblemCode.InvalidFormat,
            $"The input of the proposal does not fit the API any more: {name}. Refuse it and make the change yourself.",
            "id"
        );
}
