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

    public async ValueTask WriteAsync(ResponseOutput output)
    {
        var json = output.Json;
        json.WriteStartObject();
        foreach (var selected in Selection.Fields)
        {
            json.WritePropertyName(selected.Json);
            if (selected.Leaf is { } leaf)
                leaf.Write(json, Source);
            else if (selected.Slot < 0)
                json.WriteStringValue(Selection.TypeName);
            else
                await WriteValueAsync(output, Values[selected.Slot]);
            if (output.IsFull)
                await output.FlushAsync();
        }
        json.WriteEndObject();
    }

    private static ValueTask WriteValueAsync(ResponseOutput output, object? value)
    {
        switch (value)
        {
            case ObjectNode node:
                return node.WriteAsync(output);
            case ObjectNode?[] list:
                return WriteListAsync(output, list);
            default:
                Leaf.WriteAny(output.Json, value);
                return default;
        }
    }

    private static async ValueTask WriteListAsync(ResponseOutput output, ObjectNode?[] list)
    {
        output.Json.WriteStartArray();
        foreach (var node in list)
            await WriteValueAsync(output, node);
        output.Json.WriteEndArray();
    }
}
