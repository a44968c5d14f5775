using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.Server;

/// <summary>Refuses requests in the form in which the API does.</summary>
internal static class Refusals
{
    public static Task WriteAsync(this ErrorCode code, HttpResponse response, string message)
    {
        response.StatusCode = code.Status;
        return response.WriteAsJsonAsync(
            new { errors = new[] { new { message, extensions = new { code = code.Name } } } },
            response.HttpContext.RequestAborted
        );
    }
}
