using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Errors;

namespace ClaimGraph.GraphQL.Transport.Authentication;

/// <summary>Finds out who sent a request. Called from many threads. <see cref="KeyAuthentication"/> unless the application registers
/// another.</summary>
public interface IAuthentication
{
    /// <summary>Who holds these credentials.</summary>
    /// <param name="authorization">
    /// The value of the Authorization header, or of the entry <c>Authorization</c> in the payload of a WebSocket's connection_init:
    /// <c>Bearer …</c>. Null or empty when there are none: then the answer is an anonymous principal.
    /// </param>
    /// <param name="cancellation">Set when nobody waits for the answer any more.</param>
    /// <exception cref="RequestException">The credentials are wrong, expired or revoked: <see cref="ErrorCode.Unauthenticated"/>.</exception>
    ValueTask<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation);
}
