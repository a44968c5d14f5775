using ClaimGraph.GraphQL.Engine.Errors;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Documents.Validation;

/// <summary>
/// Validation (GraphQL specification, section 5) of a document without variables, all of its operations. GraphQL.NET has most of the
/// rules. Those whose work grows with the square of the document or that do less than the specification says are in this folder.
/// </summary>
internal sealed class DocumentRules(ISchema schema, GraphQLOptions options)
{
    private const int MaxErrors = 20; // enough to go on; a document of a thousand mistakes is not answered at length

    private static readonly IValidationRule[] Rules =
    [
        .. DocumentValidator.CoreRules.Where(rule =>
            rule
                is not (
                    KnownFragmentNames
                    or NoUnusedFragments
                    or NoFragmentCycles
                    or PossibleFragmentSpreads
                    or OverlappingFieldsCanBeMerged
                    or SingleRootFieldSubscriptions
                    or NoUndefinedVariables
                    or NoUnusedVariables
                    or VariablesInAllowedPosition
                )
        ),
        new EnoughErrors(MaxErrors),
    ];

    // Rules see the whole document; the operation is one whose arguments GraphQL.NET would read, which is done later, for each request.
    private static readonly GraphQLOperationDefinition NoOperation = new(new GraphQLSelectionSet([]));

    private readonly DocumentValidator _validator = new();

    /// <exception cref="RequestException">The document is not valid.</exception>
    public async ValueTask ValidateAsync(GraphQLDocument document, CancellationToken cancellation)
    {
        Check(document.Definitions.Where(d => d is not GraphQLExecutableDefinition).Select(d => NotExecutable(document, d)));
        Check(VariablesOfOutput(document)); // GraphQL.NET cannot read a default value of theirs
        var result = await _validator.ValidateAsync(
            new ValidationOptions
            {
                Schema = schema,
                Document = document,
                Operation = NoOperation,
                Rules = Rules,
                Variables = Inputs.Empty,
                Extensions = Inputs.Empty,
                UserContext = new Dictionary<string, object?>(),
                Metrics = Metrics.None,
                CancellationToken = cancellation,
            }
        );
        Check(result.Errors.Select(e => DocumentErrors.ToResponse(schema, e, ErrorCode.ValidationFailed)));
        Check(new FragmentUses(document).Errors());
        Check(new FragmentPlaces(schema, document).Errors());
        var budget = new WorkBudget(options, cancellation);
        Check(new FieldMerging(schema, document, budget).Errors());
        Check(new VariableUses(schema, document, budget).Errors());
    }

    private IEnumerable<ResponseError> VariablesOfOutput(GraphQLDocument document) =>
        document
            .Definitions.OfType<GraphQLOperationDefinition>()
            .SelectMany(o => o.Variables?.Items ?? [])
            .Where(v => schema.AllTypes[v.Type.Name()] is { } type && !type.IsInputType())
            .Select(v =>
                DocumentErrors.At(
                    document,
                    v,
                    $"Variable '${v.Variable.Name.StringValue}' cannot have the type '{v.Type.Name()}', which is not an input type."
                )
            );

    private static ResponseError NotExecutable(GraphQLDocument document, ASTNode definition) =>
        DocumentErrors.At(document, definition, "A request has operations and fragments only, and no definitions of types.");

    private static void Check(IEnumerable<ResponseError> errors)
    {
        ResponseError[] found = [.. errors.Take(MaxErrors)];
        if (found.Length > 0)
            throw new RequestException(found);
    }
}
