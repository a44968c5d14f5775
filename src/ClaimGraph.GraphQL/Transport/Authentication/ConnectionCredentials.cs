using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;
using Microsoft.AspNetCore.Http;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>The credentials of a connection that stays open. They can expire or be revoked meanwhile, so they are checked again.</summary>
/// <param name="context">The request that opened it. It must not end before a check does.</param>
internal sealed class ConnectionCredentials(Authenticator authenticator, HttpContext context, TimeProvider clock)
{
    /// <summary>Why they are refused now, once that was seen.</summary>
    public RequestException? Refusal { get; private set; }

    /// <summary>The sender.</summary>
    /// <exception cref="RequestException">The credentials are wrong, expired or revoked, or their holder may not even read.</exception>
    public async ValueTask<Principal> CheckAsync()
    {
        var principal = await authenticator.AuthenticateAgainAsync(context);
        Rights.Check(principal, Right.ToRead);
        return principal;
    }

    /// <summary>Checks them at every <paramref name="interval"/> and returns when they are refused.</summary>
    public async Task UntilRefusedAsync(TimeSpan interval, CancellationToken cancellation)
    {
        while (Refusal is null)
        {
            await Task.Delay(interval, clock, cancellation);
            try
            {
                await CheckAsync();
            }
            catch (RequestException failure) when (IsRefusal(failure.Errors[0].Code))
            {
                Refusal = failure;
            }
            catch (Exception unavailable) when (unavailable is RequestException or StoreUnavailableException)
            {
                // The store or the issuer cannot be reached now; the next check asks again.
            }
        }
    }

    private static bool IsRefusal(ErrorCode code) => code == ErrorCode.Unauthenticated || code == ErrorCode.Forbidden;
}
