using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Plans;

/// <summary>An operation made ready: fields looked up, fragments written out, names encoded. It is made once and used by all
/// requests.</summary>
internal sealed class Plan(Selection root, OperationType type, bool isIntrospection, PlanField[] arguments, int size, Right right)
{
    public Selection Root { get; } = root;
    public bool IsMutation => type == OperationType.Mutation;

    /// <summary>True if the fields of a mutation are carried out together.</summary>
    public bool IsAtomic { get; init; }
    public bool IsSubscription => type == OperationType.Subscription;

    /// <summary>True when the operation asks for the schema itself.</summary>
    public bool IsIntrospection { get; } = isIntrospection;

    /// <summary>What the fields that are selected need at most.</summary>
    public Right Right { get; } = right;

    /// <summary>How many fields it has.</summary>
    public int Size { get; } = size;

    /// <summary>The contexts of the fields that need one, at their <see cref="PlanField.Context"/>.</summary>
    /// <exception cref="RequestException">An argument cannot be used.</exception>
    public FieldContext[] ReadContexts(RequestScope scope, GraphQLDocument document, Variables variables)
    {
        if (arguments.Length == 0)
            return [];
        var contexts = new FieldContext[arguments.Length];
        for (var i = 0; i < contexts.Length; i++)
        {
            var (field, read) = (arguments[i], arguments[i].ReadArguments(document, variables));
            contexts[i] = new FieldContext((field.Above < 0 ? scope : contexts[field.Above].Scope).Within(read), read);
        }
        return contexts;
    }
}

/// <summary>What is selected of one object type at one place of the operation.</summary>
/// <param name="Slots">How many of the fields keep a value until the response is written; the others are written straight from the
/// source.</param>
internal sealed record Selection(string TypeName, PlanField[] Fields, int Slots)
{
    /// <summary>The fields whose texts can be long.</summary>
    public LeafResolver[] LongTexts { get; } = [.. Fields.Select(f => f.Leaf).OfType<LeafResolver>().Where(l => l.IsLong)];
}

/// <summary>One selected field.</summary>
internal sealed class PlanField : ISelected
{
    public required string Name { get; init; }
    public required JsonEncodedText Json { get; init; }
    public required GraphQLField Ast { get; init; }
    public required FieldType Definition { get; init; }

    /// <summary>Null for <c>__typename</c>.</summary>
    public required Resolver? Resolver { get; init; }

    /// <summary>Set when the field is written straight from its source.</summary>
    public LeafResolver? Leaf => Resolver as LeafResolver;

    /// <summary>What it counts in the cost of the operation; null for <c>__typename</c>.</summary>
    public Weight? Weight => Resolver?.Weight;

    /// <summary>True when it has an argument by which its list is restricted.</summary>
    public required bool TakesFilter { get; init; }

    /// <summary>Where the value is kept; -1 when it is not.</summary>
    public required int Slot { get; init; }

    /// <summary>Which context of the request it uses; -1 when it needs none.</summary>
    public required int Context { get; init; }

    /// <summary>The context of the nearest field above that has one; -1 when none has.</summary>
    public required int Above { get; init; }
    public required bool IsNonNull { get; init; }
    public required bool IsList { get; init; }
    public required bool IsItemNonNull { get; init; }

    /// <summary>True when variables stand in the arguments.</summary>
    public required bool HasVariables { get; init; }

    /// <summary>The arguments, where they are the same in all requests; made by the first.</summary>
    private FieldArguments? Constant { get; set; }

    /// <summary>For each CLR type that a value can have, what is selected of it; null for scalars and enums. One entry with null:
    /// whatever the type.</summary>
    public (Type? Type, Selection Selection)[]? Selections { get; set; }

    /// <summary>The values of the arguments.</summary>
    /// <exception cref="RequestException">One of them cannot be used.</exception>
    public FieldArguments ReadArguments(GraphQLDocument document, Variables variables)
    {
        if (Constant is { } constant)
            return constant;
        var arguments = new FieldArguments(ArgumentReader.Read(this, document, variables), this);
        if (!HasVariables)
            Constant = arguments;
        return arguments;
    }

    public Selection SelectionFor(object value)
    {
        foreach (var (type, selection) in Selections!)
            if (type is null || type == value.GetType())
                return selection;
        throw new InvalidOperationException($"{Definition.Name} cannot be a {value.GetType()}.");
    }

    public int Times(string field) => Below(field).Count();

    public int Times(string field, string below) => Below(field).Sum(f => f.Times(below));

    private IEnumerable<PlanField> Below(string field) =>
        (Selections ?? []).SelectMany(s => s.Selection.Fields).Where(f => f.Definition.Name == field);
}
