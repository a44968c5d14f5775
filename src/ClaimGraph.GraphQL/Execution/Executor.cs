using System.Text.Json;
using ClaimGraph.GraphQL.Errors;
using ClaimGraph.GraphQL.Subscriptions;
using ClaimGraph.GraphQL.Transport;
using GraphQL.Types;
using GraphQL.Validation;

namespace ClaimGraph.GraphQL.Execution;

/// <summary>A request whose operation can run.</summary>
internal readonly record struct ReadyRequest(GraphQLRequest Request, PreparedDocument Prepared, Plan Plan, Variables Variables);

/// <summary>One of the responses to a request.</summary>
/// <param name="Revision">That of the event which it tells of; null for queries and mutations.</param>
/// <param name="Json">The response, without line breaks.</param>
internal readonly record struct Response(long? Revision, ReadOnlyMemory<byte> Json);

/// <summary>From a request to the text of its response.</summary>
internal sealed class Executor(ISchema schema, GraphQLOptions options)
{
    private readonly Documents _documents = new(schema, options);
    private readonly Introspection _introspection = new(schema);
    private readonly PersistedDocuments _persisted = new(options.Persisted);

    /// <summary>Runs a query or mutation and writes the response. True when it has errors beside its data.</summary>
    /// <exception cref="RequestFailure">There is no data at all; nothing was written.</exception>
    public async ValueTask<bool> ExecuteAsync(GraphQLRequest request, bool readOnly, RequestScope scope, Utf8JsonWriter json)
    {
        var ready = await PrepareAsync(request, readOnly, scope);
        if (ready.Plan.IsSubscription)
            throw new RequestFailure(ErrorCode.NotAcceptable, "A subscription is sent over WebSocket (graphql-transport-ws), or with 'Accept: text/event-stream'.");
        return await WriteAsync(ready, scope, json);
    }

    /// <exception cref="RequestFailure">The request cannot run.</exception>
    public async ValueTask<ReadyRequest> PrepareAsync(GraphQLRequest request, bool readOnly, RequestScope scope)
    {
        request = _persisted.Resolve(request);
        var prepared = await _documents.PrepareAsync(request.Query, request.OperationName, request.Variables, scope.Cancellation);
        _persisted.Remember(request);
        var operation = prepared.Operation(request.OperationName);
        var variables = await operation.ReadVariablesAsync(request.Variables, scope.Cancellation);
        var plan = operation.PlanFor(variables);
        if (plan.IsMutation && readOnly) throw new RequestFailure(ErrorCode.MethodNotAllowed, "A mutation is sent by POST.");
        return new ReadyRequest(request, prepared, plan, variables);
    }

    /// <summary>Runs any operation: one response to a query or mutation, one to each event of a subscription.</summary>
    /// <param name="after">The revision after which a subscription begins, whatever its argument says.</param>
    /// <exception cref="RequestFailure">There is no data at all.</exception>
    public async IAsyncEnumerable<Response> StreamAsync(ReadyRequest ready, RequestScope scope, LedgerFeed feed, long? after = null)
    {
        if (!ready.Plan.IsSubscription)
        {
            yield return new Response(null, await WriteAsync(ready, scope));
            yield break;
        }
        await foreach (var response in new Subscription(ready, scope, RespondAsync).RunAsync(feed, after)) yield return response;
    }

    private async Task<ReadOnlyMemory<byte>> RespondAsync(ReadyRequest ready, RequestScope scope) => await WriteAsync(ready, scope);

    private async ValueTask<ReadOnlyMemory<byte>> WriteAsync(ReadyRequest ready, RequestScope scope)
    {
        var buffer = ResponseBuffer.Rent();
        try
        {
            await WriteAsync(ready, scope, buffer.Json);
            return buffer.Bytes.ToArray();
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    private async ValueTask<bool> WriteAsync(ReadyRequest ready, RequestScope scope, Utf8JsonWriter json)
    {
        if (ready.Plan.IsIntrospection) return await _introspection.ExecuteAsync(ready.Prepared.Document, ready.Request, scope, json);
        var engine = new Engine(scope, ready.Plan, ready.Prepared.Document, ready.Variables);
        await engine.ExecuteAsync();
        json.WriteStartObject();
        if (engine.Errors is { } errors) ErrorWriter.Write(json, errors);
        json.WritePropertyName("data"u8);
        engine.WriteData(json);
        json.WriteEndObject();
        return engine.Errors is not null;
    }
}
