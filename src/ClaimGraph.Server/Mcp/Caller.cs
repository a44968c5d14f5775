using System.Text.Json.Nodes;
using ClaimGraph.GraphQL;
using ModelContextProtocol.Server;

namespace ClaimGraph.Server.Mcp;

/// <summary>Who sends a request, and from where: their rights and their quota count. Each request has its own.</summary>
internal sealed class Caller
{
    /// <summary>The request by HTTP, once its sender is known.</summary>
    public HttpContext Http { get; set; } = null!;

    public static Caller Of(MessageContext request) => request.Services!.GetRequiredService<Caller>();

    /// <summary>Has the API run a document for the caller.</summary>
    public ValueTask<GraphQLResult> AskAsync(
        IGraphQLExecutor executor,
        string document,
        JsonObject variables,
        CancellationToken cancellation
    ) => executor.ExecuteAsync(document, variables, Http.User, Http.Connection.RemoteIpAddress, cancellation: cancellation);
}
