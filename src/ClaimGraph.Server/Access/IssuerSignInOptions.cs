using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ClaimGraph.Settings;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Server.Access;

/// <summary>
/// How people sign in on the pages with the issuer (OpenID Connect Core 1.0, authorization code with PKCE). Without
/// <see cref="ClientId"/>, they sign in with keys alone.
/// </summary>
public sealed class IssuerSignInOptions : IValidatableObject
{
    /// <summary>
    /// The client as which the issuer knows the pages (<c>client_id</c>). Register <c>/sign-in/callback</c> of this server there as the
    /// address that it may redirect to.
    /// </summary>
    /// <value>Default: none; there is no such button on <c>/sign-in</c>.</value>
    public string? ClientId { get; set; }

    /// <summary>The secret of the client, if the issuer gave it one.</summary>
    /// <value>Default: none; the client is a public one.</value>
    [PasswordPropertyText(true)]
    public string? ClientSecret { get; set; }

    /// <summary>What the issuer is asked for. <c>openid</c> is always asked for.</summary>
    /// <value>Default: <c>openid</c>, <c>profile</c>.</value>
    public IReadOnlyList<string> Scopes { get; set; } = ["openid", "profile"];

    /// <summary>What the button calls the issuer: "Sign in with Newsroom".</summary>
    /// <value>Default: the host of the issuer.</value>
    public string? Name { get; set; }

    /// <inheritdoc/>
    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (ClientSecret is not null && ClientId is null)
        {
            yield return validationContext.Problem(
                nameof(ClientSecret),
                "it has no effect without the client; set Access:Jwt:SignIn:ClientId, too."
            );
        }
        foreach (var scope in Scopes.Where(scope => scope.Length == 0 || scope.Any(c => c is <= ' ' or '"' or '\\' or > '~')))
            yield return validationContext.Problem(nameof(Scopes), $"'{scope}' is not a scope; use words like openid and profile.");
    }
}

/// <summary>Checks the values of <see cref="IssuerSignInOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class IssuerSignInOptionsValidator : IValidateOptions<IssuerSignInOptions>;
