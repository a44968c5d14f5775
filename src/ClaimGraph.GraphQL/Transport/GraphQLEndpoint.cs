using System.Globalization;
using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Errors;
using ClaimGraph.GraphQL.Execution;
using ClaimGraph.GraphQL.Subscriptions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Hosting;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>
/// GraphQL over HTTP, after the specification of September 2026 (https://graphql.github.io/graphql-over-http/), over server-sent events where the client asks for
/// them, and the way to <see cref="SocketEndpoint"/>.
/// </summary>
internal sealed class GraphQLEndpoint(
    Executor executor, Scopes scopes, LedgerFeed feed, GraphQLOptions options, Origins origins, IAuthentication authentication, SocketEndpoint sockets,
    IResponseCompressionProvider compression, IHostApplicationLifetime lifetime)
{
    private const int PartialSuccess = 294;     // data and errors; a client that does not know it takes it as 200

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest && origins.Allow(context.Request)) await sockets.HandleAsync(context);
            else await RespondAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
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
            if (mediaType == MediaTypes.EventStream && await StreamAsync(context, buffer)) return;
            var status = mediaType == MediaTypes.EventStream ? context.Response.StatusCode : await AnswerAsync(context, mediaType, buffer);
            await SendAsync(context.Response, status, mediaType is null or MediaTypes.EventStream ? MediaTypes.GraphQLResponse : mediaType, buffer);
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    /// <summary>Writes the response and gives its status.</summary>
    private async ValueTask<int> AnswerAsync(HttpContext context, string? mediaType, ResponseBuffer buffer)
    {
        try
        {
            if (mediaType is null)
                throw new RequestFailure(ErrorCode.NotAcceptable, "The response is application/graphql-response+json or application/json, in UTF-8, or text/event-stream.");
            var (body, scope) = await ReadAsync(context, context.RequestAborted);
            if (body.Batch is { } batch) return await AnswerAsync(batch, scope, buffer);
            var hasErrors = await executor.ExecuteAsync(body.Single, HttpMethods.IsGet(context.Request.Method), scope, buffer.Json);
            return hasErrors && mediaType == MediaTypes.GraphQLResponse ? PartialSuccess : StatusCodes.Status200OK;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            return Fail(context.Response, mediaType, buffer, Failures.Of(exception, scopes.Report));
        }
    }

    /// <summary>Carries out several requests; each has a scope and errors of its own.</summary>
    private async ValueTask<int> AnswerAsync(IReadOnlyList<BatchEntry> batch, RequestScope scope, ResponseBuffer buffer)
    {
        buffer.Json.WriteStartArray();
        foreach (var (request, failure) in batch)
        {
            try
            {
                if (failure is not null) throw failure;
                await executor.ExecuteAsync(request, readOnly: false, scopes.For(scope.Principal, scope.Cancellation), buffer.Json);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !scope.Cancellation.IsCancellationRequested)
            {
                ErrorWriter.WriteResponse(buffer.Json, Failures.Of(exception, scopes.Report));
            }
        }
        buffer.Json.WriteEndArray();
        return StatusCodes.Status200OK;
    }

    /// <summary>Sends events. False when the request is none of GraphQL: then the refusal is in the buffer, to be sent as JSON.</summary>
    private async ValueTask<bool> StreamAsync(HttpContext context, ResponseBuffer buffer)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var events = new EventStream(context.Response, options.Live.KeepAlive, ending.Token);
        try
        {
            var (body, scope) = await ReadAsync(context, ending.Token);
            if (body.Batch is not null) throw new RequestFailure(ErrorCode.InvalidRequest, "An event stream answers one request.");
            var ready = await executor.PrepareAsync(body.Single, HttpMethods.IsGet(context.Request.Method), scope);
            var responses = executor.StreamAsync(ready, scope, feed, LastEventId(context.Request));
            await events.StartAsync();
            await events.SendAsync(responses);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ending.IsCancellationRequested)
        {
            var errors = Failures.Of(exception, scopes.Report);
            context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : Fail(context.Response, null, buffer, errors);
            if (!context.Response.HasStarted && !errors[0].Code.IsWellFormedRequest) return false;
            if (!context.Response.HasStarted) await events.StartAsync();
            buffer.Clear();
            ErrorWriter.WriteResponse(buffer.Json, errors);
            await events.NextAsync(null, buffer.Memory);
        }
        await events.CompleteAsync();
        return true;
    }

    /// <summary>The last event that a client has seen which connects again.</summary>
    private static long? LastEventId(HttpRequest request)
    {
        var given = request.Headers["Last-Event-ID"].ToString();
        if (given.Length == 0) return null;
        return long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision
            : throw new RequestFailure(ErrorCode.InvalidRequest, "Last-Event-ID is the id of an event, a revision.");
    }

    private async ValueTask<(RequestBody Body, RequestScope Scope)> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        var request = context.Request;
        if (!origins.Allow(request)) throw new RequestFailure(ErrorCode.CrossSite, "Pages of other sites may not use this API; the option GraphQL:AllowedOrigins names those that may.");
        var principal = await authentication.AuthenticateAsync(request.Headers.Authorization, cancellation);
        return (await ReadBodyAsync(context, cancellation), scopes.For(principal, cancellation));
    }

    private ValueTask<RequestBody> ReadBodyAsync(HttpContext context, CancellationToken cancellation)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method))
        {
            // The option alone decides. With a limit of its own the web server would cut the connection, and the client could not read why.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
            return RequestReader.ReadBodyAsync(request, options.MaxRequestBytes, options.MaxBatch, cancellation);
        }
        if (HttpMethods.IsGet(request.Method)) return new(new RequestBody(RequestReader.ReadQueryString(request.Query)));
        throw new RequestFailure(ErrorCode.MethodNotAllowed, "GraphQL requests are sent by POST or GET.");
    }

    private static int Fail(HttpResponse response, string? mediaType, ResponseBuffer buffer, IReadOnlyList<ResponseError> errors)
    {
        buffer.Clear();
        ErrorWriter.WriteResponse(buffer.Json, errors);
        var code = errors[0].Code;
        if (code == ErrorCode.MethodNotAllowed) response.Headers.Allow = HttpMethods.IsGet(response.HttpContext.Request.Method) ? "POST" : "GET, POST";
        if (code == ErrorCode.Unauthenticated) response.Headers.WWWAuthenticate = "Bearer";
        if (code == ErrorCode.StoreUnavailable) response.Headers.RetryAfter = "1";
        return code.IsWellFormedRequest && mediaType == MediaTypes.Json ? StatusCodes.Status200OK : code.Status;
    }

    private async ValueTask SendAsync(HttpResponse response, int status, string mediaType, ResponseBuffer buffer)
    {
        response.StatusCode = status;
        response.ContentType = mediaType;
        if (options.CompressFrom > 0 && buffer.Memory.Length >= options.CompressFrom)
        {
            response.Headers.Append("Vary", "Accept-Encoding");
            if (compression.GetCompressionProvider(response.HttpContext) is { } encoding)
            {
                response.Headers.ContentEncoding = encoding.EncodingName;
                await using var compressed = encoding.CreateStream(response.Body);
                await compressed.WriteAsync(buffer.Memory, response.HttpContext.RequestAborted);
                return;
            }
        }
        var writer = response.BodyWriter;
        Copy(response, writer, buffer);
        await writer.FlushAsync(response.HttpContext.RequestAborted);
    }

    private static void Copy(HttpResponse response, System.IO.Pipelines.PipeWriter writer, ResponseBuffer buffer)
    {
        var bytes = buffer.Bytes;
        response.ContentLength = bytes.Length;
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
