namespace ClaimGraph.GraphQL.Engine.Errors;

/// <summary>One error as the response gives it.</summary>
/// <param name="Locations">Line and column in the document, from 1.</param>
/// <param name="Path">The response names (string) and list positions (int) down to the field; null for an error of the whole
/// request.</param>
public sealed record ResponseError(
    ErrorCode Code,
    string Message,
    IReadOnlyList<(int Line, int Column)>? Locations = null,
    IReadOnlyList<object>? Path = null
);

/// <summary>The request cannot be answered with data.</summary>
public sealed class RequestException(IReadOnlyList<ResponseError> errors) : ClaimGraphException(errors[0].Message)
{
    public RequestException(ErrorCode code, string message)
        : this([new ResponseError(code, message)]) { }

    /// <summary>Never empty; the first one decides the status.</summary>
    public IReadOnlyList<ResponseError> Errors { get; } = errors;

    /// <summary>After how many seconds the same request can succeed; null when it never will.</summary>
    public long? RetryAfterSeconds { get; init; }
}
