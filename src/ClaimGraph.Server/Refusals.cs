using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.Server;

/// <summary>Refuses requests in the form in which the API does.</summary>
internal static class Refusals
{
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
