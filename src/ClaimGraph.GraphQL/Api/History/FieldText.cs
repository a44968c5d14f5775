using System.Buffers;
using System.Text;
using System.Text.Json;
using ClaimGraph.GraphQL.Api.Nouns;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.History;

/// <summary>
/// The value of a field as a text: what the API answers, an id for a record that is named. Texts, dates, ids and the names of enums stand
/// without quotation marks; lists and parts are JSON.
/// </summary>
internal sealed class FieldText(Field field)
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Action<Utf8JsonWriter, object> _write =
        field.Role == FieldRole.Common ? Writer<Itself>(field) : Writer<ItsContent>(field);

    public string Name { get; } = field.Name;

    /// <summary>Null when it is not set or an empty list.</summary>
    public string? Of(Node node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            _write(json, node);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.StartArray when buffer.WrittenCount == 2 => null,
            _ => Encoding.UTF8.GetString(buffer.WrittenSpan),
        };
    }

    private static Action<Utf8JsonWriter, object> Writer<TOwner>(Field field)
        where TOwner : struct, IOwner
    {
        switch (field)
        {
            case Field<NodeId> one:
                return (json, source) => json.WriteStringValue(one.Get(TOwner.Of(source)).ToString());
            case Field<NodeId?> maybe:
                return (json, source) => json.WriteStringValue(maybe.Get(TOwner.Of(source))?.ToString());
            case Field<IReadOnlyList<NodeId>> several:
                return (json, source) => WriteList(json, several.Get(TOwner.Of(source)), (j, id) => j.WriteStringValue(id.ToString()));
            case PartField part:
                var inner = PartWriter(part.Part!);
                return (json, source) => inner(json, part.Get(TOwner.Of(source)));
            case PartListField parts:
                var each = PartWriter(parts.Part!);
                return (json, source) => WriteList(json, parts.Get(TOwner.Of(source)), each);
            default:
                return ((LeafResolver)FieldResolvers.Of<TOwner>(field)).Write;
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var value in values)
            write(json, value);
        json.WriteEndArray();
    }

    private static Action<Utf8JsonWriter, ContentPart?> PartWriter(Part part)
    {
        // A text that is kept apart does not stand in every entry; its hash tells whether it changed.
        var fields = part.Fields.Where(f => !f.IsKeptApart).Select(f => (f.Name, Write: Writer<Itself>(f))).ToArray();
        return (json, value) =>
        {
            if (value is null)
            {
                json.WriteNullValue();
                return;
            }
            json.WriteStartObject();
            foreach (var (name, write) in fields)
            {
                json.WritePropertyName(name);
                write(json, value);
            }
            json.WriteEndObject();
        };
    }
}
