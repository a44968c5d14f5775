using System.Net;
using System.Net.WebSockets;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>One operation on a socket, from <c>subscribe</c> to <c>complete</c> or <c>error</c>.</summary>
/// <param name="serving">Set when the socket serves no operation any more.</param>
internal sealed class SocketOperation(SocketOperations operations, SocketSender sender, string id, CancellationToken serving)
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(serving);

    public string Id { get; } = id;

    /// <summary>Done when nothing of the operation runs any more.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>True when the client wants no further messages of the operation.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    public void Start(SocketEndpoint server, GraphQLRequest request, Principal principal, IPAddress? address) =>
        Done = Task.Run(
            () => RunAsync(server, request, server.Scopes.For(principal, address, _stop.Token), address),
            CancellationToken.None
        );

    /// <summary>Stops the operation at the client's request. Its id is free at once.</summary>
    public void Stop()
    {
        operations.Remove(this);
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    private async Task RunAsync(SocketEndpoint server, GraphQLRequest request, RequestScope scope, IPAddress? address)
    {
        try
        {
            scope.Quota?.Check();
            server.Limits.CheckRoom(address);
            var ready = await server.Executor.PrepareAsync(request, readOnly: false, scope);
            await foreach (var response in server.Executor.StreamAsync(ready, scope))
                await sender.SendAsync("next", this, response.Json);
            if (operations.Remove(this))
                await sender.SendAsync("complete", this);
        }
        catch (Exception exception)
        {
            scope.Quota?.Settle(exception, request.Query.Length);
            await FailAsync(server, exception);
        }
        finally
        {
            operations.Remove(this);
            _stop.Dispose();
        }
    }

    private async ValueTask FailAsync(SocketEndpoint server, Exception exception)
    {
        // Nobody waits for the error if the client stopped the operation or is gone.
        if (exception is WebSocketException || IsStopped || !operations.Remove(this))
            return;
        try
        {
            await sender.SendErrorsAsync(Id, Failures.Of(exception, server.Scopes.Report));
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException) { }
    }
}
