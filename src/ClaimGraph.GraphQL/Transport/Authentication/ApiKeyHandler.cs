using System.Text.Encodings.Web;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>The scheme for API keys: knows the holder of the key in the Authorization header.</summary>
internal sealed class ApiKeyHandler(
    KeyRing keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? authorization = Request.Headers.Authorization;
        if (string.IsNullOrEmpty(authorization))
            return AuthenticateResult.NoResult();
        try
        {
            return BearerToken.Of(authorization) is { } token && await keys.VerifyAsync(token, Context.RequestAborted) is { } key
                ? AuthenticateResult.Success(
                    new AuthenticationTicket(ApiClaims.User(key.Principal, key.Role, Scheme.Name), properties: null, Scheme.Name)
                )
                : AuthenticateResult.Fail(Refusal());
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

    private static RequestException Refusal() =>
        new(ErrorCode.Unauthenticated, "The key is wrong, expired or revoked. It is sent as 'Authorization: Bearer cg_…'.");
}
