using System.Globalization;
using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Plans;
using ClaimGraph.GraphQL.Engine.Telemetry;
using GraphQL.Types;
using GraphQL.Validation;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>A request whose operation can run.</summary>
internal readonly record struct ReadyRequest(GraphQLRequest Request, PreparedDocument Prepared, Plan Plan, Variables Variables);

/// <summary>One of the responses to a request.</summary>
/// <param name="Position">That of the event which it tells of, in its stream; null for queries and mutations.</param>
/// <param name="Json">The response, without line breaks.</param>
internal readonly record struct Response(long? Position, ReadOnlyMemory<byte> Json);

/// <summary>From a request to the text of its response.</summary>
internal sealed class Executor(ISchema schema, GraphQLOptions options, ILogger<Executor> log)
{
    private readonly PreparedDocuments _documents = new(schema, options);
    private readonly Introspection _introspection = new(schema);
    private readonly PersistedDocuments _persisted = new(options.Persisted);
    private readonly OperationNames _names = new();

    /// <summary>Runs a query or mutation and writes the response. True when it has errors beside its data.</summary>
    /// <exception cref="RequestException">There is no data at all; what was written is to be forgotten.</exception>
    public async ValueTask<bool> ExecuteAsync(GraphQLRequest request, bool readOnly, RequestScope scope, Utf8JsonWriter json)
    {
        using var observed = scope.Observed = ObservedOperation.Start(log, scope.Clock, _names);
        using var deadline = scope.StartDeadline();
        try
        {
            var ready = await PrepareAsync(request, readOnly, scope);
            if (ready.Plan.IsSubscription)
                throw new RequestException(
                    ErrorCode.NotAcceptable,
                    "A subscription is sent over WebSocket (graphql-transport-ws), or with 'Accept: text/event-stream'."
                );
            return await WriteAsync(ready, scope, json);
        }
        catch (Exception exception) when (TooLate(exception, scope) is { } timeout)
        {
            throw timeout;
        }
    }

    /// <exception cref="RequestException">The request cannot run.</exception>
    public async ValueTask<ReadyRequest> PrepareAsync(GraphQLRequest request, bool readOnly, RequestScope scope)
    {
        Rights.Check(scope.Principal, Right.ToRead); // before the document is looked at: errors in it tell of the schema
        request = _persisted.Resolve(request);
        var prepared = await _documents.PrepareAsync(request.Query, request.OperationName, request.Variables, scope.Cancellation);
        _persisted.Remember(request);
        var operation = prepared.Operation(request.OperationName);
        scope.Observed?.Is(operation.Definition, NamedBy(request, scope));
        var variables = await operation.ReadVariablesAsync(request.Variables, scope.Cancellation);
        var plan = operation.PlanFor(variables);
        if (plan.IsMutation && readOnly)
            throw new RequestException(ErrorCode.MethodNotAllowed, "A mutation is sent by POST.");
        Rights.Check(scope.Principal, plan.Right);
        if (plan.IsIntrospection && options.Introspection == IntrospectionAccess.SignedIn && scope.Principal.IsAnonymous)
            throw new RequestException(ErrorCode.Unauthenticated, "The schema is shown to those with credentials only.");
        return new ReadyRequest(request, prepared, plan, variables);
    }

    /// <summary>Runs any operation: one response to a query or mutation, one to each event of a subscription, which is paid once, when it
    /// begins.</summary>
    /// <param name="after">The position after which a subscription begins, whatever its argument says.</param>
    /// <exception cref="RequestException">There is no data at all.</exception>
    public async IAsyncEnumerable<Response> StreamAsync(ReadyRequest ready, RequestScope scope, long? after = null)
    {
        if (!ready.Plan.IsSubscription)
        {
            yield return new Response(null, await RespondAsync(ready, scope));
            yield break;
        }
        var subscription = new Subscription(ready, scope, RespondAsync);
        Pay(new OperationRun(scope, ready.Plan, ready.Prepared.Document, ready.Variables), scope);
        using var counted = ApiTelemetry.CountSubscriber();
        await foreach (var response in subscription.RunAsync(after))
            yield return response;
    }

    public static string TooSlow(RequestScope scope) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The operation took longer than {scope.Options.ExecutionTimeout.TotalSeconds:0.##} s; ask for less, or filter by fields that narrow the list."
        );

    /// <summary>Tells of a failure to whoever watches; gives the failure that stands for it when the time is up.</summary>
    private static RequestException? TooLate(Exception exception, RequestScope scope)
    {
        var timeout =
            exception is OperationCanceledException && scope.IsOverdue ? new RequestException(ErrorCode.Timeout, TooSlow(scope)) : null;
        scope.Observed?.Failed(timeout ?? exception);
        return timeout;
    }

    private NamedBy NamedBy(GraphQLRequest request, RequestScope scope) =>
        _persisted.IsTrusted(request) ? Telemetry.NamedBy.Operator
        : scope.Principal.IsAnonymous ? Telemetry.NamedBy.Stranger
        : Telemetry.NamedBy.Principal;

    private async Task<ReadOnlyMemory<byte>> RespondAsync(ReadyRequest ready, RequestScope scope)
    {
        var buffer = ResponseBuffer.Rent();
        using var observed = scope.Observed = ObservedOperation.Start(log, scope.Clock, _names);
        observed?.Is(ready.Prepared.Operation(ready.Request.OperationName).Definition, NamedBy(ready.Request, scope));
        using var deadline = scope.StartDeadline();
        try
        {
            await WriteAsync(ready, scope, buffer.Json);
            return buffer.Bytes.ToArray();
        }
        catch (Exception exception) when (TooLate(exception, scope) is { } timeout)
        {
            throw timeout;
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    private async ValueTask<bool> WriteAsync(ReadyRequest ready, RequestScope scope, Utf8JsonWriter json)
    {
        var run = new OperationRun(scope, ready.Plan, ready.Prepared.Document, ready.Variables);
        var cost = scope.Event is null ? Pay(run, scope) : (long?)null;
        json.WriteStartObject();
        bool hasErrors;
        if (ready.Plan.IsIntrospection)
            hasErrors = await _introspection.ExecuteAsync(ready.Prepared.Document, ready.Request, scope, json);
        else
        {
            await run.ExecuteAsync();
            if (run.Errors is { } errors)
                ErrorWriter.Write(json, errors);
            json.WritePropertyName("data"u8);
            run.WriteData(json);
            hasErrors = run.Errors is not null;
            if (hasErrors)
                scope.Observed?.Failed(run.Errors![0].Code);
        }
        if (cost is { } paid)
            WriteCost(json, paid, scope);
        json.WriteEndObject();
        return hasErrors;
    }

    /// <summary>What the operation costs at most, known before anything runs, and taken from the sender's quota.</summary>
    private long Pay(OperationRun run, RequestScope scope)
    {
        var cost = run.Cost();
        if (scope.Observed is { } observed)
            observed.Cost = cost;
        if (cost > options.MaxCost)
            throw new RequestException(
                ErrorCode.CostTooHigh,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The operation costs {cost:N0} points and may cost {options.MaxCost:N0}: ask for smaller pages (first, last) or for fewer lists within lists."
                )
            );
        scope.Quota?.Take(cost);
        return cost;
    }

    private void WriteCost(Utf8JsonWriter json, long cost, RequestScope scope)
    {
        json.WriteStartObject("extensions"u8);
        json.WriteStartObject("cost"u8);
        json.WriteNumber("used"u8, cost);
        json.WriteNumber("limit"u8, options.MaxCost);
        if (scope.Quota is { IsUnlimited: false } quota)
            json.WriteNumber("remaining"u8, quota.Remaining);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
