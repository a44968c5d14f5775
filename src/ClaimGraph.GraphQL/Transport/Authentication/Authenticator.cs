using System.Runtime.ExceptionServices;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Execution;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>Finds out who sends a request, by the authentication schemes of the application.</summary>
internal sealed class Authenticator(
    Schemes schemes,
    Principals principals,
    Scopes scopes,
    IServiceScopeFactory services,
    TimeProvider clock
)
{
    /// <summary>The sender of a request, who then is <see cref="HttpContext.User"/> as well.</summary>
    /// <exception cref="RequestException">The credentials are wrong, expired or revoked, or they cannot be checked.</exception>
    /// <exception cref="StoreUnavailableException">They cannot be checked.</exception>
    public async ValueTask<Principal> AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(ApiAuthenticationOptions.Scheme);
        try
        {
            return Accept(context, result);
        }
        catch (RequestException failure) when (failure.Errors[0].Code == ErrorCode.Unauthenticated)
        {
            scopes.ChargeWrongCredentials(context.Connection.RemoteIpAddress);
            throw;
        }
    }

    /// <summary>
    /// The same for a request that has been answered or upgraded and is still open: the scheme looks at the Authorization header again, or
    /// <see cref="ApiAuthenticationOptions.SignInScheme"/> at what the request carries. Who signed in otherwise is known until their
    /// sign-in expires, because a usual handler of cookies needs a response that has not begun.
    /// </summary>
    /// <exception cref="RequestException">As above.</exception>
    /// <exception cref="StoreUnavailableException">As above.</exception>
    public async ValueTask<Principal> AuthenticateAgainAsync(HttpContext context)
    {
        if (schemes.OfOpen(context) is not { } scheme)
            return HasExpired(context) ? throw Refusal("Your sign-in has expired.") : principals.Of(context.User);
        await using var scope = services.CreateAsyncScope(); // that of the request would repeat the first answer
        var handler =
            await scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>().GetHandlerAsync(context, scheme)
            ?? throw new InvalidOperationException($"There is no authentication scheme '{scheme}'.");
        var result = await handler.AuthenticateAsync();
        return result.None && schemes.Of(context.Request) is null
            ? throw Refusal("Your sign-in has ended. Sign in again.")
            : Accept(context, result);
    }

    private Principal Accept(HttpContext context, AuthenticateResult result)
    {
        if (FailureOf(result, context) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        if (result.Principal is { } user)
            context.User = user;
        return principals.Of(context.User);
    }

    private Exception? FailureOf(AuthenticateResult result, HttpContext context) =>
        result switch
        {
            { Succeeded: true } => null,
            { Failure: RequestException or StoreUnavailableException } => result.Failure,
            { Failure: null } when schemes.Of(context.Request) is null => null,
            _ => Refusal("The token is not valid."),
        };

    private bool HasExpired(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc <= clock.GetUtcNow();

    private static RequestException Refusal(string message) => new(ErrorCode.Unauthenticated, message);
}
