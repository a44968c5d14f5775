namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>What a client is told about an exception.</summary>
internal static class Failures
{
    public const string Internal = "Internal server error. The server log has the details.";

    /// <summary>The errors of the response. Faults of the server also go to the log.</summary>
    public static IReadOnlyList<ResponseError> Of(Exception exception, Action<Exception> report)
    {
        switch (exception)
        {
            case RequestException failure:
                return failure.Errors;
            case StoreUnavailableException unavailable:
                report(exception);
                return [new ResponseError(ErrorCode.StoreUnavailable, unavailable.ForClients)];
            default:
                report(exception);
                return [new ResponseError(ErrorCode.Internal, Internal)];
        }
    }
}
