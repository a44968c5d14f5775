using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents;

/// <summary>Walks the selections of a document as they are written.</summary>
internal static class Selections
{
    public static IEnumerable<ASTNode> In(GraphQLDocument document) =>
        In(document.Definitions.OfType<GraphQLExecutableDefinition>().Select(d => d.SelectionSet).ToArray());

    public static IEnumerable<ASTNode> In(params GraphQLSelectionSet[] sets)
    {
        var open = new Stack<GraphQLSelectionSet>(sets);
        while (open.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                yield return selection;
                if (selection is IHasSelectionSetNode { SelectionSet: { } inner })
                    open.Push(inner);
            }
        }
    }

    /// <summary>The variables by which @skip and @include decide.</summary>
    public static string[] Conditions(GraphQLDocument document) =>
        [
            .. In(document)
                .OfType<IHasDirectivesNode>()
                .SelectMany(s => s.Directives?.Items ?? [])
                .Where(d => d.Name.Value == "skip" || d.Name.Value == "include")
                .Select(d => d.Arguments?.Items.FirstOrDefault()?.Value)
                .OfType<GraphQLVariable>()
                .Select(v => v.Name.StringValue)
                .Distinct(),
        ];
}
