using System.Net.Http.Headers;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>Knows the holders of keys. What an application gets that registers nothing else.</summary>
/// <param name="withoutKey">What somebody without a key may do; null: nothing, not even read.</param>
public sealed class KeyAuthentication(KeyRing keys, Role? withoutKey) : IAuthentication
{
    private readonly Principal _anonymous = Principal.WithoutCredentials(withoutKey);

    /// <summary>The token of an Authorization header with the scheme Bearer (RFC 6750, section 2.1); null when it is none.</summary>
    public static string? BearerToken(string? authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var header)
        && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    /// <inheritdoc/>
    public async ValueTask<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(authorization))
            return _anonymous;
        if (BearerToken(authorization) is { } token && await keys.VerifyAsync(token, cancellation) is { } key)
            return new Principal(key.Principal, key.Role);
        throw new RequestException(
            ErrorCode.Unauthenticated,
            "The key is wrong, expired or revoked. It is sent as 'Authorization: Bearer cg_…'."
        );
    }
}
