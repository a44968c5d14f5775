using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>
/// Variables are defined, used, and allowed where they stand, also inside of lists and input objects (GraphQL specification, sections
/// 5.8.3 to 5.8.5). What a fragment uses is found out once, whatever the number of operations that spread it. The document is known to be
/// valid in everything else.
/// </summary>
internal sealed class VariableUses(ISchema schema, GraphQLDocument document, WorkBudget budget)
{
    private readonly Dictionary<string, VariableUsesOfSelections> _fragments = document
        .Definitions.OfType<GraphQLFragmentDefinition>()
        .ToDictionary(
            f => f.FragmentName.Name.StringValue,
            f => new VariableUsesOfSelections(schema, budget).Add(schema.AllTypes[f.TypeCondition.Type.Name.Value]!, f)
        );

    public IEnumerable<ResponseError> Errors() => document.Definitions.OfType<GraphQLOperationDefinition>().SelectMany(ErrorsOf);

    private IEnumerable<ResponseError> ErrorsOf(GraphQLOperationDefinition operation)
    {
        var unused = (operation.Variables?.Items ?? []).ToDictionary(v => v.Variable.Name.StringValue);
        var defined = new Dictionary<string, GraphQLVariableDefinition>(unused);
        foreach (var use in UsesOf(operation))
        {
            var name = use.Variable.Name.StringValue;
            unused.Remove(name);
            if (!defined.TryGetValue(name, out var definition))
                yield return DocumentErrors.At(document, use.Variable, $"Variable '${name}' is not defined by {NameOf(operation)}.");
            else if (!use.Allows(definition))
                yield return DocumentErrors.At(
                    document,
                    definition,
                    use.Variable,
                    $"Variable '${name}' of type '{Written(definition.Type)}' cannot stand where '{use.Type}' is expected."
                );
        }
        foreach (var (name, definition) in unused)
            yield return DocumentErrors.At(document, definition, $"Variable '${name}' is never used in {NameOf(operation)}.");
    }

    /// <summary>Where an operation and the fragments that it spreads use variables.</summary>
    public IEnumerable<VariableUse> UsesOf(GraphQLOperationDefinition operation)
    {
        var visited = new HashSet<string>();
        var open = new Stack<VariableUsesOfSelections>([
            new VariableUsesOfSelections(schema, budget).Add(schema.RootOf(operation), operation),
        ]);
        while (open.TryPop(out var selections))
        {
            foreach (var use in selections.Uses)
            {
                budget.Spend();
                yield return use;
            }
            foreach (var spread in selections.Spreads)
            {
                budget.Spend();
                if (visited.Add(spread))
                    open.Push(_fragments[spread]);
            }
        }
    }

    private static string NameOf(GraphQLOperationDefinition operation) =>
        operation.Name is { } name ? $"operation '{name.StringValue}'" : "the operation";

    public static string Written(GraphQLType type) =>
        type switch
        {
            GraphQLNonNullType nonNull => Written(nonNull.Type) + "!",
            GraphQLListType list => $"[{Written(list.Type)}]",
            _ => ((GraphQLNamedType)type).Name.StringValue,
        };
}

/// <summary>A variable, and the type that is expected where it stands.</summary>
/// <param name="HasDefault">Whether another value is taken there when the variable has none.</param>
/// <param name="Description">What the schema says about the argument or input field.</param>
internal readonly record struct VariableUse(GraphQLVariable Variable, IGraphType Type, bool HasDefault, string? Description)
{
    /// <summary>IsVariableUsageAllowed of the specification.</summary>
    public bool Allows(GraphQLVariableDefinition definition)
    {
        if (Type is not NonNullGraphType required || definition.Type is GraphQLNonNullType)
            return AreCompatible(definition.Type, Type);
        var isFilled = HasDefault || definition.DefaultValue is { } given and not GraphQLNullValue;
        return isFilled && AreCompatible(definition.Type, required.ResolvedType!);
    }

    private static bool AreCompatible(GraphQLType variable, IGraphType location) =>
        (variable, location) switch
        {
            (GraphQLNonNullType v, NonNullGraphType l) => AreCompatible(v.Type, l.ResolvedType!),
            (_, NonNullGraphType) => false,
            (GraphQLNonNullType v, _) => AreCompatible(v.Type, location),
            (GraphQLListType v, ListGraphType l) => AreCompatible(v.Type, l.ResolvedType!),
            (GraphQLNamedType v, not ListGraphType) => v.Name.Value == location.Name,
            _ => false,
        };
}
