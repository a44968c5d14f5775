using System.Net;
using System.Net.WebSockets;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>One operation that runs on a socket, from <c>subscribe</c> to <c>complete</c> or <c>error</c>.</summary>
internal sealed class SocketOperation(SocketConnection connection, string id, CancellationToken serving)
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(serving);

    public string Id { get; } = id;

    /// <summary>Done when nothing of it runs any more.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>True when the client wants to hear no more of it.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    public void Start(SocketEndpoint server, GraphQLRequest request, Principal principal, IPAddress? address) =>
        Done = Task.Run(() => RunAsync(server, request, server.Scopes.For(principal, address, _stop.Token)), CancellationToken.None);

    /// <summary>The client has enough; from now on its id is free.</summary>
    public void Stop()
    {
        connection.Remove(this);
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself in this moment.
        }
    }

    private async Task RunAsync(SocketEndpoint server, GraphQLRequest request, RequestScope scope)
    {
        try
        {
            scope.Quota?.Check();
            var ready = await server.Executor.PrepareAsync(request, readOnly: false, scope);
            await foreach (var response in server.Executor.StreamAsync(ready, scope))
                await connection.SendAsync("next", this, response.Json);
            if (connection.Remove(this))
                await connection.SendAsync("complete", this);
        }
        catch (Exception exception)
        {
            scope.Quota?.Settle(exception, request.Query.Length);
            await FailAsync(server, exception);
        }
        finally
        {
            connection.Remove(this);
            _stop.Dispose();
        }
    }

    private async ValueTask FailAsync(SocketEndpoint server, Exception exception)
    {
        // The client stopped it, or is gone.
        if (exception is WebSocketException || IsStopped || !connection.Remove(this))
            return;
        try
        {
            await connection.SendErrorsAsync(Id, Failures.Of(exception, server.Scopes.Report));
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException) { }
    }
}
