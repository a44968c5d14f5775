using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Loading;

namespace ClaimGraph.GraphQL.Execution;

/// <summary>What the resolvers of one request share. It is also the source of the root fields.</summary>
internal sealed class RequestScope(IClaimStore store, IdSource ids, GraphQLOptions options, Principal principal, Action<Exception> report, CancellationToken cancellation)
{
    private Loaders? _loaders;

    public IClaimStore Store { get; } = store;
    public IdSource Ids { get; } = ids;
    public GraphQLOptions Options { get; } = options;
    public Principal Principal { get; } = principal;
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Takes faults of the program, for the log.</summary>
    public Action<Exception> Report { get; } = report;

    /// <summary>True once a mutation of the request is committed: from then on a failure must not hide it.</summary>
    public bool HasCommitted { get; private set; }

    /// <summary>Called after each commit of the request.</summary>
    public Action OnCommit { get; init; } = static () => { };

    /// <summary>What happened, where the request is a subscription's answer to it.</summary>
    public object? Event { get; private init; }

    /// <summary>Says that a mutation is committed.</summary>
    public void Committed()
    {
        HasCommitted = true;
        OnCommit();
    }

    /// <summary>A scope of its own for one event of a subscription, with nothing loaded yet.</summary>
    public RequestScope For(object happened) => new(Store, Ids, Options, Principal, Report, Cancellation) { Event = happened };

    public Loaders Loaders => _loaders ??= new Loaders(Store, Cancellation);
}
