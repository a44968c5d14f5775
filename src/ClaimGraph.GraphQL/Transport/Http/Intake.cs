using ClaimGraph.GraphQL.Engine.Documents;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.GraphQL.Transport.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>What is done with every HTTP request before its operation runs, whatever form the response has.</summary>
internal sealed class Intake(Scopes scopes, GraphQLOptions options, Origins origins, IAuthentication authentication, RequestReader reader)
{
    /// <summary>Finds out who sends the request and whether they may.</summary>
    public async ValueTask<RequestScope> ScopeAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!origins.Allow(context.Request))
            throw new RequestException(
                ErrorCode.CrossSite,
                "Pages of other sites may not use this API; the option GraphQL:AllowedOrigins names those that may."
            );
        var address = context.Connection.RemoteIpAddress;
        try
        {
            return scopes.For(
                await authentication.AuthenticateAsync(context.Request.Headers.Authorization, cancellation),
                address,
                cancellation
            );
        }
        catch (RequestException failure) when (failure.Errors[0].Code == ErrorCode.Unauthenticated)
        {
            scopes.ChargeWrongCredentials(address);
            throw;
        }
    }

    /// <summary>Reads what is asked, if there is anything left of what the sender may ask.</summary>
    public ValueTask<RequestBody> ReadAsync(HttpContext context, RequestScope scope)
    {
        scope.Quota?.Check();
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method))
        {
            // The option alone decides. With a limit of its own the web server would cut the connection, and the client could not read why.
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = null;
            return reader.ReadBodyAsync(request, scope.Cancellation);
        }
        if (HttpMethods.IsGet(request.Method))
            return new(new RequestBody(reader.ReadQueryString(request.Query)));
        throw new RequestException(ErrorCode.MethodNotAllowed, "GraphQL requests are sent by POST or GET.");
    }

    /// <summary>The size of the body; the largest there is when the client does not say.</summary>
    public long SizeOf(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) ? Math.Min(request.ContentLength ?? options.MaxRequestBytes, options.MaxRequestBytes) : 0;

    /// <summary>Writes what the sender is told of a failure, and gives the status.</summary>
    /// <param name="bytes">The size of the request that failed.</param>
    public int Refuse(HttpResponse response, string? mediaType, ResponseBuffer buffer, Exception exception, RequestScope? scope, long bytes)
    {
        if (scope?.Quota is { } quota)
        {
            quota.Settle(exception, bytes);
            RateLimitHeaders.Write(response, quota);
        }
        var errors = Failures.Of(exception, scopes.Report);
        buffer.Clear();
        ErrorWriter.WriteResponse(buffer.Json, errors);
        var code = errors[0].Code;
        if (code == ErrorCode.MethodNotAllowed)
            response.Headers.Allow = HttpMethods.IsGet(response.HttpContext.Request.Method) ? "POST" : "GET, POST";
        if (code == ErrorCode.Unauthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        if (code == ErrorCode.RequestTimeout)
            response.Headers.Connection = "close"; // RFC 9110, section 15.5.9
        if (code == ErrorCode.StoreUnavailable)
            response.Headers.RetryAfter = "1";
        if (exception is RequestException { RetryAfterSeconds: { } seconds })
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return code.IsWellFormedRequest && mediaType == MediaTypes.Json ? StatusCodes.Status200OK : code.Status;
    }
}
