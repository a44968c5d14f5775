using System.Text.Json;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Engine.Values;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>Runs operations that ask for the schema itself, with GraphQL.NET's engine, whose types know how to answer. It is slower and
/// seldom needed.</summary>
internal sealed class Introspection(ISchema schema)
{
    private readonly DocumentExecuter _executer = new();

    public async ValueTask<bool> ExecuteAsync(GraphQLDocument document, GraphQLRequest request, RequestScope scope, Utf8JsonWriter json)
    {
        var result = await _executer.ExecuteAsync(
            new ExecutionOptions
            {
                Schema = schema,
                Document = document,
                OperationName = request.OperationName,
                Variables = request.Variables,
                ValidationRules = [],
                Root = scope,
                UserContext = new Dictionary<string, object?> { [nameof(RequestScope)] = scope },
                CancellationToken = scope.Cancellation,
                UnhandledExceptionDelegate = Translate,
            }
        );
        if (result.Errors?.FirstOrDefault(e => e.InnerException is Fault)?.InnerException is Fault fault)
            throw fault.InnerException!;
        if (!result.Executed)
            throw new RequestException([.. result.Errors!.Select(e => DocumentErrors.ToResponse(e, ErrorCode.ValidationFailed))]);
        Write(json, result);
        return result.Errors?.Count > 0;
    }

    private static void Write(Utf8JsonWriter json, ExecutionResult result)
    {
        if (result.Errors is { Count: > 0 } errors)
            ErrorWriter.Write(
                json,
                [.. errors.Select(e => DocumentErrors.ToResponse(e, ErrorCode.InvalidArgument) with { Path = e.Path?.ToArray() })]
            );
        json.WritePropertyName("data"u8);
        var root = (ExecutionNode?)result.Data;
        Leaf.WriteAny(json, root is null || root.PropagateNull() ? null : root.ToValue());
    }

    // A refusal is an error of its field, as in an OperationRun; everything else is one of the whole request.
    private static Task Translate(UnhandledExceptionContext context)
    {
        context.Exception = context.OriginalException is RefusedException refused
            ? new ExecutionError(string.Join(' ', refused.Problems.Select(p => p.Message)))
            : new ExecutionError("", new Fault(context.OriginalException));
        return Task.CompletedTask;
    }

    private sealed class Fault(Exception inner) : Exception(inner.Message, inner);
}
