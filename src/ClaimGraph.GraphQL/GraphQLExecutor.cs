using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport.Requests;

namespace ClaimGraph.GraphQL;

/// <summary>The way into the engine without a network.</summary>
internal sealed class GraphQLExecutor(Executor executor, Scopes scopes, RequestParser parser) : IGraphQLExecutor
{
    public async ValueTask<GraphQLResult> ExecuteAsync(
        string document,
        JsonObject? variables,
        Principal principal,
        IPAddress? address = null,
        string? operationName = null,
        CancellationToken cancellation = default
    )
    {
        var scope = scopes.For(principal, address, cancellation);
        var given = variables?.ToJsonString();
        var buffer = ResponseBuffer.Rent();
        long? retryAfterSeconds = null;
        try
        {
            scope.Quota?.Check();
            var request = parser.Parse(document, documentId: null, operationName, given, extensions: null);
            await executor.ExecuteAsync(request, readOnly: false, scope, buffer.Json);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            scope.Quota?.Settle(exception, Encoding.UTF8.GetByteCount(document) + (given?.Length ?? 0));
            retryAfterSeconds = (exception as RequestException)?.RetryAfterSeconds;
            buffer.Clear();
            ErrorWriter.WriteResponse(buffer.Json, Failures.Of(exception, scopes.Report));
        }
        try
        {
            return new GraphQLResult(buffer.Bytes.ToArray(), retryAfterSeconds);
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }
}
