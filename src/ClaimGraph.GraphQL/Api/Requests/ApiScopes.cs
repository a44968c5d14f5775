using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Execution;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.History;
using ClaimGraph.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>Makes scopes over the store.</summary>
internal sealed class ApiScopes(
    IClaimStore store,
    IdSource ids,
    KeyRing keys,
    LedgerFeed feed,
    IServiceProvider services,
    GraphQLOptions options,
    Quotas quotas,
    TimeProvider clock,
    ILogger<Scopes> log
) : Scopes(quotas, clock, log)
{
    // Not before it is needed: what webhooks are told is read by this class.
    private readonly Lazy<WebhookRegister?> _webhooks = new(services.GetService<WebhookRegister>);
    private readonly PastGraphs? _pasts = services.GetService<PastGraphs>(); // the application need not have them

    protected override RequestScope New(Principal principal, Quota quota, CancellationToken cancellation) =>
        new ApiScope(store, ids, keys, _webhooks, feed, _pasts, options, principal, quota, Clock, Report, cancellation);
}
