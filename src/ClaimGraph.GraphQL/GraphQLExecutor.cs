using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Requests;

namespace ClaimGraph.GraphQL;

/// <summary>The way into the engine without a network.</summary>
internal sealed class GraphQLExecutor(Executor executor, Scopes scopes, Principals principals, RequestParser parser) : IGraphQLExecutor
{
    public async ValueTask<GraphQLResult> ExecuteAsync(
        string document,
        JsonObject? variables,
        ClaimsPrincipal principal,
        IPAddress? address = null,
        string? operationName = null,
        CancellationToken cancellation = default
    )
    {
        string? given = null;
        var buffer = ResponseBuffer.Rent();
        RequestScope? scope = null;
        long? retryAfterSeconds = null;
        try
        {
            scope = scopes.For(principals.Of(principal), address, cancellation);
            scope.Quota?.Check();
            given = TextOf(variables);
            await (await executor.RunAsync(parser.Trusted(document, operationName, given), readOnly: false, scope)).WriteAsync(buffer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            scope?.Quota?.Settle(exception, Encoding.UTF8.GetByteCount(document) + (given?.Length ?? 0));
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

    public ValueTask<OperationDescription> DescribeAsync(string document, CancellationToken cancellation = default) =>
        executor.DescribeAsync(document, cancellation);

    private static string? TextOf(JsonObject? variables)
    {
        try
        {
            return variables?.ToJsonString();
        }
        catch (Exception bad) when (bad is InvalidOperationException or ArgumentException)
        {
            throw new RequestException(ErrorCode.InvalidVariable, "A variable has half of a surrogate pair; send whole characters.");
        }
    }
}
