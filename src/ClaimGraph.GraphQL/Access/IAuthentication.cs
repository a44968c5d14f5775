using ClaimGraph.GraphQL.Errors;

namespace ClaimGraph.GraphQL.Access;

/// <summary>Finds out who sent a request. One is registered with the application's services; without one everybody is anonymous. Called from many threads.</summary>
public interface IAuthentication
{
    /// <summary>Who holds these credentials.</summary>
    /// <param name="authorization">
    /// The value of the Authorization header, or of the entry <c>Authorization</c> in the payload of a WebSocket's connection_init: <c>Bearer …</c>. Null or
    /// empty when there are none: then the answer is an anonymous principal.
    /// </param>
    /// <param name="cancellation">Set when nobody waits for the answer any more.</param>
    /// <exception cref="RequestFailure">The credentials are wrong, expired or revoked: <see cref="ErrorCode.Unauthenticated"/>.</exception>
    ValueTask<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation);
}

/// <summary>Nobody has credentials here: what an application gets that does not say who may do what.</summary>
internal sealed class NoAuthentication : IAuthentication
{
    public ValueTask<Principal> AuthenticateAsync(string? authorization, CancellationToken cancellation) =>
        string.IsNullOrEmpty(authorization) ? new(Principal.Anonymous) : throw new RequestFailure(ErrorCode.Unauthenticated, "No credentials are known here; leave the Authorization header out.");
}
