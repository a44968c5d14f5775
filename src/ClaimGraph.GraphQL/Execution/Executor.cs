using System.Globalization;
using System.Text.Json;
using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Cost;
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
        using var deadline = scope.StartDeadline();
        try
        {
            return await ExecuteInTimeAsync(request, readOnly, scope, json);
        }
        catch (OperationCanceledException) when (scope.IsOverdue)
        {
            throw new RequestFailure(ErrorCode.Timeout, TooSlow(scope));
        }
    }

    public static string TooSlow(RequestScope scope) => string.Create(CultureInfo.InvariantCulture,
        $"The operation took longer than {scope.Options.ExecutionTimeout.TotalSeconds:0.##} s; ask for less, or filter by fields that narrow the list.");

    private async ValueTask<bool> ExecuteInTimeAsync(GraphQLRequest request, bool readOnly, RequestScope scope, Utf8JsonWriter json)
    {
        InputSize.Check(request.Variables, options.MaxInputValues);
        var prepared = await _documents.PrepareAsync(request.Query, request.OperationName, request.Variables, scope.Cancellation);
        var operation = prepared.Operation(request.OperationName);
        var variables = await operation.ReadVariablesAsync(request.Variables, scope.Cancellation);
        var plan = operation.PlanFor(variables);
        if (plan.IsMutation && readOnly) throw new RequestFailure(ErrorCode.MethodNotAllowed, "A mutation is sent by POST.");
        if (plan.IsIntrospection && options.Introspection == IntrospectionAccess.SignedIn && scope.Principal.IsAnonymous)
            throw new RequestFailure(ErrorCode.Unauthenticated, "The schema is shown to those with credentials only.");

        var engine = new Engine(scope, plan, prepared.Document, variables);
        var cost = Pay(engine, scope);
        json.WriteStartObject();
        bool hasErrors;
        if (plan.IsIntrospection) hasErrors = await _introspection.ExecuteAsync(prepared.Document, request, scope, json);
        else
        {
            await engine.ExecuteAsync();
            if (engine.Errors is { } errors) ErrorWriter.Write(json, errors);
            json.WritePropertyName("data"u8);
            engine.WriteData(json);
            hasErrors = engine.Errors is not null;
        }
        WriteCost(json, cost, scope);
        json.WriteEndObject();
        return hasErrors;
    }

    /// <summary>What the operation costs at most, known before anything runs, and taken from the sender's allowance.</summary>
    private long Pay(Engine engine, RequestScope scope)
    {
        var cost = engine.Cost();
        if (cost > options.MaxCost) throw new RequestFailure(ErrorCode.CostTooHigh, string.Create(CultureInfo.InvariantCulture,
            $"The operation costs {cost:N0} points and may cost {options.MaxCost:N0}: ask for smaller pages (first, last) or for fewer lists within lists."));
        scope.Allowance?.Take(cost);
        return cost;
    }

    private void WriteCost(Utf8JsonWriter json, long cost, RequestScope scope)
    {
        json.WriteStartObject("extensions"u8);
        json.WriteStartObject("cost"u8);
        json.WriteNumber("used"u8, cost);
        json.WriteNumber("limit"u8, options.MaxCost);
        if (scope.Allowance is { IsUnlimited: false } allowance) json.WriteNumber("remaining"u8, allowance.Remaining);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
