using System.Globalization;
using ClaimGraph.GraphQL.Errors;
using ClaimGraph.GraphQL.Execution;
using ClaimGraph.GraphQL.Subscriptions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>GraphQL over server-sent events: queries, mutations and subscriptions of clients that take <c>text/event-stream</c>.</summary>
internal sealed class EventStreamEndpoint(Executor executor, Scopes scopes, LedgerFeed feed, GraphQLOptions options, Intake intake, IHostApplicationLifetime lifetime)
{
    /// <summary>Answers with events. When the request is none of GraphQL, the refusal is in the buffer, to be sent as JSON with the status that is given; else null.</summary>
    public async ValueTask<int?> RespondAsync(HttpContext context, ResponseBuffer buffer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var events = new EventStream(context.Response, options.Live.KeepAlive, ending.Token);
        RequestScope? scope = null;
        try
        {
            scope = await intake.ScopeAsync(context, ending.Token);
            var responses = await PrepareAsync(context, scope);
            await events.StartAsync();
            await events.SendAsync(responses);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ending.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
            {
                var status = intake.Refuse(context.Response, null, buffer, exception, scope, intake.SizeOf(context.Request));
                if (exception is not RequestFailure { Errors: [{ Code.IsWellFormedRequest: true }, ..] }) return status;
                await events.StartAsync();
            }
            else
            {
                scope?.Allowance?.Settle(exception, intake.SizeOf(context.Request));
                ErrorWriter.WriteResponse(buffer.Json, Failures.Of(exception, scopes.Report));
            }
            await events.NextAsync(null, buffer.Memory);
        }
        await events.CompleteAsync();
        return null;
    }

    private async ValueTask<IAsyncEnumerable<Response>> PrepareAsync(HttpContext context, RequestScope scope)
    {
        var body = await intake.ReadAsync(context, scope);
        if (body.Batch is not null) throw new RequestFailure(ErrorCode.InvalidRequest, "An event stream answers one request.");
        var ready = await executor.PrepareAsync(body.Single, HttpMethods.IsGet(context.Request.Method), scope);
        return executor.StreamAsync(ready, scope, feed, LastEventId(context.Request));
    }

    /// <summary>The last event that a client has seen which connects again.</summary>
    private static long? LastEventId(HttpRequest request)
    {
        var given = request.Headers["Last-Event-ID"].ToString();
        if (given.Length == 0) return null;
        return long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision
            : throw new RequestFailure(ErrorCode.InvalidRequest, "Last-Event-ID is the id of an event, a revision.");
    }
}
