using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ClaimGraph.Server.Access;

/// <summary>Which tokens are accepted and what their claims mean. Without <see cref="Authority"/>, none are accepted.</summary>
public sealed class JwtOptions : IValidatableObject
{
    /// <summary>
    /// The address of the issuer, which serves <c>/.well-known/openid-configuration</c> (OpenID Connect Discovery 1.0). The keys that sign
    /// its tokens come from there. http is accepted for this machine only.
    /// </summary>
    /// <value>Default: none; no tokens are accepted.</value>
    public string? Authority { get; set; }

    /// <summary>The audience that a token must have (claim <c>aud</c>): the name under which the issuer knows this API.</summary>
    /// <value>Default: none; requests with tokens are refused. Required with <see cref="Authority"/>, unless people sign in.</value>
    public string? Audience { get; set; }

    /// <summary>Signing in on the pages with the issuer.</summary>
    [ValidateObjectMembers(typeof(IssuerSignInOptionsValidator))]
    public IssuerSignInOptions SignIn { get; set; } = new();

    /// <summary>The claim with the name of the user; the ledger shows it beside the subject.</summary>
    /// <value>Default: <c>name</c>.</value>
    [Filled("the name of a claim")]
    public string NameClaim { get; set; } = "name";

    /// <summary>
    /// The claim with the roles of the user: a text of words between spaces, or a list. Dots lead into objects: <c>realm_access.roles</c>.
    /// </summary>
    /// <value>Default: <c>roles</c>.</value>
    [Filled("the name of a claim")]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The value of <see cref="RoleClaim"/> that makes the user a reader.</summary>
    /// <value>Default: <c>reader</c>.</value>
    [Filled("a value of the role claim")]
    public string Reader { get; set; } = "reader";

    /// <summary>The value of <see cref="RoleClaim"/> that makes the user a contributor.</summary>
    /// <value>Default: <c>contributor</c>.</value>
    [Filled("a value of the role claim")]
    public string Contributor { get; set; } = "contributor";

    /// <summary>The value of <see cref="RoleClaim"/> that makes the user a reviewer.</summary>
    /// <value>Default: <c>reviewer</c>.</value>
    [Filled("a value of the role claim")]
    public string Reviewer { get; set; } = "reviewer";

    /// <summary>The value of <see cref="RoleClaim"/> that makes the user an admin.</summary>
    /// <value>Default: <c>admin</c>.</value>
    [Filled("a value of the role claim")]
    public string Admin { get; set; } = "admin";

    /// <summary>Whom a token of the issuer, once it was checked, is about: the one place where its claims become a user; null without a
    /// subject.</summary>
    /// <param name="scheme">How they signed in.</param>
    internal ClaimsPrincipal? UserOf(JsonWebToken token, string scheme)
    {
        var claims = new TokenClaims(token);
        return claims.Principal(NameClaim) is { } name ? ApiClaims.User(name, RoleOf(claims.Words(RoleClaim)), scheme) : null;
    }

    /// <summary>The highest role that the values of the claim give; null when none of them gives one.</summary>
    internal Role? RoleOf(IReadOnlyCollection<string> values) =>
        values.Contains(Admin) ? Role.Admin
        : values.Contains(Reviewer) ? Role.Reviewer
        : values.Contains(Contributor) ? Role.Contributor
        : values.Contains(Reader) ? Role.Reader
        : null;

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        const string alone = "it has no effect without the issuer; set Access:Jwt:Authority, too.";
        if (Authority is null && Audience is not null)
            yield return validationContext.Problem(nameof(Audience), alone);
        if (Authority is null && SignIn.ClientId is not null)
            yield return validationContext.Problem($"{nameof(SignIn)}.{nameof(SignIn.ClientId)}", alone);
        if (Authority is null)
            yield break;
        if (!IsIssuer(Authority))
        {
            yield return validationContext.Problem(
                nameof(Authority),
                $"'{Authority}' is not valid; use the https address of an issuer, like https://login.example.org/realms/desk."
            );
        }
        else if (string.IsNullOrWhiteSpace(Audience) && SignIn.ClientId is null)
        {
            yield return validationContext.Problem(
                nameof(Authority),
                "the audience is missing; set Access:Jwt:Audience to the name under which the issuer knows this API, "
                    + "or Access:Jwt:SignIn:ClientId to let people sign in on the pages."
            );
        }
    }

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}

/// <summary>Checks the values of <see cref="JwtOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class JwtOptionsValidator : IValidateOptions<JwtOptions>;
