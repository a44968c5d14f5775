using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.Server;

/// <summary>Refuses requests in the form in which the API does.</summary>
internal static class Refusals
{
    /// <summary>The status for what refused a query as a whole.</summary>
    /// <param name="otherwise">For what has no status of its own.</param>
    public static int StatusOf(string code, int otherwise) =>
        code switch
        {
            "UNAUTHENTICATED" => 401,
            "FORBIDDEN" => 403,
            "RATE_LIMITED" => 429,
            "STORE_UNAVAILABLE" => 503,
            _ => otherwise,
        };

    public static Task WriteAsync(this ErrorCode code, HttpResponse response, string message) =>
        WriteAsync(response, code.Status, code.Name, message);

    public static Task WriteAsync(HttpResponse response, int status, string code, string message)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(
            new { errors = new[] { new { message, extensions = new { code } } } },
            response.HttpContext.RequestAborted
        );
    }
}
