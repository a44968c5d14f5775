using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>
/// Fragments stand where objects of their type can be (GraphQL specification, section 5.5.2.3). The document is known to be valid in its
/// fields and types.
/// </summary>
internal sealed class FragmentPlaces(ISchema schema, GraphQLDocument document)
{
    private readonly Dictionary<string, IGraphType> _types = document
        .Definitions.OfType<GraphQLFragmentDefinition>()
        .ToDictionary(f => f.FragmentName.Name.StringValue, f => schema.AllTypes[f.TypeCondition.Type.Name.Value]!);

    private readonly List<ResponseError> _errors = [];

    public IReadOnlyList<ResponseError> Errors()
    {
        foreach (var definition in document.Definitions.OfType<GraphQLExecutableDefinition>())
            Walk(TypeOf(definition), definition.SelectionSet);
        return _errors;
    }

    private IGraphType TypeOf(GraphQLExecutableDefinition definition) =>
        definition is GraphQLFragmentDefinition fragment
            ? _types[fragment.FragmentName.Name.StringValue]
            : schema.RootOf((GraphQLOperationDefinition)definition);

    private void Walk(IGraphType parent, GraphQLSelectionSet set)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField { SelectionSet: { } below } field:
                    Walk(schema.FieldOf(parent, field.Name.StringValue).ResolvedType!.GetNamedType(), below);
                    break;
                case GraphQLInlineFragment inline:
                    var type = inline.TypeCondition is { } on ? schema.AllTypes[on.Type.Name.Value]! : parent;
                    Check(inline, "This fragment", type, parent);
                    Walk(type, inline.SelectionSet);
                    break;
                case GraphQLFragmentSpread spread:
                    var name = spread.FragmentName.Name.StringValue;
                    Check(spread, $"Fragment '{name}'", _types[name], parent);
                    break;
            }
        }
    }

    private void Check(ASTNode node, string fragment, IGraphType type, IGraphType parent)
    {
        if (!Possible(type).Overlaps(Possible(parent)))
            _errors.Add(DocumentErrors.At(document, node, $"{fragment} cannot be spread here: a {parent.Name} is never a {type.Name}."));
    }

    private static HashSet<IGraphType> Possible(IGraphType type) =>
        type is IAbstractGraphType several ? [.. several.PossibleTypes] : [type];
}
