using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>Makes scopes over the store.</summary>
internal sealed class ApiScopes(
    IClaimStore store,
    IdSource ids,
    KeyRing keys,
    LedgerFeed feed,
    GraphQLOptions options,
    Quotas quotas,
    TimeProvider clock,
    ILogger<Scopes> log
) : Scopes(quotas, clock, log)
{
    protected override RequestScope New(Principal principal, Quota quota, CancellationToken cancellation) =>
        new ApiScope(store, ids, keys, feed, options, principal, quota, Clock, Report, cancellation);
}
