using ClaimGraph.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ClaimGraph.Server.Access;

/// <summary>What becomes of those whom the issuer signs in, and where those go whom it does not.</summary>
internal sealed class IssuerSignInEvents(JwtOptions options) : OpenIdConnectEvents
{
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = new JsonWebToken(context.SecurityToken.RawData);
        if (options.UserOf(token, context.Scheme.Name) is { } user)
        {
            context.Principal = user;
            return Task.CompletedTask;
        }
        context.Response.Redirect(ClaimGraphPages.AddressOf(SignInFailure.Untrusted)); // it has no subject
        context.HandleResponse();
        return Task.CompletedTask;
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        context.Response.Redirect(ClaimGraphPages.AddressOf(Kind(context)));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static SignInFailure Kind(RemoteFailureContext context) =>
        context.Request.Query["error"].Count > 0 ? SignInFailure.Declined
        : context.Failure is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException
            ? SignInFailure.Unavailable
        : context.Properties is null || context.Failure is { Message: "Correlation failed." } ? SignInFailure.Stale
        : SignInFailure.Untrusted;
}
