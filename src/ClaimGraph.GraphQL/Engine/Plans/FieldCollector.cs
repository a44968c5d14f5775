using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Plans;

/// <summary>
/// CollectFields of the GraphQL specification (6.3.2), for one outcome of the @skip and @include conditions. A fragment that is spread
/// several times at one place of the response counts once, and the work of all calls together is bounded.
/// </summary>
/// <param name="condition">The value of a variable that decides about @skip and @include.</param>
internal sealed class FieldCollector(
    ISchema schema,
    GraphQLDocument document,
    GraphQLOptions options,
    Func<string, bool> condition,
    CancellationToken cancellation
)
{
    /// <summary>How many selections may be visited, for each field that a document may have: fragments are visited at each place where
    /// they are spread.</summary>
    private const int VisitsPerField = 10;

    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = document
        .Definitions.OfType<GraphQLFragmentDefinition>()
        .ToDictionary(f => f.FragmentName.Name.StringValue);

    private long _visitsLeft = (long)options.MaxFields * VisitsPerField;

    /// <summary>The fields of one object, by their names in the response; those of one name are merged.</summary>
    /// <exception cref="RequestException">Fragments make the operation too large.</exception>
    public OrderedDictionary<string, List<GraphQLField>> Collect(IObjectGraphType type, GraphQLSelectionSet[] sets)
    {
        cancellation.ThrowIfCancellationRequested();
        var collected = new OrderedDictionary<string, List<GraphQLField>>();
        HashSet<string>? visited = null;
        foreach (var set in sets)
            Collect(type, set, collected, ref visited);
        return collected;
    }

    private void Collect(
        IObjectGraphType type,
        GraphQLSelectionSet set,
        OrderedDictionary<string, List<GraphQLField>> into,
        ref HashSet<string>? visited
    )
    {
        foreach (var selection in set.Selections)
        {
            if (--_visitsLeft < 0)
                throw DocumentErrors.TooManyFields(options);
            if (!IsIncluded(selection))
                continue;
            switch (selection)
            {
                case GraphQLField field:
                    Add(field, into);
                    break;
                case GraphQLInlineFragment inline when Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, into, ref visited);
                    break;
                case GraphQLFragmentSpread spread when (visited ??= []).Add(spread.FragmentName.Name.StringValue):
                    var fragment = _fragments[spread.FragmentName.Name.StringValue];
                    if (Applies(fragment.TypeCondition, type))
                        Collect(type, fragment.SelectionSet, into, ref visited);
                    break;
            }
        }
    }

    private static void Add(GraphQLField field, OrderedDictionary<string, List<GraphQLField>> into)
    {
        var name = (field.Alias?.Name ?? field.Name).StringValue;
        if (into.TryGetValue(name, out var same))
            same.Add(field);
        else
            into.Add(name, [field]);
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
}
