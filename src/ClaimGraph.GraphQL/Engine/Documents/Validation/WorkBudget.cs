using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>How much work the validation of one document may be: rules count what they look at.</summary>
internal sealed class WorkBudget(GraphQLOptions options, CancellationToken cancellation)
{
    private const int StepsPerField = 10;
    private const int StepsBetweenLooks = 1024;

    private long _left = (long)options.MaxFields * StepsPerField;

    /// <exception cref="RequestException">That was one too many.</exception>
    public void Spend()
    {
        if (--_left < 0)
            throw DocumentErrors.TooManyFields(options);
        if (_left % StepsBetweenLooks == 0)
            cancellation.ThrowIfCancellationRequested();
    }
}
