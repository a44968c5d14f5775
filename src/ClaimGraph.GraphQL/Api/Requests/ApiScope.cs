using ClaimGraph.Access;
using ClaimGraph.GraphQL.Api.Feed;
using ClaimGraph.GraphQL.Api.Loading;
using ClaimGraph.GraphQL.Engine.Access;
using ClaimGraph.GraphQL.Engine.Cost;
using ClaimGraph.GraphQL.Engine.Errors;
using ClaimGraph.GraphQL.Engine.Fields;
using ClaimGraph.History;
using ClaimGraph.Webhooks;

namespace ClaimGraph.GraphQL.Api.Requests;

/// <summary>What the resolvers of the API share in one request: the store, and what is loaded from it.</summary>
/// <param name="pasts">The graph as it was; null where nobody can read it.</param>
/// <param name="feed">Wakes subscribers after a commit, and is what they follow; null where nobody can subscribe.</param>
internal sealed class ApiScope(
    IClaimStore store,
    IdSource ids,
    KeyRing keys,
    Lazy<WebhookRegister?> webhooks,
    LedgerFeed? feed,
    PastGraphs? pasts,
    GraphQLOptions options,
    Principal principal,
    Quota? quota,
    TimeProvider clock,
    Action<Exception> report,
    CancellationToken cancellation
) : RequestScope(options, principal, quota, clock, report, cancellation)
{
    private const int MostMoments = 3;

    private readonly Dictionary<Moment, ApiScope> _moments = [];
    private Loaders? _loaders;
    private References? _references;

    public IClaimStore Store { get; } = store;
    public IdSource Ids { get; } = ids;
    public KeyRing Keys { get; } = keys;

    /// <summary>The webhooks; null where the application has none.</summary>
    public WebhookRegister? Webhooks => webhooks.Value;
    public LedgerFeed Feed => feed ?? throw new InvalidOperationException("There is no feed to subscribe to.");

    public override Loaders Loaders => _loaders ??= new Loaders(Store, Hold, Cancellation);

    /// <summary>What the names in the arguments stand for, also where fields read the graph as it was.</summary>
    public References References => (Outer as ApiScope)?.References ?? (_references ??= new References(Store));

    public override async ValueTask LearnAsync(IEnumerable<string> names)
    {
        if (!await References.LearnAsync(names, Cancellation))
            throw new RequestException(
                ErrorCode.InvalidArgument,
                $"This request names too many records by key or URL; use at most {References.Most:N0} names, or ids."
            );
    }

    public override void Committed()
    {
        base.Committed();
        feed?.Wake();
    }

    /// <summary>Fields that name a moment, and those below them, read the graph as it was then.</summary>
    public override RequestScope Within(FieldArguments arguments) => Moment.Of(arguments) is { } moment ? At(moment) : this;

    public override ApiScope For(object happened) =>
        new(Store, Ids, Keys, webhooks, feed, pasts, Options, Principal, null, Clock, Report, CancellationToken.None) { Event = happened };

    private ApiScope At(Moment moment)
    {
        if (_moments.TryGetValue(moment, out var known))
            return known;
        if (pasts is null)
            throw new RequestException(ErrorCode.InvalidArgument, "This server does not restore past states (asOf).");
        if (_moments.Count == MostMoments)
            throw new RequestException(ErrorCode.InvalidArgument, $"Name at most {MostMoments} different moments (asOf) in one request.");
        var then = new ApiScope(Store, Ids, Keys, webhooks, feed, null, Options, Principal, Quota, Clock, Report, default) { Outer = this };
        then._loaders = Loaders.Beside(new PastSource(pasts, moment).OpenAsync);
        return _moments[moment] = then;
    }
}

/// <summary>The scope as the resolvers of the API see it.</summary>
internal static class ApiFieldContext
{
    extension(FieldContext context)
    {
        public ApiScope Request => (ApiScope)context.Scope;

        /// <summary>A number of a range; what is meant when the argument is null or not given.</summary>
        /// <exception cref="RefusedException">It is outside of the range.</exception>
        public int Number(string name, int otherwise, int least, int most)
        {
            var number = context.Argument(name) as int? ?? otherwise;
            return number >= least && number <= most
                ? number
                : throw new RefusedException(ProblemCode.OutOfRange, $"{name} is {number}; use {least} to {most}.", name);
        }
    }
}
