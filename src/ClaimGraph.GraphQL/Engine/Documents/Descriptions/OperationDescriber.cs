using ClaimGraph.GraphQL.Engine.Documents.Validation;
using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Descriptions;

/// <summary>Says what a document with one operation does.</summary>
internal static class OperationDescriber
{
    /// <param name="document">A document that is known to be valid.</param>
    /// <param name="text">The same as it is written.</param>
    /// <exception cref="RequestException">It has not one operation with a name, or that is a subscription.</exception>
    public static OperationDescription Describe(
        GraphQLDocument document,
        string text,
        ISchema schema,
        GraphQLOptions options,
        CancellationToken cancellation
    )
    {
        var operation = OperationOf(document);
        var texts = new DescribedTexts(text);
        var uses = new VariableUses(schema, document, new WorkBudget(options, cancellation)).UsesOf(operation).ToArray();
        var variables = new VariableSchema(schema);
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            var name = variable.Variable.Name.StringValue;
            var used = uses.FirstOrDefault(u => u.Variable.Name.Value == name && u.Description is not null);
            variables.Add(variable, texts.OfVariable(name) ?? used.Description);
        }
        return new OperationDescription(
            operation.Name!.StringValue,
            texts.Operation,
            operation.Operation == OperationType.Mutation,
            variables.Complete()
        );
    }

    private static GraphQLOperationDefinition OperationOf(GraphQLDocument document)
    {
        if (document.Definitions.OfType<GraphQLOperationDefinition>().ToArray() is not [{ Name: not null } operation])
            throw new RequestException(ErrorCode.OperationNotFound, "The document needs one operation, with a name.");
        return operation.Operation == OperationType.Subscription
            ? throw new RequestException(ErrorCode.InvalidRequest, "The operation is a subscription; use a query or a mutation.")
            : operation;
    }
}
