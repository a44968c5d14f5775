using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Subscriptions;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Execution;

/// <summary>Makes the scope of each request, whatever transport it came by.</summary>
internal sealed class Scopes(IClaimStore store, IdSource ids, GraphQLOptions options, LedgerFeed feed, ILogger<Scopes> log)
{
    public RequestScope For(Principal principal, CancellationToken cancellation) => new(store, ids, options, principal, Report, cancellation) { OnCommit = feed.Wake };

    /// <summary>Writes a fault of the program to the log.</summary>
    public void Report(Exception exception) => log.LogError(exception, "A GraphQL request failed.");
}
