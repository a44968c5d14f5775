using System.Text.Json;
using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Errors;
using ClaimGraph.GraphQL.Transport;
using GraphQL.Types;

namespace ClaimGraph.GraphQL.Execution;

/// <summary>From a request to the text of its response.</summary>
internal sealed class Executor(ISchema schema, GraphQLOptions options)
{
    private readonly Documents _documents = new(schema, options);
    private readonly Introspection _introspection = new(schema);

    /// <summary>Runs the request and writes the response. True when it has errors beside its data.</summary>
    /// <exception cref="RequestFailure">There is no data at all; nothing was written.</exception>
    public async ValueTask<bool> ExecuteAsync(GraphQLRequest request, bool readOnly, RequestScope scope, Utf8JsonWriter json)
    {
        Rights.Check(scope.Principal, Right.ToRead);        // before the document is looked at: errors in it tell of the schema
        var prepared = await _documents.PrepareAsync(request.Query, request.OperationName, request.Variables, scope.Cancellation);
        var operation = prepared.Operation(request.OperationName);
        var variables = await operation.ReadVariablesAsync(request.Variables, scope.Cancellation);
        var plan = operation.PlanFor(variables);
        if (plan.IsMutation && readOnly) throw new RequestFailure(ErrorCode.MethodNotAllowed, "A mutation is sent by POST.");
        Rights.Check(scope.Principal, plan.Right);
        if (plan.IsIntrospection) return await _introspection.ExecuteAsync(prepared.Document, request, scope, json);

        var engine = new Engine(scope, plan, prepared.Document, variables);
        await engine.ExecuteAsync();
        json.WriteStartObject();
        if (engine.Errors is { } errors) ErrorWriter.Write(json, errors);
        json.WritePropertyName("data"u8);
        engine.WriteData(json);
        json.WriteEndObject();
        return engine.Errors is not null;
    }
}
