using ClaimGraph.Access;
using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Loading;

namespace ClaimGraph.GraphQL.Execution;

/// <summary>What the resolvers of one request share. It is also the source of the root fields.</summary>
internal sealed class RequestScope(
    IClaimStore store, IdSource ids, KeyRing keys, GraphQLOptions options, Principal principal, Action<Exception> report, CancellationToken cancellation)
{
    private Loaders? _loaders;

    public IClaimStore Store { get; } = store;
    public IdSource Ids { get; } = ids;
    public KeyRing Keys { get; } = keys;
    public GraphQLOptions Options { get; } = options;
    public Principal Principal { get; } = principal;
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Takes faults of the program, for the log.</summary>
    public Action<Exception> Report { get; } = report;

    /// <summary>True once a mutation of the request is committed: from then on a failure must not hide it.</summary>
    public bool HasCommitted { get; set; }
    public Loaders Loaders => _loaders ??= new Loaders(Store, Cancellation);
}
