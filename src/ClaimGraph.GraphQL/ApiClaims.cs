using System.Security.Claims;
using ClaimGraph.Access;

namespace ClaimGraph.GraphQL;

/// <summary>
/// The claims by which the API knows a user, whichever authentication scheme signed them in. The types are the API's own, so that a role
/// which some issuer grants for another purpose never becomes a right here: a scheme that is added (cookies, OpenID Connect) translates its
/// claims when it signs a user in. A user without the claim <see cref="Name"/> is anonymous.
/// </summary>
public static class ApiClaims
{
    /// <summary>The user as the ledger names them: one line of 1 to <see cref="Limits.Principal"/> characters.</summary>
    public const string Name = "claimgraph:name";

    /// <summary>
    /// A name of <see cref="Access.Role"/>, like <c>Contributor</c>. The highest one counts. A user without this claim may do what users
    /// without credentials may (<see cref="ApiAuthenticationOptions.Anonymous"/>).
    /// </summary>
    public const string Role = "claimgraph:role";

    /// <summary>A user with these claims. <c>[Authorize(Roles = "Reviewer")]</c> sees the role, too.</summary>
    /// <param name="role">What they may do; null: what users without credentials may.</param>
    /// <param name="scheme">How they signed in; not empty.</param>
    public static ClaimsPrincipal User(string name, Role? role, string scheme)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme); // an identity without it is not authenticated
        var identity = new ClaimsIdentity(scheme, Name, Role);
        identity.AddClaim(new Claim(Name, name));
        if (role is { } some)
            identity.AddClaim(new Claim(Role, some.ToString()));
        return new ClaimsPrincipal(identity);
    }
}
