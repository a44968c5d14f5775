using System.Net;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Engine.Execution;

/// <summary>Makes the scope of each request, whatever transport it came by. The schema's own scopes derive from it.</summary>
internal abstract class Scopes(Quotas quotas, TimeProvider clock, ILogger log)
{
    /// <summary>The clock of every request.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <param name="principal">Who sent the request.</param>
    /// <param name="address">Where it came from; null when it came by no network.</param>
    /// <param name="cancellation">Set when nobody waits for the answer any more.</param>
    public RequestScope For(Principal principal, IPAddress? address, CancellationToken cancellation) =>
        New(principal, quotas.Of(principal, address), cancellation);

    /// <summary>Whoever sends wrong credentials pays for it as somebody without any, by their address.</summary>
    /// <exception cref="RequestException">There is nothing left to pay with.</exception>
    public void ChargeWrongCredentials(IPAddress? address)
    {
        var quota = quotas.Of(Principal.Anonymous, address);
        quota.Check();
        quota.TakeForFailure(bytes: 0);
    }

    /// <summary>Writes a fault of the program to the log.</summary>
    public void Report(Exception exception) => log.LogError(exception, "A GraphQL request failed.");

    protected abstract RequestScope New(Principal principal, Quota quota, CancellationToken cancellation);
}
