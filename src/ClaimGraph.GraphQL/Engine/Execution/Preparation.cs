using System.Text;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Documents.Descriptions;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Plans;
using ClaimGraph.GraphQL.Engine.Telemetry;
using GraphQL.Types;
using GraphQL.Validation;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>A request whose operation can run.</summary>
internal readonly record struct ReadyRequest(
    GraphQLRequest Request,
    PreparedDocument Prepared,
    PreparedOperation Operation,
    NamedBy NamedBy,
    Plan Plan,
    Variables Variables
)
{
    /// <exception cref="RequestException">An argument cannot be used.</exception>
    public OperationRun Run(RequestScope scope) => new(scope, Plan, Prepared.Document, Variables);
}

/// <summary>What is done with a request before anything runs: find its document, read its variables, plan its operation, compare the
/// rights that it needs.</summary>
internal sealed class Preparation(ISchema schema, GraphQLOptions options)
{
    private readonly PreparedDocuments _documents = new(schema, options);
    private readonly PersistedDocuments _persisted = new(options.Persisted);

    /// <exception cref="RequestException">The request cannot run.</exception>
    public async ValueTask<ReadyRequest> PrepareAsync(GraphQLRequest request, bool readOnly, RequestScope scope)
    {
        Rights.Check(scope.Principal, Right.ToRead); // before the document is looked at: errors in it tell of the schema
        request = _persisted.Resolve(request);
        var prepared = await DocumentAsync(request, scope);
        _persisted.Remember(request);
        var operation = prepared.Operation(request.OperationName);
        var namedBy = NamedBy(request, scope);
        scope.Observed?.Is(operation.Definition, namedBy);
        var variables = await VariablesAsync(operation, request, scope);
        var plan = operation.PlanFor(variables, scope.Cancellation);
        Check(plan, readOnly, scope);
        return new ReadyRequest(request, prepared, operation, namedBy, plan, variables);
    }

    /// <summary>Says what a document with one operation does.</summary>
    /// <exception cref="RequestException">The text is not such a document of this schema.</exception>
    public async ValueTask<OperationDescription> DescribeAsync(string text, CancellationToken cancellation)
    {
        var prepared = await _documents.PrepareAsync(Encoding.UTF8.GetBytes(text), cancellation);
        return OperationDescriber.Describe(prepared.Document, text, schema, options, cancellation);
    }

    private async ValueTask<PreparedDocument> DocumentAsync(GraphQLRequest request, RequestScope scope)
    {
        try
        {
            return await _documents.PrepareAsync(request.Query, scope.Cancellation);
        }
        catch (RequestException failure) when (!MayIntrospect(scope.Principal))
        {
            throw DocumentErrors.WithoutSuggestions(failure);
        }
    }

    private async ValueTask<Variables> VariablesAsync(PreparedOperation operation, GraphQLRequest request, RequestScope scope)
    {
        try
        {
            return await operation.ReadVariablesAsync(request.Variables, scope.Cancellation);
        }
        catch (RequestException failure) when (!MayIntrospect(scope.Principal))
        {
            throw DocumentErrors.WithoutSuggestions(failure);
        }
    }

    private bool MayIntrospect(Principal principal) => options.Introspection == IntrospectionAccess.Everybody || !principal.IsAnonymous;

    private NamedBy NamedBy(GraphQLRequest request, RequestScope scope) =>
        _persisted.IsTrusted(request) ? Telemetry.NamedBy.Operator
        : scope.Principal.IsAnonymous ? Telemetry.NamedBy.Stranger
        : Telemetry.NamedBy.Principal;

    private void Check(Plan plan, bool readOnly, RequestScope scope)
    {
        if (plan.IsMutation && readOnly)
            throw new RequestException(ErrorCode.MethodNotAllowed, "Send a mutation by POST.");
        Rights.Check(scope.Principal, plan.Right);
        if (plan.IsIntrospection && !MayIntrospect(scope.Principal))
            throw new RequestException(ErrorCode.Unauthenticated, "Introspection of the schema needs a key.");
    }
}
