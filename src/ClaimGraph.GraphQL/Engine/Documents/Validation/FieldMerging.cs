using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>
/// Fields of the same name in the response can be merged (GraphQL specification, section 5.3.2), and a subscription has one root field
/// (5.2.4.1). Instead of comparing all pairs, it merges selections as the execution would and compares each field with the first of its
/// name, once for the shape of the values and once for what is selected (after Simon Adameit's algorithm, which Sangria and graphql-java
/// use, too). The document is known to be valid in everything else.
/// </summary>
internal sealed class FieldMerging(ISchema schema, GraphQLDocument document, WorkBudget budget)
{
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = document
        .Definitions.OfType<GraphQLFragmentDefinition>()
        .ToDictionary(f => f.FragmentName.Name.StringValue);

    /// <summary>The first conflict of each operation.</summary>
    public IEnumerable<ResponseError> Errors()
    {
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            var fields = Collect([(schema.RootOf(operation), operation.SelectionSet)]);
            var error =
                operation.Operation == OperationType.Subscription && !IsOneField(fields)
                    ? DocumentErrors.At(document, operation, "A subscription selects exactly one root field, without @skip and @include.")
                    : DifferentShape(fields) ?? DifferentField(fields);
            if (error is not null)
                yield return error;
        }
    }

    private static bool IsOneField(Dictionary<string, List<SelectedField>> fields) =>
        fields.Count == 1
        && !fields.Values.First()[0].Field.Name.StringValue.StartsWith("__", StringComparison.Ordinal)
        && !fields.Values.First().Exists(f => f.Field.Directives?.Items.Exists(IsCondition) == true);

    private static bool IsCondition(GraphQLDirective directive) => directive.Name.Value == "skip" || directive.Name.Value == "include";

    private ResponseError? DifferentShape(Dictionary<string, List<SelectedField>> fields)
    {
        foreach (var (name, same) in fields)
        {
            if (same.Find(other => !HaveSameShape(same[0].Type, other.Type)) is { Field: not null } other)
                return Conflict(name, same[0], other, $"they have the types {same[0].Type} and {other.Type}");
            if (DifferentShape(Below(same)) is { } error)
                return error;
        }
        return null;
    }

    private ResponseError? DifferentField(Dictionary<string, List<SelectedField>> fields)
    {
        foreach (var (name, all) in fields)
        foreach (var same in OfOneObject(all))
        {
            if (same.Find(other => other.Field.Name.Value != same[0].Field.Name.Value) is { Field: not null } other)
                return Conflict(
                    name,
                    same[0],
                    other,
                    $"{same[0].Field.Name.StringValue} and {other.Field.Name.StringValue} are different fields"
                );
            if (
                same.Find(other => !Literals.AreSame(same[0].Field.Arguments, other.Field.Arguments, budget)) is { Field: not null } unequal
            )
                return Conflict(name, same[0], unequal, "they have different arguments");
            if (DifferentField(Below(same)) is { } error)
                return error;
        }
        return null;
    }

    /// <summary>Those that can be fields of the same object: those of one object type with those of all interfaces and unions.</summary>
    private static IEnumerable<List<SelectedField>> OfOneObject(List<SelectedField> fields)
    {
        if (fields.Count == 1)
            return [fields];
        var wider = fields.Where(f => f.Parent is not IObjectGraphType).ToArray();
        var ofObjects = fields.Where(f => f.Parent is IObjectGraphType).GroupBy(f => f.Parent).ToArray();
        return ofObjects.Length == 0
            ?
            [
                [.. wider],
            ]
            : ofObjects.Select(g => (List<SelectedField>)[.. g, .. wider]);
    }

    private Dictionary<string, List<SelectedField>> Below(List<SelectedField> fields) =>
        Collect(fields.Where(f => f.Field.SelectionSet is not null).Select(f => (f.Type.GetNamedType(), f.Field.SelectionSet!)));

    private Dictionary<string, List<SelectedField>> Collect(IEnumerable<(IGraphType, GraphQLSelectionSet)> sets)
    {
        var collected = new Dictionary<string, List<SelectedField>>();
        var visited = new HashSet<string>();
        foreach (var (parent, set) in sets)
            Collect(parent, set, collected, visited);
        return collected;
    }

    private void Collect(IGraphType parent, GraphQLSelectionSet set, Dictionary<string, List<SelectedField>> into, HashSet<string> visited)
    {
        foreach (var selection in set.Selections)
        {
            budget.Spend();
            switch (selection)
            {
                case GraphQLField field:
                    var name = (field.Alias?.Name ?? field.Name).StringValue;
                    if (!into.TryGetValue(name, out var same))
                        into.Add(name, same = []);
                    same.Add(new SelectedField(parent, field, schema.FieldOf(parent, field.Name.StringValue).ResolvedType!));
                    break;
                case GraphQLInlineFragment inline:
                    Collect(TypeOf(inline.TypeCondition) ?? parent, inline.SelectionSet, into, visited);
                    break;
                case GraphQLFragmentSpread spread when visited.Add(spread.FragmentName.Name.StringValue):
                    var fragment = _fragments[spread.FragmentName.Name.StringValue];
                    Collect(TypeOf(fragment.TypeCondition)!, fragment.SelectionSet, into, visited);
                    break;
            }
        }
    }

    private IGraphType? TypeOf(GraphQLTypeCondition? condition) => condition is null ? null : schema.AllTypes[condition.Type.Name.Value];

    // SameResponseShape of the specification.
    private static bool HaveSameShape(IGraphType one, IGraphType other) =>
        (one, other) switch
        {
            (NonNullGraphType a, NonNullGraphType b) => HaveSameShape(a.ResolvedType!, b.ResolvedType!),
            (ListGraphType a, ListGraphType b) => HaveSameShape(a.ResolvedType!, b.ResolvedType!),
            (NonNullGraphType or ListGraphType, _) or (_, NonNullGraphType or ListGraphType) => false,
            (ScalarGraphType, _) or (_, ScalarGraphType) => ReferenceEquals(one, other),
            _ => true,
        };

    private ResponseError Conflict(string name, SelectedField one, SelectedField other, string reason) =>
        DocumentErrors.At(document, one.Field, other.Field, $"Fields {name} conflict: {reason}. Use different aliases to select both.");

    private readonly record struct SelectedField(IGraphType Parent, GraphQLField Field, IGraphType Type);
}
