using System.Globalization;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Authentication;
using ClaimGraph.GraphQL.Transport.Http;
using ClaimGraph.GraphQL.Transport.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ClaimGraph.GraphQL.Transport.EventStreams;

/// <summary>GraphQL over server-sent events: queries, mutations and subscriptions of clients that take <c>text/event-stream</c>.</summary>
internal sealed class EventStreamEndpoint(
    Executor executor,
    Scopes scopes,
    GraphQLOptions options,
    HttpScopes requests,
    RequestReader reader,
    ErrorResponses errors,
    Authenticator authenticator,
    ClientLimits limits,
    TimeProvider clock,
    IHostApplicationLifetime lifetime
)
{
    /// <summary>Answers with events and returns null. If the request is not a GraphQL request, writes the refusal to the buffer instead
    /// and returns the status with which it is to be sent as JSON.</summary>
    public async ValueTask<int?> RespondAsync(HttpContext context, ResponseBuffer buffer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var serving = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        var credentials = new ConnectionCredentials(authenticator, context, clock);
        var events = new EventStream(context.Response, options.Live.KeepAlive, limits, clock, ending.Token);
        var watching = Task.CompletedTask;
        RequestScope? scope = null;
        try
        {
            scope = await requests.OpenAsync(context, serving.Token);
            var responses = await PrepareAsync(context, scope);
            await events.StartAsync();
            watching = WatchAsync(credentials, serving);
            await events.SendAsync(responses);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ending.IsCancellationRequested)
        {
            if (Refuse(context, scope, credentials.Refusal ?? exception, buffer) is { } status)
                return status;
            if (!context.Response.HasStarted)
                await events.StartAsync();
            await events.NextAsync(null, buffer.Memory);
        }
        finally
        {
            await serving.CancelAsync();
            await watching;
        }
        await events.CompleteAsync();
        return null;
    }

    /// <summary>Writes a failure to the buffer; returns the status if it is not to be sent as an event.</summary>
    private int? Refuse(HttpContext context, RequestScope? scope, Exception exception, ResponseBuffer buffer)
    {
        if (context.Response.HasStarted)
        {
            scope?.Quota?.Settle(exception, reader.SizeOf(context.Request));
            ErrorWriter.WriteResponse(buffer.Json, Failures.Of(exception, scopes.Report));
            return null;
        }
        var status = errors.Write(context.Response, null, buffer, exception, scope, reader.SizeOf(context.Request));
        return exception is RequestException { Errors: [{ Code.IsWellFormedRequest: true }, ..] } ? null : status;
    }

    /// <summary>Ends what is sent when the credentials are no longer good.</summary>
    private async Task WatchAsync(ConnectionCredentials credentials, CancellationTokenSource serving)
    {
        try
        {
            await credentials.UntilRefusedAsync(options.Live.KeepAlive, serving.Token);
            await serving.CancelAsync();
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException) { }
    }

    private async ValueTask<IAsyncEnumerable<Response>> PrepareAsync(HttpContext context, RequestScope scope)
    {
        var body = await reader.ReadAsync(context, scope);
        if (body.Batch is not null)
            throw new RequestException(ErrorCode.InvalidRequest, "An event stream answers one request, not an array of requests.");
        var ready = await executor.PrepareAsync(body.Single, HttpMethods.IsGet(context.Request.Method), scope);
        return executor.StreamAsync(ready, scope, LastEventId(context.Request));
    }

    /// <summary>The last event that a client received before it connected again; null if there is none.</summary>
    private static long? LastEventId(HttpRequest request)
    {
        var given = request.Headers["Last-Event-ID"].ToString();
        if (given.Length == 0)
            return null;
        return long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new RequestException(
                ErrorCode.InvalidRequest,
                "Last-Event-ID is not the id of an event; send the id of the last event that you received."
            );
    }
}
