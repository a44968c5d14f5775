using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Plans;
using ClaimGraph.GraphQL.Engine.Values;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>One object of the response, with the values of those fields that are not written straight from the source.</summary>
/// <param name="field">The field of the parent that holds it.</param>
/// <param name="item">Its position there when that field is a list, else -1.</param>
internal sealed class ObjectNode(object source, Selection selection, ObjectNode? parent, PlanField? field, int item)
{
    public object Source { get; } = source;
    public Selection Selection { get; } = selection;
    public ObjectNode? Parent { get; } = parent;
    public PlanField? Field { get; } = field;
    public int Item { get; } = item;

    /// <summary>By the slots of the fields: an <see cref="ObjectNode"/>, an array of them, a leaf or null.</summary>
    public object?[] Values { get; } = selection.Slots == 0 ? [] : new object?[selection.Slots];

    /// <summary>The response names and list positions from the root to one of its fields.</summary>
    public object[] PathOf(PlanField selected)
    {
        var path = new List<object> { selected.Name };
        for (var at = this; at.Parent is not null; at = at.Parent)
        {
            if (at.Item >= 0)
                path.Add(at.Item);
            path.Add(at.Field!.Name);
        }
        path.Reverse();
        return [.. path];
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var selected in Selection.Fields)
        {
            json.WritePropertyName(selected.Json);
            if (selected.Leaf is { } leaf)
                leaf.Write(json, Source);
            else if (selected.Slot < 0)
                json.WriteStringValue(Selection.TypeName);
            else
                WriteValue(json, Values[selected.Slot]);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case ObjectNode node:
                node.Write(json);
                break;
            case ObjectNode?[] list:
                json.WriteStartArray();
                foreach (var node in list)
                    WriteValue(json, node);
                json.WriteEndArray();
                break;
            default:
                Leaf.WriteAny(json, value);
                break;
        }
    }
}
