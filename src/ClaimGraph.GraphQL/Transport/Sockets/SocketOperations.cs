using System.Net;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>The operations that run on one socket, by id. They are started by one thread and may end on any.</summary>
internal sealed class SocketOperations(int max, SocketSender sender, SocketEndpoint server) : IDisposable
{
    private readonly Dictionary<string, SocketOperation> _running = [];
    private readonly CancellationTokenSource _serving = new();

    public bool Contains(string id)
    {
        lock (_running)
            return _running.ContainsKey(id);
    }

    /// <summary>Starts an operation whose id is free; refuses it if too many run.</summary>
    public ValueTask StartAsync(string id, GraphQLRequest request, Principal principal, IPAddress? address)
    {
        var operation = new SocketOperation(this, sender, id, _serving.Token);
        lock (_running)
        {
            if (_running.Count < max)
            {
                _running.Add(id, operation);
                operation.Start(server, request, principal, address);
                return ValueTask.CompletedTask;
            }
        }
        var message = $"At most {max} operations run on one connection at the same time.";
        return sender.SendErrorsAsync(id, [new ResponseError(ErrorCode.TooManyOperations, message)]);
    }

    /// <summary>Removes an operation, which makes its id free; false if it was removed before.</summary>
    public bool Remove(SocketOperation operation)
    {
        lock (_running)
            return _running.TryGetValue(operation.Id, out var found) && found == operation && _running.Remove(operation.Id);
    }

    /// <summary>Stops the operation with this id, if it still runs.</summary>
    public void Stop(string id)
    {
        SocketOperation? operation;
        lock (_running)
            operation = _running.GetValueOrDefault(id);
        operation?.Stop();
    }

    /// <summary>Stops all operations, and those that are started later.</summary>
    public Task StopAsync() => _serving.CancelAsync();

    /// <summary>Waits until nothing runs any more.</summary>
    public Task WhenDoneAsync()
    {
        lock (_running)
            return Task.WhenAll(_running.Values.Select(o => o.Done));
    }

    public void Dispose() => _serving.Dispose();
}
