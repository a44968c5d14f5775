using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Fields;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>What the resolvers of the API share in one request: the store, and what is loaded from it.</summary>
/// <param name="feed">Wakes subscribers after a commit, and is what they follow; null where nobody can subscribe.</param>
internal sealed class ApiScope(
    IClaimStore store,
    IdSource ids,
    KeyRing keys,
    LedgerFeed? feed,
    GraphQLOptions options,
    Principal principal,
    Quota? quota,
    TimeProvider clock,
    Action<Exception> report,
    CancellationToken cancellation
) : RequestScope(options, principal, quota, clock, report, cancellation)
{
    private Loaders? _loaders;

    public IClaimStore Store { get; } = store;
    public IdSource Ids { get; } = ids;
    public KeyRing Keys { get; } = keys;
    public LedgerFeed Feed => feed ?? throw new InvalidOperationException("There is no feed to subscribe to.");

    public override Loaders Loaders => _loaders ??= new Loaders(Store, Hold, Cancellation);

    public override void Committed()
    {
        base.Committed();
        feed?.Wake();
    }

    public override ApiScope For(object happened) =>
        new(Store, Ids, Keys, feed, Options, Principal, null, Clock, Report, CancellationToken.None) { Event = happened };
}

/// <summary>The scope as the resolvers of the API see it.</summary>
internal static class ApiFieldContext
{
    extension(FieldContext context)
    {
        public ApiScope Request => (ApiScope)context.Scope;
    }
}
