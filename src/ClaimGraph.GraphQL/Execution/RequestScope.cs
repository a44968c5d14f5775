using ClaimGraph.GraphQL.Access;
using ClaimGraph.GraphQL.Cost;
using ClaimGraph.GraphQL.Loading;

namespace ClaimGraph.GraphQL.Execution;

/// <summary>What the resolvers of one request share. It is also the source of the root fields.</summary>
internal sealed class RequestScope(IClaimStore store, IdSource ids, GraphQLOptions options, Principal principal, Allowance? allowance, Action<Exception> report, CancellationToken cancellation)
{
    private Loaders? _loaders;
    private CancellationTokenSource? _deadline;

    public IClaimStore Store { get; } = store;
    public IdSource Ids { get; } = ids;
    public GraphQLOptions Options { get; } = options;
    public Principal Principal { get; } = principal;

    /// <summary>What the sender may still ask; null when nobody counts.</summary>
    public Allowance? Allowance { get; } = allowance;

    /// <summary>Set when nobody waits for the answer any more, or when it takes too long.</summary>
    public CancellationToken Cancellation => _deadline?.Token ?? cancellation;

    /// <summary>True when the time is up and the sender still waits.</summary>
    public bool IsOverdue => _deadline?.IsCancellationRequested == true && !cancellation.IsCancellationRequested;

    /// <summary>Takes faults of the program, for the log.</summary>
    public Action<Exception> Report { get; } = report;

    /// <summary>True once a mutation of the request is committed: from then on a failure must not hide it.</summary>
    public bool HasCommitted { get; set; }
    public Loaders Loaders => _loaders ??= new Loaders(Store, Cancellation);

    /// <summary>From here on the time counts in which the operation must be done.</summary>
    public IDisposable StartDeadline()
    {
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _deadline.CancelAfter(Options.ExecutionTimeout);
        return _deadline;
    }
}
