using System.Security.Claims;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL.Engine.Access;

/// <summary>Makes principals of the users that authentication schemes sign in: the one place where claims become rights.</summary>
internal sealed class Principals(IOptions<ApiAuthenticationOptions> options)
{
    private readonly Principal _anonymous = Principal.WithoutCredentials(options.Value.Anonymous);

    /// <exception cref="RequestException">The user's name cannot stand in the ledger: <see cref="ErrorCode.Unauthenticated"/>.</exception>
    public Principal Of(ClaimsPrincipal user)
    {
        var identity = user.Identities.FirstOrDefault(i => i.IsAuthenticated && i.FindFirst(ApiClaims.Name) is not null);
        if (identity is null)
            return _anonymous;
        var name = identity.FindFirst(ApiClaims.Name)!.Value;
        if (string.IsNullOrWhiteSpace(name) || !CodePoints.IsWellFormed(name) || name.Any(char.IsControl))
            throw new RequestException(ErrorCode.Unauthenticated, $"The claim {ApiClaims.Name} must be a single line of text.");
        return new Principal(CodePoints.Slice(name, 0, Limits.Principal) ?? name, RoleOf(identity) ?? _anonymous.Role);
    }

    private static Role? RoleOf(ClaimsIdentity identity)
    {
        Role? highest = null;
        foreach (var claim in identity.FindAll(ApiClaims.Role))
            if (Enum.TryParse<Role>(claim.Value, out var role) && Enum.IsDefined(role) && !(role <= highest))
                highest = role;
        return highest;
    }
}
