using System.Threading.RateLimiting;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>
/// Lets requests for other endpoints through that the endpoint of GraphQL would take, and answers the others as it would: the origin, the
/// credentials, the right to read, what is left of the quota, and the size of the body are looked at.
/// </summary>
internal sealed class Gate(
    GraphQLOptions options,
    HttpScopes requests,
    RequestReader reader,
    ClientLimits limits,
    ErrorResponses errors,
    HttpResponses responses
)
{
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        RequestScope? scope = null;
        RateLimitLease? room = null;
        try
        {
            scope = await requests.OpenAsync(context, context.RequestAborted);
            Rights.Check(scope.Principal, Right.ToRead);
            scope.Quota?.Check();
            room = RoomFor(context);
        }
        catch (Exception refused) when (refused is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            await SendAsync(context, refused, scope);
            return;
        }
        try
        {
            using (room)
                await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            await SendAsync(
                context,
                bad.StatusCode == StatusCodes.Status408RequestTimeout ? RequestReader.TooSlow() : reader.TooLarge(),
                scope
            );
        }
    }

    /// <summary>Room for the body, if it is one that the server takes; null for a small one.</summary>
    private RateLimitLease? RoomFor(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        limits.CheckRoom(address);
        if (HttpMethods.IsPost(context.Request.Method) && !MediaTypes.IsJson(context.Request.ContentType))
            throw RequestReader.NotJson();
        if (!BodyDecompression.IsDone(context.Request))
            throw new RequestException(ErrorCode.UnsupportedMediaType, "Send the body without a content encoding.");
        if (context.Request.ContentLength > options.MaxRequestBytes)
            throw reader.TooLarge();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxRequestBytes;
        var bytes = reader.SizeOf(context.Request);
        return bytes > ClientLimits.SmallBytes ? limits.Receive(address, bytes) : null;
    }

    private async Task SendAsync(HttpContext context, Exception refused, RequestScope? scope)
    {
        var buffer = ResponseBuffer.Rent();
        try
        {
            var status = errors.Write(context.Response, null, buffer, refused, scope, reader.SizeOf(context.Request));
            await responses.SendAsync(context.Response, status, MediaTypes.Json, buffer);
        }
        finally
        {
            ResponseBuffer.Return(buffer);
        }
    }
}
