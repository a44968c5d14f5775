using System.Globalization;
using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Cost;
using ClaimGraph.GraphQL.Errors;
using ClaimGraph.GraphQL.Execution;
using ClaimGraph.GraphQL.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Transport;

/// <summary>GraphQL over HTTP, after the specification of September 2026 (https://graphql.github.io/graphql-over-http/).</summary>
internal sealed class GraphQLEndpoint(
    IClaimStore store, IdSource ids, ClaimGraphSchema schema, GraphQLOptions options, IAuthentication authentication, Allowances allowances, ILogger<GraphQLEndpoint> log)
{
    private const int PartialSuccess = 294;     // data and errors; a client that does not know it takes it as 200

    private readonly Executor _executor = new(schema, options);
    private readonly Action<Exception> _report = exception => log.LogError(exception, "A GraphQL request failed.");

    public async Task HandleAsync(HttpContext context)
    {
        var buffer = ResponseBuffer.Rent();
        var mediaType = MediaTypes.ForResponse(context.Request.Headers.Accept);
        try
        {
            var status = await AnswerAsync(context, mediaType, buffer);
            await SendAsync(context.Response, status, mediaType ?? MediaTypes.GraphQLResponse, buffer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the response.
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }

    /// <summary>Writes the response and gives its status.</summary>
    private async ValueTask<int> AnswerAsync(HttpContext context, string? mediaType, ResponseBuffer buffer)
    {
        Allowance? allowance = null;
        try
        {
            if (mediaType is null) throw new RequestFailure(ErrorCode.NotAcceptable, "The response is application/graphql-response+json or application/json, in UTF-8.");
            var principal = await authentication.AuthenticateAsync(context.Request.Headers.Authorization, context.RequestAborted);
            allowance = allowances.Of(principal, context.Connection.RemoteIpAddress);
            allowance.Check();
            var request = await ReadAsync(context);
            var scope = new RequestScope(store, ids, options, principal, allowance, _report, context.RequestAborted);
            var hasErrors = await _executor.ExecuteAsync(request, HttpMethods.IsGet(context.Request.Method), scope, buffer.Json);
            RateLimitHeaders.Write(context.Response, allowance);
            return hasErrors && mediaType == MediaTypes.GraphQLResponse ? PartialSuccess : StatusCodes.Status200OK;
        }
        catch (RequestFailure failure)
        {
            if (allowance is not null)
            {
                if (!failure.IsPaid) allowance.TakeForFailure();
                RateLimitHeaders.Write(context.Response, allowance);
            }
            if (failure.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Fail(context.Response, mediaType, buffer, failure.Errors);
        }
        catch (StoreUnavailableException unavailable)
        {
            _report(unavailable);
            context.Response.Headers.RetryAfter = "1";
            return Fail(context.Response, mediaType, buffer, [new ResponseError(ErrorCode.StoreUnavailable, unavailable.Message)]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            _report(exception);
            return Fail(context.Response, mediaType, buffer, [new ResponseError(ErrorCode.Internal, "The server failed; its log tells more.")]);
        }
    }

    private ValueTask<GraphQLRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method))
        {
            // The option alone decides. With a limit of its own the web server would cut the connection, and the client could not read why.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
            return RequestReader.ReadBodyAsync(request, options.MaxRequestBytes, context.RequestAborted);
        }
        if (HttpMethods.IsGet(request.Method)) return new(RequestReader.ReadQueryString(request.Query));
        throw new RequestFailure(ErrorCode.MethodNotAllowed, "GraphQL requests are sent by POST or GET.");
    }

    private static int Fail(HttpResponse response, string? mediaType, ResponseBuffer buffer, IReadOnlyList<ResponseError> errors)
    {
        buffer.Clear();
        buffer.Json.WriteStartObject();
        ErrorWriter.Write(buffer.Json, errors);
        buffer.Json.WriteEndObject();
        var code = errors[0].Code;
        if (code == ErrorCode.MethodNotAllowed) response.Headers.Allow = HttpMethods.IsGet(response.HttpContext.Request.Method) ? "POST" : "GET, POST";
        if (code == ErrorCode.Unauthenticated) response.Headers.WWWAuthenticate = "Bearer";
        return code.IsWellFormedRequest && mediaType == MediaTypes.Json ? StatusCodes.Status200OK : code.Status;
    }

    private static async ValueTask SendAsync(HttpResponse response, int status, string mediaType, ResponseBuffer buffer)
    {
        response.StatusCode = status;
        response.ContentType = mediaType;
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
