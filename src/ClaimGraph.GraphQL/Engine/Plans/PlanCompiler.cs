using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Plans;

/// <summary>
/// Makes the plan of a valid operation for one outcome of its @skip and @include conditions: CollectFields of the GraphQL specification
/// (6.3.2), done once. It measures on the way what only shows when fragments are written out.
/// </summary>
internal sealed class PlanCompiler(ISchema schema, GraphQLDocument document, GraphQLOptions options, Func<string, bool> condition)
{
    // The lists of the introspection schema that lead back to types: nested, they multiply.
    private static readonly HashSet<string> Multiplying = ["fields", "interfaces", "possibleTypes", "inputFields"];
    private const int MaxMultiplying = 2;

    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = document
        .Definitions.OfType<GraphQLFragmentDefinition>()
        .ToDictionary(f => f.FragmentName.Name.StringValue);

    private int _fields;
    private int _contexts;
    private bool _isIntrospection;
    private Right _right = Right.ToRead;

    public Plan Compile(GraphQLOperationDefinition operation)
    {
        var type = operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation,
            OperationType.Subscription => schema.Subscription,
            _ => schema.Query,
        };
        var root = Select(type!, [operation.SelectionSet], 1, 0);
        if (operation.Operation == OperationType.Subscription && root.Fields is not [{ Resolver: EventResolver }])
            throw new RequestException(
                ErrorCode.ValidationFailed,
                "A subscription selects exactly one field, and nothing of the schema itself."
            );
        return new Plan(root, operation.Operation, _isIntrospection, _contexts, _right);
    }

    private Selection Select(IObjectGraphType type, IEnumerable<GraphQLSelectionSet> sets, int depth, int multiplying)
    {
        if (depth > options.MaxDepth)
            throw new RequestException(ErrorCode.DocumentTooDeep, $"Fields nest at most {options.MaxDepth} deep.");
        var collected = new OrderedDictionary<string, List<GraphQLField>>();
        foreach (var set in sets)
            Collect(type, set, collected, []);
        var fields = new PlanField[collected.Count];
        var slots = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, selected) = collected.GetAt(i);
            fields[i] = Make(type, name, selected, depth, multiplying, slots);
            if (fields[i].Slot >= 0)
                slots++;
        }
        return new Selection(type.Name, fields, slots);
    }

    private void Collect(
        IObjectGraphType type,
        GraphQLSelectionSet set,
        OrderedDictionary<string, List<GraphQLField>> into,
        HashSet<string> visited
    )
    {
        foreach (var selection in set.Selections)
        {
            if (!IsIncluded(selection))
                continue;
            switch (selection)
            {
                case GraphQLField field:
                    var name = (field.Alias?.Name ?? field.Name).StringValue;
                    if (into.TryGetValue(name, out var same))
                        same.Add(field);
                    else
                        into.Add(name, [field]);
                    break;
                case GraphQLInlineFragment inline when Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, into, visited);
                    break;
                case GraphQLFragmentSpread spread when visited.Add(spread.FragmentName.Name.StringValue):
                    var fragment = _fragments[spread.FragmentName.Name.StringValue];
                    if (Applies(fragment.TypeCondition, type))
                        Collect(type, fragment.SelectionSet, into, visited);
                    break;
            }
        }
    }

    private PlanField Make(IObjectGraphType parent, string name, List<GraphQLField> selected, int depth, int multiplying, int slot)
    {
        if (++_fields > options.MaxFields)
            throw new RequestException(
                ErrorCode.DocumentTooLarge,
                $"A document selects at most {options.MaxFields:N0} fields, fragments written out."
            );
        var ast = selected[0];
        var definition = Find(parent, ast.Name.StringValue);
        if (Rights.Of(definition) is var role && role > _right.Role)
            _right = new Right(role, definition.Name);
        var type = definition.ResolvedType!;
        var isNonNull = type is NonNullGraphType;
        if (type is NonNullGraphType nonNull)
            type = nonNull.ResolvedType!;
        var item = (type as ListGraphType)?.ResolvedType;
        var resolver = definition.Resolver as Resolver;
        if (parent.Name.StartsWith("__", StringComparison.Ordinal) && Multiplying.Contains(definition.Name))
            multiplying++;
        if (multiplying > MaxMultiplying)
            throw new RequestException(
                ErrorCode.DocumentTooDeep,
                "The lists of the introspection schema may not be nested in each other so often."
            );
        return new PlanField
        {
            Name = name,
            Json = JsonEncodedText.Encode(name),
            Ast = ast,
            Definition = definition,
            Resolver = resolver,
            Slot = resolver is null or LeafResolver ? -1 : slot,
            Context = resolver is { NeedsContext: true } ? _contexts++ : -1,
            IsNonNull = isNonNull,
            IsList = item is not null,
            IsItemNonNull = item is NonNullGraphType,
            TakesFilter = definition.Arguments?.Find("filter") is not null,
            HasVariables = ast.Arguments?.Items.Any(a => HasVariable(a.Value)) == true,
            Selections = SelectionsOf(type.GetNamedType(), selected, depth, multiplying),
        };
    }

    private FieldType Find(IObjectGraphType parent, string name)
    {
        if (name == schema.TypeNameMetaFieldType.Name)
            return schema.TypeNameMetaFieldType;
        if (name == schema.SchemaMetaFieldType.Name || name == schema.TypeMetaFieldType.Name)
        {
            _isIntrospection = true;
            return name == schema.SchemaMetaFieldType.Name ? schema.SchemaMetaFieldType : schema.TypeMetaFieldType;
        }
        return parent.Fields.Find(name)
            ?? throw new InvalidOperationException($"{parent.Name} has no field {name}: the document was not validated.");
    }

    private (Type?, Selection)[]? SelectionsOf(IGraphType type, List<GraphQLField> selected, int depth, int multiplying)
    {
        var sets = selected.Where(f => f.SelectionSet is not null).Select(f => f.SelectionSet!).ToArray();
        return type switch
        {
            IObjectGraphType one => [(null, Select(one, sets, depth + 1, multiplying))],
            IAbstractGraphType several =>
            [
                .. several.PossibleTypes.Select(t => ((Type?)SourceOf(t), Select(t, sets, depth + 1, multiplying))),
            ],
            _ => null,
        };
    }

    /// <summary>The type of the values that an object type describes.</summary>
    private static Type SourceOf(IObjectGraphType type)
    {
        var declared = type.GetType();
        while (!declared.IsGenericType || declared.GetGenericTypeDefinition() != typeof(ObjectGraphType<>))
            declared = declared.BaseType ?? throw new InvalidOperationException($"{type.Name} does not say what its values are.");
        return declared.GenericTypeArguments[0];
    }

    private bool Applies(GraphQLTypeCondition? on, IObjectGraphType type) =>
        on is null
        || on.Type.Name.Value == type.Name
        || schema.AllTypes[on.Type.Name.Value] is IAbstractGraphType wider && wider.PossibleTypes.Contains(type);

    private bool IsIncluded(ASTNode selection)
    {
        if (selection is not IHasDirectivesNode { Directives: { } directives })
            return true;
        foreach (var directive in directives.Items)
        {
            var wanted =
                directive.Name.Value == "include" ? true
                : directive.Name.Value == "skip" ? false
                : (bool?)null;
            if (wanted is { } value && Holds(directive.Arguments!.Items[0].Value) != value)
                return false;
        }
        return true;
    }

    private bool Holds(GraphQLValue value) =>
        value is GraphQLVariable variable ? condition(variable.Name.StringValue) : ((GraphQLBooleanValue)value).BoolValue;

    private static bool HasVariable(GraphQLValue value) =>
        value switch
        {
            GraphQLVariable => true,
            GraphQLListValue list => list.Values?.Any(HasVariable) == true,
            GraphQLObjectValue fields => fields.Fields?.Any(f => HasVariable(f.Value)) == true,
            _ => false,
        };
}
