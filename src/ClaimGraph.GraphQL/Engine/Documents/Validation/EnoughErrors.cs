using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>Ends the validation when there are enough errors to report: each takes time to word.</summary>
internal sealed class EnoughErrors(int most) : ValidationRuleBase
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) => new(new Visitor(most));

    private sealed class Visitor(int most) : INodeVisitor
    {
        public ValueTask EnterAsync(ASTNode node, ValidationContext context)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (context.HasErrors && context.Errors.Count() >= most)
                throw new RequestException([
                    .. context.Errors.Take(most).Select(e => DocumentErrors.ToResponse(context.Schema, e, ErrorCode.ValidationFailed)),
                ]);
            return default;
        }

        public ValueTask LeaveAsync(ASTNode node, ValidationContext context) => default;
    }
}
