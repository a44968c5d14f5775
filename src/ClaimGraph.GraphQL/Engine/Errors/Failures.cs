namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>What a client is told of an exception.</summary>
internal static class Failures
{
    /// <summary>The errors of the response. What is not the client's doing goes to the log as well.</summary>
    public static IReadOnlyList<ResponseError> Of(Exception exception, Action<Exception> report)
    {
        switch (exception)
        {
            case RequestException failure:
                return failure.Errors;
            case StoreUnavailableException:
                report(exception);
                return [new ResponseError(ErrorCode.StoreUnavailable, exception.Message)];
            default:
                report(exception);
                return [new ResponseError(ErrorCode.Internal, "The server failed; its log tells more.")];
        }
    }
}
