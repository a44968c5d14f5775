using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>The credentials of a connection that stays. They can expire or be revoked while it is open, so they are checked
/// again.</summary>
/// <param name="authorization">As in an Authorization header; null or empty when there are none.</param>
internal sealed class StandingCredentials(IAuthentication authentication, string? authorization, TimeProvider clock)
{
    /// <summary>Why they are no longer good, once that was seen.</summary>
    public RequestException? Refusal { get; private set; }

    /// <summary>Who holds them.</summary>
    /// <exception cref="RequestException">They are no good (any more), or their holder may not even read.</exception>
    public async ValueTask<Principal> CheckAsync(CancellationToken cancellation)
    {
        var principal = await authentication.AuthenticateAsync(authorization, cancellation);
        Rights.Check(principal, Right.ToRead);
        return principal;
    }

    /// <summary>Checks them as often as <paramref name="interval"/> says and returns when they are no longer good.</summary>
    public async Task UntilRefusedAsync(TimeSpan interval, CancellationToken cancellation)
    {
        while (Refusal is null)
        {
            await Task.Delay(interval, clock, cancellation);
            try
            {
                await CheckAsync(cancellation);
            }
            catch (RequestException failure) when (IsRefusal(failure.Errors[0].Code))
            {
                Refusal = failure;
            }
            catch (Exception away) when (away is RequestException or StoreUnavailableException)
            {
                // Who could tell cannot be reached and is asked again.
            }
        }
    }

    private static bool IsRefusal(ErrorCode code) => code == ErrorCode.Unauthenticated || code == ErrorCode.Forbidden;
}
