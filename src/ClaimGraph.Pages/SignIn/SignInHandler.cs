using System.Text.Encodings.Web;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Pages.SignIn;

/// <summary>
/// The scheme for those who signed in on a page: knows the holder of the key in the cookie. The key is checked for every request, so that
/// one that was revoked opens nothing, and its role is the present one.
/// </summary>
internal sealed class SignInHandler(
    SignInCookie cookie,
    KeyRing keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string SchemeName = "SignIn";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not var (text, until))
            return AuthenticateResult.NoResult();
        try
        {
            if (await keys.VerifyAsync(text, Context.RequestAborted) is not { } key)
                return AuthenticateResult.NoResult();
            var user = ApiClaims.User(key.Principal, key.Role, Scheme.Name);
            return AuthenticateResult.Success(
                new AuthenticationTicket(user, new AuthenticationProperties { ExpiresUtc = until }, Scheme.Name)
            );
        }
        catch (StoreUnavailableException unavailable)
        {
            return AuthenticateResult.Fail(unavailable);
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
