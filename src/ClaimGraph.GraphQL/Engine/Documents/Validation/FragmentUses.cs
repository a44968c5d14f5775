using ClaimGraph.GraphQL.Engine.Errors;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>
/// Fragments are known where they are spread, spread somewhere, and do not spread themselves (GraphQL specification, sections 5.5.1.4,
/// 5.5.2.1 and 5.5.2.2). Each fragment is looked at once.
/// </summary>
internal sealed class FragmentUses
{
    private readonly GraphQLDocument _document;
    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments;
    private readonly Dictionary<GraphQLFragmentDefinition, bool> _isOpen = []; // false: all that it leads to was looked at
    private readonly List<ResponseError> _errors = [];

    /// <param name="document">Its fragments have different names.</param>
    public FragmentUses(GraphQLDocument document)
    {
        _document = document;
        _fragments = document.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.StringValue);
    }

    public IReadOnlyList<ResponseError> Errors()
    {
        foreach (var operation in _document.Definitions.OfType<GraphQLOperationDefinition>())
            Follow(operation.SelectionSet);
        foreach (var (name, fragment) in _fragments)
            if (!_isOpen.ContainsKey(fragment))
                Add(fragment, $"Fragment '{name}' is never used.");
        return _errors;
    }

    private void Follow(GraphQLSelectionSet set)
    {
        foreach (var spread in Selections.In(set).OfType<GraphQLFragmentSpread>())
        {
            var name = spread.FragmentName.Name.StringValue;
            if (!_fragments.TryGetValue(name, out var fragment))
                Add(spread, $"Unknown fragment '{name}'.");
            else if (_isOpen.TryGetValue(fragment, out var isOpen))
            {
                if (isOpen)
                    Add(spread, $"Fragment '{name}' spreads itself.");
            }
            else
            {
                _isOpen[fragment] = true;
                Follow(fragment.SelectionSet);
                _isOpen[fragment] = false;
            }
        }
    }

    private void Add(ASTNode node, string message) => _errors.Add(DocumentErrors.At(_document, node, message));
}
