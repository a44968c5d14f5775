using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Plans;

/// <summary>
/// Reads the arguments of a field, with the values of the variables that stand in them, before anything runs. The document was validated
/// without variables, so what a variable brings into a literal shows here, whether the document was known or not.
/// </summary>
internal static class ArgumentReader
{
    /// <exception cref="RequestException">One of the arguments cannot be used.</exception>
    public static IDictionary<string, ArgumentValue>? Read(PlanField field, GraphQLDocument document, Variables variables)
    {
        if (field.Ast.Arguments is null && field.Definition.Arguments is null)
            return null;
        try
        {
            return ExecutionHelper.GetArguments(field.Definition.Arguments, field.Ast.Arguments, variables, document, field.Ast, null);
        }
        catch (ExecutionError error)
        {
            var code = field.HasVariables ? ErrorCode.InvalidVariable : ErrorCode.ValidationFailed;
            throw new RequestException([DocumentErrors.ToResponse(error, code)]);
        }
    }
}
