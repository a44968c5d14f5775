using System.Globalization;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Http;

/// <summary>Responses to HTTP requests that failed as a whole.</summary>
internal sealed class ErrorResponses(Scopes scopes)
{
    /// <summary>Charges the sender, writes the errors and the headers that go with them, and gives the status.</summary>
    /// <param name="scope">Null when the sender is not known.</param>
    /// <param name="bytes">The size of the request that failed.</param>
    public int Write(HttpResponse response, string? mediaType, ResponseBuffer buffer, Exception exception, RequestScope? scope, long bytes)
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
        WriteHeaders(response, code, (exception as RequestException)?.RetryAfterSeconds);
        return code.IsWellFormedRequest && mediaType == MediaTypes.Json ? StatusCodes.Status200OK : code.Status;
    }

    private static void WriteHeaders(HttpResponse response, ErrorCode code, long? retryAfterSeconds)
    {
        if (code == ErrorCode.MethodNotAllowed)
            response.Headers.Allow = HttpMethods.IsGet(response.HttpContext.Request.Method) ? "POST" : "GET, POST";
        if (code == ErrorCode.Unauthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        if (code == ErrorCode.UnsupportedMediaType)
            response.Headers.AcceptEncoding = BodyDecompression.Encodings; // RFC 9110, section 15.5.16
        if (code == ErrorCode.RequestTimeout)
            response.Headers.Connection = "close"; // RFC 9110, section 15.5.9
        if (code == ErrorCode.StoreUnavailable)
            response.Headers.RetryAfter = "1";
        if (retryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
