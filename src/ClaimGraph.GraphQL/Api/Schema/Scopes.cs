using System.Net;
using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Subscriptions;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Api.Schema;

/// <summary>Makes the scope of each request, whatever transport it came by.</summary>
internal sealed class Scopes(IClaimStore store, IdSource ids, KeyRing keys, GraphQLOptions options, Allowances allowances, LedgerFeed feed, ILogger<Scopes> log)
{
    /// <param name="principal">Who sent the request.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="cancellation">Set when nobody waits for the answer any more.</param>
    public RequestScope For(Principal principal, IPAddress? address, CancellationToken cancellation) =>
        new(store, ids, keys, options, principal, allowances.Of(principal, address), Report, cancellation) { OnCommit = feed.Wake };

    /// <summary>Whoever sends wrong credentials pays for it as somebody without any, by their address.</summary>
    /// <exception cref="RequestFailure">There is nothing left to pay with.</exception>
    public void ChargeWrongCredentials(IPAddress? address)
    {
        var allowance = allowances.Of(Principal.Anonymous, address);
        allowance.Check();
        allowance.TakeForFailure(bytes: 0);
    }

    /// <summary>Writes a fault of the program to the log.</summary>
    public void Report(Exception exception) => log.LogError(exception, "A GraphQL request failed.");
}
