using System.Security.Claims;
using System.Text.Encodings.Web;
using ClaimGraph.Access;
using ClaimGraph.GraphQL;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClaimGraph.Pages.SignIn;

/// <summary>
/// The scheme for those who signed in on a page. A key in the cookie is checked for every request, so that one that was revoked opens
/// nothing, and its role is the present one. Other schemes sign their users in here.
/// </summary>
internal sealed class SignInHandler(
    SignInCookie cookie,
    KeyRing keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.Read(Request) is not { } signedIn)
            return AuthenticateResult.NoResult();
        try
        {
            return await UserAsync(signedIn) is { } user
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(user, new AuthenticationProperties { ExpiresUtc = signedIn.Until }, Scheme.Name)
                )
                : AuthenticateResult.NoResult();
        }
        catch (StoreUnavailableException unavailable)
        {
            return AuthenticateResult.Fail(unavailable);
        }
    }

    protected override Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var name = user.FindFirst(ApiClaims.Name)?.Value ?? throw new InvalidOperationException($"The user has no {ApiClaims.Name}.");
        cookie.Set(Context, name, Enum.TryParse<Role>(user.FindFirst(ApiClaims.Role)?.Value, out var role) ? role : null);
        return Task.CompletedTask;
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        SignInCookie.Delete(Context);
        return Task.CompletedTask;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    private async ValueTask<ClaimsPrincipal?> UserAsync(SignedIn signedIn)
    {
        if (signedIn.Key is null)
            return signedIn.User is { } name ? ApiClaims.User(name, signedIn.Role, Scheme.Name) : null;
        return await keys.VerifyAsync(signedIn.Key, Context.RequestAborted) is { } key
            ? ApiClaims.User(key.Principal, key.Role, Scheme.Name)
            : null;
    }
}
