using ClaimGraph.GraphQL;

namespace ClaimGraph.Pages.Documents;

/// <summary>The API did not answer the document of a page. <c>Serving</c> turns this into the page that says so.</summary>
public sealed class UnansweredException(GraphQLError error, long? retryAfterSeconds = null) : Exception(error.Message)
{
    /// <summary>What went wrong, first.</summary>
    public GraphQLError Error { get; } = error;

    /// <summary>After how many seconds the same can succeed; null when waiting does not help.</summary>
    public long? RetryAfterSeconds { get; } = retryAfterSeconds;

    /// <summary>True when an argument (an id, a cursor, a date) was not one: the address is wrong, not the server.</summary>
    public bool IsWrongAddress => Error.Code is "INVALID_ARGUMENT" or "INVALID_VARIABLE";
}
