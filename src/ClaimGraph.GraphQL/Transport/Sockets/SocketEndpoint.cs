using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Transport.Authentication;
using ClaimGraph.GraphQL.Transport.Limits;
using ClaimGraph.GraphQL.Transport.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>GraphQL over WebSocket: accepts sockets that speak <c>graphql-transport-ws</c>.</summary>
internal sealed class SocketEndpoint(
    Executor executor,
    Scopes scopes,
    GraphQLOptions options,
    Authenticator authenticator,
    RequestParser parser,
    ClientLimits limits,
    TimeProvider clock,
    IHostApplicationLifetime lifetime
)
{
    private const string Subprotocol = "graphql-transport-ws";

    public Executor Executor { get; } = executor;
    public Scopes Scopes { get; } = scopes;
    public GraphQLOptions Options { get; } = options;
    public RequestParser Parser { get; } = parser;
    public ClientLimits Limits { get; } = limits;
    public TimeProvider Clock { get; } = clock;
    public Authenticator Authenticator { get; } = authenticator;

    public async Task HandleAsync(HttpContext context)
    {
        var known = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(known ? Subprotocol : null);
        using var connection = new SocketConnection(socket, this, context);
        await connection.RunAsync(known, lifetime.ApplicationStopping);
    }
}
