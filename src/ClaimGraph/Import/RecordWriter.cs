using System.Text.Json;

namespace ClaimGraph.Import;

/// <summary>Writes nodes as records, as <see cref="RecordReader"/> reads them. What has its default value or is empty is left
/// out.</summary>
/// <param name="json">Gets the records.</param>
/// <param name="keyOf">The key of a node that a record names.</param>
internal sealed class RecordWriter(Utf8JsonWriter json, Func<NodeId, string> keyOf)
{
    public void Write(Node node)
    {
        json.WriteStartObject();
        json.WriteString("key", ImportFormat.KeyOf(node));
        if (node.Key is not null)
            json.WriteString("id", node.Id.ToString());
        WriteList("otherKeys", node.OtherKeys, json.WriteStringValue);
        foreach (var field in Noun.Of(node.Kind).Entered)
            Write(field, node.Data);
        json.WriteString("createdAt", node.CreatedAt.UtcDateTime);
        if (node.Status != RecordStatus.Active)
            json.WriteString("status", EnumWords.Of(typeof(RecordStatus)).Of((byte)node.Status));
        Write("statusReason", node.StatusReason);
        if (node.MergedInto is { } into)
            json.WriteString(RecordReader.MergedInto, keyOf(into));
        json.WriteEndObject();
    }

    private void Write(Field field, object owner)
    {
        switch (field)
        {
            case Field<string?> { Format: TextFormat.Language } text when text.Get(owner) == LanguageTag.Undetermined:
                break;
            case Field<string?> text:
                Write(field.Name, text.Get(owner));
                break;
            case Field<bool> flag:
                json.WriteBoolean(field.Name, flag.Get(owner));
                break;
            case Field<int?> number when number.Get(owner) is { } value:
                json.WriteNumber(field.Name, value);
                break;
            case Field<double?> number when number.Get(owner) is { } value:
                json.WriteNumber(field.Name, value);
                break;
            case Field<PartialDate?> date:
                Write(field.Name, date.Get(owner)?.ToString());
                break;
            case Field<DateTimeOffset?> time when time.Get(owner) is { } value:
                json.WriteString(field.Name, value.UtcDateTime);
                break;
            case EnumField word when word.GetNumber(owner) is { } number:
                json.WriteString(field.Name, EnumWords.Of(field.EnumType!).Of(number));
                break;
            case Field<NodeId> node:
                Write(field, field.Name, node.Get(owner));
                break;
            case Field<NodeId?> node when node.Get(owner) is { } id:
                Write(field, field.Name, id);
                break;
            case PartField part when part.Get(owner) is { } value:
                Write(field.Name, part.Part!, value);
                break;
            case Field<IReadOnlyList<string>> texts:
                WriteList(field.Name, texts.Get(owner), json.WriteStringValue);
                break;
            case Field<IReadOnlyList<NodeId>> nodes:
                WriteList(field.Name, nodes.Get(owner), id => Write(field, null, id));
                break;
            case PartListField parts:
                WriteList(field.Name, parts.Get(owner), value => Write(null, parts.Part!, value));
                break;
        }
    }

    private void Write(string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private void Write(string? name, Part part, ContentPart value)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartObject();
        foreach (var field in part.Fields)
            Write(field, value);
        json.WriteEndObject();
    }

    private void Write(Field reference, string? name, NodeId id)
    {
        if (name is not null)
            json.WritePropertyName(name);
        if (reference.Targets.Count == 1)
        {
            json.WriteStringValue(keyOf(id));
            return;
        }
        json.WriteStartObject();
        json.WriteString(ImportFormat.Word(id.Kind), keyOf(id));
        json.WriteEndObject();
    }

    private void WriteList<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
