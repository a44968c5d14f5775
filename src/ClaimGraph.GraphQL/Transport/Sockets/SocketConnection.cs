using System.Net;
using System.Net.WebSockets;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Transport.Authentication;
using ClaimGraph.GraphQL.Transport.Limits;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Sockets;

/// <summary>
/// The server's side of <c>graphql-transport-ws</c> (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md) on one WebSocket:
/// what each message means in each state.
/// </summary>
internal sealed class SocketConnection : IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly SocketEndpoint _server;
    private readonly HttpContext _handshake;
    private readonly IPAddress? _address;
    private readonly CancellationTokenSource _life; // ends when the socket is cut off
    private readonly KeepAlive _keepAlive;
    private readonly SocketReader _reader;
    private readonly SocketSender _sender;
    private readonly SocketOperations _operations;
    private bool _isInitialised;
    private Principal? _principal;
    private Task _watchingCredentials = Task.CompletedTask;

    /// <param name="handshake">The request that opened the socket. Its credentials are used if <c>connection_init</c> has none.</param>
    public SocketConnection(WebSocket socket, SocketEndpoint server, HttpContext handshake)
    {
        (_server, _handshake, _address) = (server, handshake, handshake.Connection.RemoteIpAddress);
        var live = server.Options.Live;
        _life = new CancellationTokenSource(Timeout.InfiniteTimeSpan, server.Clock);
        _sender = new SocketSender(socket, live.SendTimeout, n => server.Limits.Send(_address, n), server.Clock, _life.Token);
        _keepAlive = new KeepAlive(live.KeepAlive, _sender, server.Clock);
        _reader = new SocketReader(socket, server.Options.MaxRequestBytes, new ReceivedRoom(server.Limits, _address), _keepAlive);
        _operations = new SocketOperations(live.MaxOperations, _sender, server);
    }

    /// <summary>Serves the client until the socket is closed.</summary>
    /// <param name="isKnown">False if the client offered no subprotocol that the server speaks.</param>
    /// <param name="stopping">Set when the server stops.</param>
    public async Task RunAsync(bool isKnown, CancellationToken stopping)
    {
        await using var stop = stopping.Register(() => _ = CloseAsync(SocketClosedException.GoingAway()));
        var watching = WatchAsync();
        try
        {
            await (isKnown ? ServeAsync() : CloseAsync(SocketClosedException.SubprotocolNotAcceptable()));
            await _reader.DrainAsync(_life.Token);
            await CloseAsync(SocketClosedException.Normal());
        }
        catch (Exception gone) when (IsGone(gone))
        {
            // There is no client any more.
        }
        finally
        {
            await _operations.StopAsync();
            await _life.CancelAsync();
            await Task.WhenAll(watching, _watchingCredentials, _operations.WhenDoneAsync());
        }
    }

    public void Dispose()
    {
        _sender.Dispose();
        _reader.Dispose();
        _operations.Dispose();
        _life.Dispose();
    }

    /// <summary>Handles messages until one side closes the socket.</summary>
    private async Task ServeAsync()
    {
        try
        {
            while (await _reader.ReceiveAsync(_life.Token) is { } text && !_sender.IsClosing)
                await HandleAsync(SocketMessage.Parse(text));
        }
        catch (SocketClosedException closure)
        {
            await CloseAsync(closure);
        }
        catch (Exception exception) when (!IsGone(exception))
        {
            _server.Scopes.Report(exception);
            await CloseAsync(SocketClosedException.InternalError());
        }
    }

    private async ValueTask HandleAsync(SocketMessage message)
    {
        switch (message.Type)
        {
            case "connection_init" when _isInitialised:
                throw SocketClosedException.TooManyInitialisations();
            case "connection_init":
                _isInitialised = true;
                await InitialiseAsync(message);
                break;
            case "ping":
                await _sender.SendAsync("pong", payload: message.RawPayload.ToArray());
                break;
            case "pong":
                break;
            case "subscribe" when _principal is null:
                throw SocketClosedException.Unauthorized();
            case "subscribe":
                await SubscribeAsync(message.RequiredId, message.RawPayload);
                break;
            case "complete":
                _operations.Stop(message.RequiredId);
                break;
            default:
                throw SocketClosedException.Invalid($"Clients cannot send messages of type {message.Type}.");
        }
    }

    private async ValueTask InitialiseAsync(SocketMessage message)
    {
        if (message.Text("Authorization") is { } authorization)
            _handshake.Request.Headers.Authorization = authorization; // authentication schemes look for it there
        var credentials = new ConnectionCredentials(_server.Authenticator, _handshake, _server.Clock);
        try
        {
            _principal = await credentials.CheckAsync();
        }
        catch (RequestException)
        {
            throw SocketClosedException.Forbidden(); // the protocol has no room for the reason
        }
        _watchingCredentials = WatchAsync(credentials);
        await _sender.SendAsync("connection_ack");
    }

    private ValueTask SubscribeAsync(string id, ReadOnlySpan<byte> payload)
    {
        var (request, failure) = Read(payload);
        if (_operations.Contains(id))
            throw SocketClosedException.SubscriberExists(id);
        if (failure is null)
            return _operations.StartAsync(id, request, _principal!, _address);
        _server.Scopes.For(_principal!, _address, _life.Token).Quota?.Settle(failure, payload.Length);
        return _sender.SendErrorsAsync(id, failure.Errors);
    }

    /// <summary>The request in a subscribe message, or the reason why the server refuses it.</summary>
    /// <exception cref="SocketClosedException">The payload is not a GraphQL request.</exception>
    private (GraphQLRequest Request, RequestException? Failure) Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return (_server.Parser.Parse(payload), null);
        }
        catch (RequestException failure)
        {
            return failure.Errors[0].Code.IsWellFormedRequest ? (default, failure) : throw SocketClosedException.Invalid(failure.Message);
        }
    }

    /// <summary>Closes the socket when its credentials expire or are revoked.</summary>
    private async Task WatchAsync(ConnectionCredentials credentials)
    {
        try
        {
            await credentials.UntilRefusedAsync(_server.Options.Live.KeepAlive, _life.Token);
            await CloseAsync(SocketClosedException.Forbidden());
        }
        catch (Exception gone) when (IsGone(gone)) { }
    }

    /// <summary>Closes a socket that does not start in time; cuts off one that is dead.</summary>
    private async Task WatchAsync()
    {
        try
        {
            await Task.Delay(_server.Options.Live.InitTimeout, _server.Clock, _life.Token);
            if (!_isInitialised)
                await CloseAsync(SocketClosedException.InitialisationTimeout());
            await _keepAlive.UntilDeadAsync(_life.Token);
            await _life.CancelAsync();
        }
        catch (Exception gone) when (IsGone(gone)) { }
    }

    /// <summary>Sends the close frame. A client that does not answer it in time is cut off.</summary>
    private async Task CloseAsync(SocketClosedException closure)
    {
        if (!_sender.BeginClosing())
            return;
        await _operations.StopAsync();
        _life.CancelAfter(CloseTimeout);
        await _sender.CloseAsync(closure);
    }

    private static bool IsGone(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or ObjectDisposedException;
}
