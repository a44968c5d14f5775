namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>The token of an Authorization header with the scheme Bearer (RFC 6750, section 2.1).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The token; null when the header has another form.</summary>
    public static string? Of(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && authorization.AsSpan(Scheme.Length).Trim() is { Length: > 0 } token
            ? token.ToString()
            : null;
}
