using System.Globalization;
using System.Text.Json.Nodes;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Descriptions;

/// <summary>Makes a JSON Schema (2020-12) of the variables of an operation. Input objects stand under <c>$defs</c>, as some hold
/// themselves.</summary>
internal sealed class VariableSchema(ISchema schema)
{
    private readonly JsonObject _properties = [];
    private readonly JsonArray _required = [];
    private readonly JsonObject _definitions = [];

    /// <summary>Adds a variable.</summary>
    public void Add(GraphQLVariableDefinition variable, string? description)
    {
        var name = variable.Variable.Name.StringValue;
        var property = Of(variable.Type);
        Describe(property, description, Meaning(Named(variable.Type)));
        if (variable.DefaultValue is { } value and not GraphQLNullValue)
            property["default"] = ValueOf(value);
        else if (variable.Type is GraphQLNonNullType)
            _required.Add(name);
        _properties[name] = property;
    }

    /// <summary>The schema of all variables that were added.</summary>
    public JsonObject Complete()
    {
        var whole = Object(_properties, _required);
        if (_definitions.Count > 0)
            whole["$defs"] = _definitions;
        return whole;
    }

    private static JsonObject Object(JsonObject properties, JsonArray required)
    {
        var whole = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
            whole["required"] = required;
        whole["additionalProperties"] = false;
        return whole;
    }

    private IGraphType Named(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType required => Named(required.Type),
            GraphQLListType list => Named(list.Type),
            _ => schema.AllTypes[((GraphQLNamedType)type).Name.Value]!,
        };

    private JsonObject Of(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType required => Of(required.Type),
            GraphQLListType list => ListOf(Of(list.Type)),
            _ => Of(Named(type)),
        };

    private JsonObject Of(IGraphType type) =>
        type switch
        {
            NonNullGraphType required => Of(required.ResolvedType!),
            ListGraphType list => ListOf(Of(list.ResolvedType!)),
            IInputObjectGraphType input => ReferenceTo(input),
            EnumerationGraphType words => new JsonObject
            {
                ["type"] = "string",
                ["enum"] = new JsonArray([.. words.Values.Select(v => JsonValue.Create(v.Name))]),
            },
            IntGraphType => new JsonObject { ["type"] = "integer" },
            FloatGraphType => new JsonObject { ["type"] = "number" },
            BooleanGraphType => new JsonObject { ["type"] = "boolean" },
            _ => new JsonObject { ["type"] = "string" },
        };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private JsonObject ReferenceTo(IInputObjectGraphType input)
    {
        if (!_definitions.ContainsKey(input.Name))
        {
            _definitions[input.Name] = null; // it may hold itself
            _definitions[input.Name] = Definition(input);
        }
        return new JsonObject { ["$ref"] = $"#/$defs/{input.Name}" };
    }

    private JsonObject Definition(IInputObjectGraphType input)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var field in input.Fields)
        {
            var property = Of(field.ResolvedType!);
            Describe(property, field.Description);
            properties[field.Name] = property;
            if (field.ResolvedType is NonNullGraphType && field.DefaultValue is null)
                required.Add(field.Name);
        }
        var whole = Object(properties, required);
        Describe(whole, input.Description);
        return whole;
    }

    private static void Describe(JsonObject property, params IEnumerable<string?> texts)
    {
        var description = string.Join(' ', texts.Where(t => !string.IsNullOrEmpty(t)));
        if (description.Length > 0)
            property["description"] = description;
    }

    /// <summary>What the values of a type mean, where their names alone do not say.</summary>
    private static string? Meaning(IGraphType type) =>
        type switch
        {
            EnumerationGraphType words => string.Join(' ', words.Values.Select(v => $"{v.Name}: {v.Description}")),
            IntGraphType or FloatGraphType or BooleanGraphType or StringGraphType => null,
            ScalarGraphType scalar => scalar.Description,
            _ => null,
        };

    private static JsonNode? ValueOf(GraphQLValue value) =>
        value switch
        {
            GraphQLStringValue text => (string)text.Value,
            GraphQLEnumValue word => word.Name.StringValue,
            GraphQLBooleanValue flag => flag.BoolValue,
            GraphQLIntValue number => long.Parse(number.Value, CultureInfo.InvariantCulture),
            GraphQLFloatValue number => double.Parse(number.Value, CultureInfo.InvariantCulture),
            GraphQLListValue list => new JsonArray([.. (list.Values ?? []).Select(ValueOf)]),
            GraphQLObjectValue fields => new JsonObject(
                (fields.Fields ?? []).Select(f => KeyValuePair.Create(f.Name.StringValue, ValueOf(f.Value)))
            ),
            _ => null,
        };
}
