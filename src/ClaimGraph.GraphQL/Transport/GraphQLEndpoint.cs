using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.EventStreams;
using ClaimGraph.GraphQL.Transport.Explorer;
using ClaimGraph.GraphQL.Transport.Http;
using ClaimGraph.GraphQL.Transport.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>
/// GraphQL over HTTP, after the specification of September 2026 (https://graphql.github.io/graphql-over-http/), and the way to the other
/// transports.
/// </summary>
internal sealed class GraphQLEndpoint(
    Executor executor,
    Scopes scopes,
    GraphQLOptions options,
    Origins origins,
    HttpScopes requests,
    RequestReader reader,
    ErrorResponses errors,
    SocketEndpoint sockets,
    EventStreamEndpoint events,
    HttpResponses responses,
    IHostApplicationLifetime lifetime
)
{
    private const int PartialSuccess = 294; // data and errors; a client that does not know it takes it as 200

    private readonly ExplorerPage _explorer = new();

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest && origins.Allow(context.Request))
                await sockets.HandleAsync(context);
            else if (options.Explorer && ExplorerPage.IsWanted(context.Request))
                await _explorer.SendAsync(context.Response);
            else
                await RespondAsync(context);
        }
        catch (OperationCanceledException)
            when (context.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Nobody waits for the response, or nobody will be there to send it.
        }
    }

    private async Task RespondAsync(HttpContext context)
    {
        var buffer = ResponseBuffer.Rent();
        var mediaType = MediaTypes.ForResponse(context.Request.Headers.Accept);
        try
        {
            var status =
                mediaType == MediaTypes.EventStream
                    ? await events.RespondAsync(context, buffer)
                    : await AnswerAsync(context, mediaType, buffer);
            if (status is { } code)
                await responses.SendAsync(context.Response, code, TypeOf(mediaType), buffer);
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    private static string TypeOf(string? mediaType) => mediaType is null or MediaTypes.EventStream ? MediaTypes.GraphQLResponse : mediaType;

    /// <summary>Writes the response and gives its status; null when it was too large to keep and is sent.</summary>
    private async ValueTask<int?> AnswerAsync(HttpContext context, string? mediaType, ResponseBuffer buffer)
    {
        RequestScope? scope = null;
        try
        {
            if (mediaType is null)
                throw new RequestException(
                    ErrorCode.NotAcceptable,
                    "The response is application/graphql-response+json or application/json, in UTF-8, or text/event-stream."
                );
            scope = await requests.OpenAsync(context, context.RequestAborted);
            var body = await reader.ReadAsync(context, scope);
            if (body.Batch is { } batch)
            {
                await AnswerAsync(batch, context, scope, buffer);
                WriteQuota(context.Response, scope);
                return StatusCodes.Status200OK;
            }
            var answer = await executor.RunAsync(body.Single, HttpMethods.IsGet(context.Request.Method), scope);
            WriteQuota(context.Response, scope);
            var status = answer.HasErrors && mediaType == MediaTypes.GraphQLResponse ? PartialSuccess : StatusCodes.Status200OK;
            await using var large = responses.Large(context.Response, status, mediaType);
            return await answer.WriteAsync(buffer, large) ? null : status;
        }
        catch (OperationCanceledException gone) when (context.RequestAborted.IsCancellationRequested)
        {
            scope?.Quota?.Settle(gone, reader.SizeOf(context.Request));
            throw;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            return errors.Write(context.Response, mediaType, buffer, exception, scope, reader.SizeOf(context.Request));
        }
    }

    private static void WriteQuota(HttpResponse response, RequestScope scope)
    {
        if (scope.Quota is { } quota)
            RateLimitHeaders.Write(response, quota);
    }

    /// <summary>
    /// Carries out several requests, whose responses together are no longer than one may be; each has a scope and errors of its own.
    /// </summary>
    private async ValueTask AnswerAsync(IReadOnlyList<BatchEntry> batch, HttpContext context, RequestScope sender, ResponseBuffer buffer)
    {
        buffer.Json.WriteStartArray();
        var one = ResponseBuffer.Rent();
        try
        {
            foreach (var (request, failure) in batch)
            {
                one.Clear();
                var scope = scopes.For(sender.Principal, context.Connection.RemoteIpAddress, sender.Cancellation);
                try
                {
                    if (failure is not null)
                        throw failure;
                    scope.Hold(buffer.Bytes.Length);
                    await (await executor.RunAsync(request, readOnly: false, scope)).WriteAsync(one);
                }
                catch (Exception exception)
                    when (exception is not OperationCanceledException || !sender.Cancellation.IsCancellationRequested)
                {
                    errors.Write(context.Response, null, one, exception, scope, request.Query.Length);
                }
                buffer.Json.WriteRawValue(one.Bytes, skipInputValidation: true);
            }
        }
        finally
        {
            ResponseBuffer.Return(one);
        }
        buffer.Json.WriteEndArray();
    }
}
