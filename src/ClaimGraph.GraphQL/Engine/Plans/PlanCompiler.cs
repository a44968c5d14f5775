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
internal sealed class PlanCompiler(ISchema schema, FieldCollector collector, GraphQLOptions options)
{
    // The lists of the introspection schema that lead back to types: nested, they multiply.
    private static readonly HashSet<string> Multiplying = ["fields", "interfaces", "possibleTypes", "inputFields"];
    private const int MaxMultiplying = 2;

    private readonly List<PlanField> _arguments = [];
    private int _fields;
    private bool _isIntrospection;
    private Right _right = Right.ToRead;

    public Plan Compile(GraphQLOperationDefinition operation)
    {
        var root = Select(schema.RootOf(operation), [operation.SelectionSet], 1, 0, -1);
        if (operation.Operation == OperationType.Subscription && root.Fields is not [{ Resolver: EventResolver }])
            throw new RequestException(
                ErrorCode.ValidationFailed,
                "A subscription selects exactly one field, and nothing of the schema itself."
            );
        var isAtomic = Atomic.Is(operation);
        if (isAtomic)
            Atomic.Check(root.Fields.Where(f => f.Slot >= 0).Select(f => f.Definition));
        return new Plan(root, operation.Operation, _isIntrospection, [.. _arguments], _fields, _right) { IsAtomic = isAtomic };
    }

    private Selection Select(IObjectGraphType type, GraphQLSelectionSet[] sets, int depth, int multiplying, int above)
    {
        if (depth > options.MaxDepth)
            throw new RequestException(ErrorCode.DocumentTooDeep, $"Fields nest at most {options.MaxDepth} deep.");
        var collected = collector.Collect(type, sets);
        var fields = new PlanField[collected.Count];
        var slots = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var (name, selected) = collected.GetAt(i);
            fields[i] = Make(type, name, selected, depth, multiplying, above, slots);
            if (fields[i].Slot >= 0)
                slots++;
        }
        return new Selection(type.Name, fields, slots);
    }

    private PlanField Make(
        IObjectGraphType parent,
        string name,
        List<GraphQLField> selected,
        int depth,
        int multiplying,
        int above,
        int slot
    )
    {
        if (++_fields > options.MaxFields)
            throw DocumentErrors.TooManyFields(options);
        var ast = selected[0];
        var definition = schema.FieldOf(parent, ast.Name.StringValue);
        _isIntrospection |= definition == schema.SchemaMetaFieldType || definition == schema.TypeMetaFieldType;
        _right = Rights.Higher(_right, definition);
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
        var field = new PlanField
        {
            Name = name,
            Json = JsonEncodedText.Encode(name),
            Ast = ast,
            Definition = definition,
            Resolver = resolver,
            Slot = resolver is null or LeafResolver ? -1 : slot,
            Context = resolver is { NeedsContext: true } ? _arguments.Count : -1,
            Above = above,
            IsNonNull = isNonNull,
            IsList = item is not null,
            IsItemNonNull = item is NonNullGraphType,
            TakesFilter = definition.Arguments?.Find("filter") is not null,
            HasVariables = ast.Arguments?.Items.Any(a => HasVariable(a.Value)) == true,
        };
        if (field.Context >= 0)
            _arguments.Add(field);
        field.Selections = SelectionsOf(type.GetNamedType(), selected, depth, multiplying, field.Context >= 0 ? field.Context : above);
        return field;
    }

    private (Type?, Selection)[]? SelectionsOf(IGraphType type, List<GraphQLField> selected, int depth, int multiplying, int above)
    {
        var sets = selected.Where(f => f.SelectionSet is not null).Select(f => f.SelectionSet!).ToArray();
        return type switch
        {
            IObjectGraphType one => [(null, Select(one, sets, depth + 1, multiplying, above))],
            IAbstractGraphType several =>
            [
                .. several.PossibleTypes.Select(t => ((Type?)SourceOf(t), Select(t, sets, depth + 1, multiplying, above))),
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

    private static bool HasVariable(GraphQLValue value) =>
        value switch
        {
            GraphQLVariable => true,
            GraphQLListValue list => list.Values?.Any(HasVariable) == true,
            GraphQLObjectValue fields => fields.Fields?.Any(f => HasVariable(f.Value)) == true,
            _ => false,
        };
}
