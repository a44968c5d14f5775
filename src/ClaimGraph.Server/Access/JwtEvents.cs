using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ClaimGraph.Server.Access;

/// <summary>What the API makes of tokens that are checked, and what it tells of those that are refused.</summary>
internal sealed class JwtEvents(JwtOptions options) : JwtBearerEvents
{
    /// <summary>Before a token is checked: without the issuer's keys, every signature would look wrong.</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            context.Fail(
                new RequestException(
                    ErrorCode.IssuerUnavailable,
                    "The token cannot be checked, because its issuer cannot be reached now. Try again later."
                )
            );
        }
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        // RFC 7515, section 4.1.11: "crit" lists extensions that the recipient must understand. This one understands none.
        if (token.TryGetHeaderValue<object>("crit", out _))
            context.Fail(Refusal("requires extensions that this server does not support (header crit)"));
        else if (options.UserOf(token, context.Scheme.Name) is { } user)
            context.Principal = user;
        else
            context.Fail(Refusal("has no subject"));
        return Task.CompletedTask;
    }

    public override Task AuthenticationFailed(AuthenticationFailedContext context)
    {
        context.Fail(Refusal(Reason(context.Exception)));
        return Task.CompletedTask;
    }

    private static string Reason(Exception failure) =>
        failure switch
        {
            SecurityTokenExpiredException => "has expired",
            SecurityTokenNotYetValidException => "is not valid yet",
            SecurityTokenInvalidAudienceException => "is for another audience",
            SecurityTokenInvalidIssuerException => "is from another issuer",
            SecurityTokenMalformedException or ArgumentException => "is neither a key nor a JSON Web Token",
            _ => "is not signed as this server requires",
        };

    private static RequestException Refusal(string reason) => new(ErrorCode.Unauthenticated, $"The token {reason}.");
}
